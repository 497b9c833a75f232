"""Who took part: figures across rooms, each of them counted from the rows when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from lantoa.contest.contests.models import Contest
from lantoa.contest.entries import queries as entries
from lantoa.pure.kernel.clock import VIETNAM


@dataclass(frozen=True, kw_only=True)
class Participation:
    """Received: submitted and not withdrawn. Published: accepted, playable, and the showcase is open."""

    units_total: int
    units_taking_part: int
    entries_received: int
    entries_published: int
    #: (unit's name at the opening, received, published), in official order, units without an entry too.
    by_unit: list[tuple[str, int, int]]
    #: (day of first submission in Vietnam, entries), every day from the first to the last.
    by_day: list[tuple[date, int]]

    @property
    def silent_units(self) -> list[str]:
        """Invited units that have sent nothing."""
        return [name for name, received, _published in self.by_unit if not received]


def participation(contest: Contest) -> Participation:
    """The figures of one contest; four queries however many units and entries there are."""
    received = _per_unit(entries.received(contest))
    published = _per_unit(entries.published(contest))
    invited = list(contest.invited.order_by("order", "name").values_list("unit_id", "name"))
    by_unit = [(name, received.get(unit, 0), published.get(unit, 0)) for unit, name in invited]
    return Participation(
        units_total=len(invited),
        units_taking_part=sum(1 for _name, count, _published in by_unit if count),
        entries_received=sum(received.values()),
        entries_published=sum(published.values()),
        by_unit=by_unit,
        by_day=_by_day(contest),
    )


def units_taking_part(contest: Contest) -> int:
    """How many invited units have sent something."""
    sent = entries.received(contest).order_by().values("unit")
    return contest.invited.filter(unit__in=sent).count()


def _per_unit(rows: QuerySet) -> dict[int, int]:
    return dict(rows.order_by().values_list("unit_id").annotate(number=Count("pk")))


def _by_day(contest: Contest) -> list[tuple[date, int]]:
    day = TruncDate("submitted_at", tzinfo=VIETNAM)
    counted = dict(entries.received(contest).order_by().values_list(day).annotate(number=Count("pk")))
    if not counted:
        return []
    first = min(counted)
    days = (first + timedelta(days=n) for n in range((max(counted) - first).days + 1))
    return [(each, counted.get(each, 0)) for each in days]
