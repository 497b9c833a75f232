"""Read what is to be screened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from lantoa.base.audit import queries as audit
from lantoa.base.audit.models import AuditEvent
from lantoa.base.units.models import Unit
from lantoa.base.units.queries import conflict_unit_ids
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.screening.checklist import ITEMS
from lantoa.contest.screening.models import Check
from lantoa.contest.videos.models import State as VideoState

WAITING = (State.SUBMITTED, State.SCREENING)


def queue(contest: Contest) -> QuerySet[Entry]:
    """Every entry that was handed in, with its technical checks counted: all, failed, doubtful."""
    return (
        contest.entries.filter(submitted_at__isnull=False)
        .exclude(state=State.WITHDRAWN)
        .select_related("unit", "video", "contest")
        .annotate(
            all_checks=Count("video__checks"),
            failed_checks=Count("video__checks", filter=Q(video__checks__level="fail")),
            doubtful_checks=Count("video__checks", filter=Q(video__checks__level="warn")),
        )
        .order_by("number")
    )


def chosen(contest: Contest, numbers: Iterable[str]) -> QuerySet[Entry]:
    """The rows of the queue with these keys, as a form sent them; whatever is none is left out."""
    keys = [int(number) for number in numbers if number.isascii() and number.isdecimal() and len(number) < 19]
    return queue(contest).filter(pk__in=keys)


def verdict(entry: Entry) -> str:
    """The technical checks of a row of the queue taken together, as the tone of a badge."""
    if entry.failed_checks or (entry.video and entry.video.state == VideoState.FAILED):
        return "bad"
    if not entry.all_checks:
        return "muted"
    return "warn" if entry.doubtful_checks else "good"


def with_verdict(rows: QuerySet[Entry], tone: str) -> QuerySet[Entry]:
    """Rows of the queue of which `verdict` says `tone`."""
    bad = Q(failed_checks__gt=0) | Q(video__state=VideoState.FAILED)
    if tone == "bad":
        return rows.filter(bad)
    rows = rows.exclude(bad)
    if tone == "muted":
        return rows.filter(all_checks=0)
    rows = rows.filter(all_checks__gt=0)
    return rows.filter(doubtful_checks__gt=0) if tone == "warn" else rows.filter(doubtful_checks=0)


def units_in_queue(contest: Contest) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=queue(contest).values("unit_id")).order_by("order", "name")


def waiting(contest: Contest) -> QuerySet[Entry]:
    return contest.entries.filter(state__in=WAITING).order_by("number")


def first_for(user: Any, contest: Contest) -> Entry | None:
    """Where `user` may begin: what nobody has taken up comes first, work of their own unit never."""
    return _for(user, contest).first()


def next_after(entry: Entry, user: Any) -> Entry | None:
    """The next entry that waits for `user`, beginning anew at the end of the queue."""
    others = _for(user, entry.contest).exclude(pk=entry.pk)
    untaken = others.filter(state=State.SUBMITTED)
    return untaken.filter(number__gt=entry.number).first() or others.first()


def _for(user: Any, contest: Contest) -> QuerySet[Entry]:
    taken = Case(When(state=State.SUBMITTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    return waiting(contest).exclude(unit_id__in=conflict_unit_ids(user)).order_by(taken, "number")


def taken_up(entry: Entry) -> AuditEvent | None:
    """Who took up an entry that is being screened, and when."""
    if entry.state != State.SCREENING:
        return None
    return audit.history(entry).filter(action="entry.take_up").first()


def ticks(entry: Entry) -> list[tuple[str, object, Check | None]]:
    """(item, words, what was ticked) for the whole list, also for what nobody has looked at."""
    known = {check.item: check for check in entry.screening_checks.all()}
    return [(item, words, known.get(item)) for item, words in ITEMS.items()]
