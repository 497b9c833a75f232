"""Write panels. A panel is fixed while a round of it is under way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.contest.contests import services as contests
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.judging.models import Panel, PanelMember, RoundState
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import normalise

LONGEST_NAME = 120


def create_panel(contest: Contest, name: str, users: Iterable[Any] = (), *, by: Any, head: Any = None) -> Panel:
    """A panel of these people; each gets the role of a judge in the contest."""
    with transaction.atomic():
        panel = Panel.objects.create(contest=contest, name=_name(name))
        audit.record("panel.created", panel, by=by, scope=contest, name=panel.name)
        for user in users:
            add_member(panel, user, by=by, is_head=head is not None and user.pk == head.pk)
    return panel


def rename_panel(panel: Panel, name: str, *, by: Any) -> Panel:
    with transaction.atomic():
        locked = Panel.objects.select_for_update().get(pk=panel.pk)
        before, locked.name = locked.name, _name(name)
        locked.save(update_fields=["name"])
        audit.record("panel.renamed", locked, by=by, scope=locked.contest, name=locked.name, before=before)
    return locked


def add_member(panel: Panel, user: Any, *, by: Any, is_head: bool = False) -> PanelMember:
    """Take `user` into the panel, with the role of a judge; there is at most one head."""
    with transaction.atomic():
        locked = _changeable(panel)
        if locked.members.filter(user=user).exists():
            raise Conflict("panel_member_twice", field="email", name=str(user))
        contests.grant_role(locked.contest, user, Role.JUDGE, by=by)
        if is_head:
            locked.members.update(is_head=False)
        member = PanelMember.objects.create(panel=locked, user=user, is_head=is_head)
        audit.record(
            "panel.member_added", locked, by=by, scope=locked.contest, person=user.pk, name=str(user), head=is_head
        )
    return member


def remove_member(panel: Panel, user: Any, *, by: Any) -> None:
    """Take `user` out of the panel; the role in the contest stays, for it may have been given elsewhere."""
    with transaction.atomic():
        locked = _changeable(panel)
        gone, _rows = locked.members.filter(user=user).delete()
        if gone:
            audit.record("panel.member_removed", locked, by=by, scope=locked.contest, person=user.pk, name=str(user))


def is_fixed(panel: Panel) -> bool:
    """Whether a round with this panel has opened."""
    return panel.rounds.exclude(state=RoundState.DRAFT).exists()


def _changeable(panel: Panel) -> Panel:
    locked = Panel.objects.select_for_update().get(pk=panel.pk)
    if is_fixed(locked):
        raise Conflict("panel_fixed")
    return locked


def _name(given: str) -> str:
    name = normalise(given)
    if not name:
        raise DomainError("panel_needs_name", field="name")
    if len(name) > LONGEST_NAME:
        raise DomainError("judging_text_too_long", field="name", limit=LONGEST_NAME)
    return name
