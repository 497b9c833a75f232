"""What this room adds to menus and to the foot of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation
from lantoa.contest.contests.access import may_see_tab
from lantoa.front.portal import access, queries


def foot(request: HttpRequest) -> list[navigation.FootLine]:
    """The office, the person responsible, and how to reach them."""
    office = queries.office()
    if office is None:
        return []
    lines = [navigation.FootLine(office.office)]
    if office.responsible:
        lines.append(navigation.FootLine(_("Responsible: %(name)s") % {"name": office.responsible}))
    lines += [navigation.FootLine(text) for text in (office.address, office.phone) if text]
    if office.email:
        lines.append(navigation.FootLine(office.email, f"mailto:{office.email}"))
    return lines


def register() -> None:
    navigation.register_primary(
        navigation.Item(label=_("Home"), url="/", icon="home", order=0),
        navigation.Item(label=_("News"), url="/tin-tuc/", icon="newspaper", order=30),
    )
    navigation.register_desk(
        navigation.Item(
            label=_("Portal editor"), url="wagtailadmin_home", icon="newspaper", order=90, visible=access.sees_editor
        )
    )
    navigation.register_contest_tab(_("Articles"), "portal:articles", order=80, visible=may_see_tab(*access.OFFICE))
    navigation.register_foot(foot)
