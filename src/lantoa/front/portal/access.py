"""Who may write for the portal, and about which contest."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Contest, Role

#: Who in a contest has to do with articles about it.
OFFICE = (Role.ORGANISER, Role.SECRETARY)


def may_edit(user: Any) -> bool:
    """Whether the portal's editor opens for `user`."""
    return bool(user.is_authenticated and user.has_perm("wagtailadmin.access_admin"))


def reported_contest(user: Any, slug: str) -> Contest:
    """The contest, for those who look after its articles; 404 for strangers."""
    return contests.contest_for(user, slug, *OFFICE)


def drafted_contest(user: Any, slug: str) -> Contest:
    """The contest, for those of them who may write in the portal."""
    contest = reported_contest(user, slug)
    if not may_edit(user):
        raise PermissionDenied
    return contest


def sees_editor(request: HttpRequest) -> bool:
    """For the menu of the desk."""
    return may_edit(request.user)
