"""The people of the demonstration, each named by what they do; the article names none of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from lantoa.base.accounts import services as accounts
from lantoa.demo import reference
from lantoa.front.portal import services as portal

DOMAIN = "lantoa.example"
JUDGES = 5
VIEWERS = 12


@dataclass(frozen=True)
class Part:
    """One person: the name before the @, the name shown, and whether they edit the portal."""

    key: str
    name: str
    editor: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


ADMINISTRATOR = Part("quantri", "Quản trị hệ thống", editor=True)
ORGANISER = Part("bantochuc", "Trưởng ban Tổ chức", editor=True)
SECRETARY = Part("thuky", "Thư ký Ban Tổ chức", editor=True)
SCREENER = Part("thamdinh", "Tổ thẩm định")
AUDITOR = Part("giamsat", "Người giám sát")
JURY = tuple(Part(f"giamkhao{n}", f"Giám khảo {n}") for n in range(1, JUDGES + 1))
PUBLIC = tuple(Part(f"khangia{n}", f"Khán giả {n}") for n in range(1, VIEWERS + 1))


def representative(unit: reference.UnitPlan) -> Part:
    return Part(f"donvi{unit.order}", f"Đại diện {unit.name}")


def staff() -> list[Part]:
    return [ORGANISER, SECRETARY, SCREENER, AUDITOR, *JURY]


def exists(part: Part) -> bool:
    """Whether this person has an account already, from a former run."""
    return get_user_model().objects.filter(email=part.email).exists()


def person(part: Part, password: str, *, superuser: bool = False) -> Any:
    """The account of this part, made if need be."""
    users = get_user_model().objects
    found = users.filter(email=part.email).first()
    if found:
        return found
    made = accounts.create_person(part.email, full_name=part.name, password=password, is_staff=part.editor)
    if part.editor:
        portal.make_editor(made)
    if superuser:
        users.filter(pk=made.pk).update(is_superuser=True, is_staff=True)
        made.refresh_from_db()
    return made
