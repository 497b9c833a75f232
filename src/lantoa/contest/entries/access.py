"""The one door to an entry."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from lantoa.base.units import queries as units
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry, Receipt


def own_entry(user: Any, pk: int) -> Entry:
    """The entry, for whoever began it or speaks for its unit; 404 for everybody else."""
    entry = _whole(Entry.objects.filter(pk=pk)).first()
    if entry is None or not owns(user, entry):
        raise Http404
    return entry


def owns(user: Any, entry: Entry) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return entry.created_by_id == user.pk or units.represented_units(user).filter(pk=entry.unit_id).exists()


def receipt(entry: Entry, number: str = "") -> Receipt:
    """One receipt of `entry`: the one with this number, or the newest; 404 if there is none."""
    found = entry.receipts.select_related("issued_to")
    if number:
        found = found.filter(number=int(number) if len(number) < 6 and number.isdecimal() else 0)
    newest = found.last()
    if newest is None:
        raise Http404
    return newest


def entry_of(contest: Contest, code: str) -> Entry:
    """The submitted entry with this code; 404 if there is none."""
    entry = _whole(Entry.objects.filter(contest=contest, code=code).exclude(code="")).first()
    if entry is None:
        raise Http404
    return entry


def staff_entry(user: Any, slug: str, code: str, *roles: str) -> Entry:
    """The entry, for people with one of `roles` in its contest."""
    return entry_of(contests.contest_for(user, slug, *roles), code)


def staff_draft(user: Any, slug: str, pk: int, *roles: str) -> Entry:
    """The entry by its number in the database: a draft has no code yet."""
    contest = contests.contest_for(user, slug, *roles)
    entry = _whole(Entry.objects.filter(contest=contest, pk=pk)).first()
    if entry is None:
        raise Http404
    return entry


def _whole(found: QuerySet[Entry]) -> QuerySet[Entry]:
    """With all that its pages read."""
    return found.select_related("contest", "unit", "video__upload", "category", "created_by")
