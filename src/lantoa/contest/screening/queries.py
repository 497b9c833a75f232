"""Read what is to be screened."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.screening.checklist import ITEMS
from lantoa.contest.screening.models import Check

WAITING = (State.SUBMITTED, State.SCREENING)


def queue(contest: Contest) -> QuerySet[Entry]:
    """Every entry that was handed in, with the number of failed and doubtful technical checks."""
    return (
        contest.entries.filter(submitted_at__isnull=False)
        .exclude(state=State.WITHDRAWN)
        .select_related("unit", "video", "contest")
        .annotate(
            failed_checks=Count("video__checks", filter=Q(video__checks__level="fail")),
            doubtful_checks=Count("video__checks", filter=Q(video__checks__level="warn")),
        )
        .order_by("number")
    )


def waiting(contest: Contest) -> QuerySet[Entry]:
    return contest.entries.filter(state__in=WAITING).order_by("number")


def next_after(entry: Entry) -> Entry | None:
    """The next entry that waits, beginning anew at the end of the queue."""
    others = waiting(entry.contest).exclude(pk=entry.pk)
    return others.filter(number__gt=entry.number).first() or others.first()


def ticks(entry: Entry) -> list[tuple[str, object, Check | None]]:
    """(item, words, what was ticked) for the whole list, also for what nobody has looked at."""
    known = {check.item: check for check in entry.screening_checks.all()}
    return [(item, words, known.get(item)) for item, words in ITEMS.items()]
