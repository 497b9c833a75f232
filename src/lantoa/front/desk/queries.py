"""What a person is here: their roles, their units, the portal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from lantoa.base.units.models import Unit
from lantoa.base.units.queries import represented_units
from lantoa.contest.contests import access
from lantoa.contest.contests.models import Contest, Role, State

MOST_SHOWN = 12


@dataclass(frozen=True)
class Part:
    """A contest and what the reader is in it."""

    contest: Contest
    roles: list[Any]


def parts(request: HttpRequest) -> list[Part]:
    """Contests in which the reader has been given roles, the newest first."""
    held = access.held_roles(request)
    contests = Contest.objects.filter(pk__in=held).order_by("-created_at")[:MOST_SHOWN]
    return [Part(contest, [role.label for role in Role if role in held[contest.pk]]) for contest in contests]


def represented(user: Any) -> list[Unit]:
    return list(represented_units(user)[:MOST_SHOWN])


def open_contests() -> list[Contest]:
    return list(Contest.objects.filter(state=State.OPEN)[:MOST_SHOWN])


def may_edit_portal(user: Any) -> bool:
    """Whether the portal's editor would let this person in."""
    return user.is_superuser or user.has_perm("wagtailadmin.access_admin")
