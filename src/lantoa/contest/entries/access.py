"""The one door to an entry."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from lantoa.base.units import queries as units
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry


def own_entry(user: Any, pk: int) -> Entry:
    """The entry, for whoever began it or speaks for its unit; 404 for everybody else."""
    entry = Entry.objects.select_related("contest", "unit", "video", "category").filter(pk=pk).first()
    if entry is None or not owns(user, entry):
        raise Http404
    return entry


def owns(user: Any, entry: Entry) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return entry.created_by_id == user.pk or units.represented_units(user).filter(pk=entry.unit_id).exists()


def entry_of(contest: Contest, code: str) -> Entry:
    """The submitted entry with this code; 404 if there is none."""
    found = Entry.objects.select_related("contest", "unit", "video", "category").filter(contest=contest, code=code)
    entry = found.exclude(code="").first()
    if entry is None:
        raise Http404
    return entry


def staff_entry(user: Any, slug: str, code: str, *roles: str) -> Entry:
    """The entry, for people with one of `roles` in its contest."""
    return entry_of(contests.contest_for(user, slug, *roles), code)
