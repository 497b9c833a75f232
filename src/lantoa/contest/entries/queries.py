"""Read entries."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lantoa.base.units import queries as units
from lantoa.base.units.models import Unit
from lantoa.contest.contests.models import Contest, InvitedUnit
from lantoa.contest.contests.models import State as ContestState
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.videos.models import State as VideoState
from lantoa.contest.videos.models import TechnicalCheck

EDITABLE = (State.DRAFT, State.RETURNED)
#: Entries that count against a unit's quota.
COUNTED = (State.DRAFT, State.SUBMITTED, State.SCREENING, State.ACCEPTED, State.RETURNED)


def received(contest: Contest) -> QuerySet[Entry]:
    """Entries that were submitted and not taken back."""
    return contest.entries.filter(submitted_at__isnull=False).exclude(state=State.WITHDRAWN)


def accepted(contest: Contest) -> QuerySet[Entry]:
    """Entries that passed screening."""
    return contest.entries.filter(state=State.ACCEPTED)


def published(contest: Contest) -> QuerySet[Entry]:
    """What the public may watch: accepted and playable, once the showcase is open."""
    found = accepted(contest).filter(video__state=VideoState.READY)
    return found if contest.showcase_at else found.none()


def of_person(user: Any) -> QuerySet[Entry]:
    """Entries that this person began, or whose unit they speak for."""
    spoken_for = units.represented_units(user).values("pk")
    mine = Entry.objects.filter(created_by=user) | Entry.objects.filter(unit__in=spoken_for)
    return mine.select_related("contest", "unit", "video").distinct().order_by("-created_at")


def open_invitations(user: Any) -> list[tuple[Contest, list[Unit]]]:
    """Contests that receive entries now, each with the units of this person that it invites."""
    rows = (
        InvitedUnit.objects.filter(unit__in=units.represented_units(user), contest__state=ContestState.OPEN)
        .select_related("contest", "unit")
        .order_by("contest__closes_at", "order")
    )
    found: dict[int, tuple[Contest, list[Unit]]] = {}
    for row in rows:
        found.setdefault(row.contest_id, (row.contest, []))[1].append(row.unit)
    return list(found.values())


def invited_units_of(user: Any, contest: Contest) -> QuerySet[Unit]:
    """Units that this contest invites and for which this person speaks."""
    return units.represented_units(user).filter(pk__in=contest.invited.values("unit_id"))


def quota_left(contest: Contest, unit: Unit) -> int | None:
    """How many more entries the unit may begin; None when there is no limit."""
    if not contest.entries_per_unit:
        return None
    used = contest.entries.filter(unit=unit, state__in=COUNTED).count()
    return max(0, contest.entries_per_unit - used)


def blocking_check(entry: Entry) -> TechnicalCheck | None:
    """A measured fault for which the rules refuse the clip at once."""
    if entry.video is None:
        return None
    return entry.video.checks.filter(blocking=True, level="fail").first()


def for_staff(contest: Contest) -> QuerySet[Entry]:
    """Entries as lists of the secretariat show them, each row complete."""
    return contest.entries.select_related("unit", "video", "category", "contest").order_by("number", "pk")
