"""Read entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lantoa.base.audit import queries as audit
from lantoa.base.audit.models import AuditEvent
from lantoa.base.units import queries as units
from lantoa.base.units.models import Unit
from lantoa.contest.contests.models import Contest, InvitedUnit
from lantoa.contest.contests.models import State as ContestState
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.videos.models import State as VideoState
from lantoa.contest.videos.models import TechnicalCheck
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.text import fold

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


def open_invitations(user: Any, now: datetime | None = None) -> list[tuple[Contest, list[Unit]]]:
    """Contests that receive entries at this instant, each with the units of this person that it invites."""
    now = now or clock.now()
    rows = (
        InvitedUnit.objects.filter(unit__in=units.represented_units(user))
        .filter(contest__state=ContestState.OPEN, contest__opens_at__lte=now, contest__closes_at__gt=now)
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


def search(found: QuerySet[Entry], text: str) -> QuerySet[Entry]:
    """Entries in whose code, title or unit every word of `text` stands, marks aside."""
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return found


def units_of(contest: Contest) -> QuerySet[Unit]:
    """The units that have begun an entry, in official order."""
    return Unit.objects.filter(pk__in=contest.entries.values("unit_id")).order_by("order", "name")


#: Acts that the entrant reads in the course of their entry; who screened it stays with the staff.
TOLD = ("submitted", "take_up", "accept", "return", "reject", "withdraw", "disqualify", "reinstate")


def course(entry: Entry) -> QuerySet[AuditEvent]:
    """What happened to the entry, newest first, as its entrant may read it."""
    return audit.history(entry).filter(action__in=[f"entry.{name}" for name in TOLD])
