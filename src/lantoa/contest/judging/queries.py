"""Read rounds, sheets and progress. Scores of others leave this module only after the round has closed."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.entries.models import Entry
from lantoa.contest.entries.models import State as EntryState
from lantoa.contest.judging.dealing import Share
from lantoa.contest.judging.models import (
    Assignment,
    AssignmentState,
    Ballot,
    Criterion,
    Panel,
    Recusal,
    Round,
    RoundState,
    Rubric,
    Score,
)
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict

#: Sheets that a judge has still to hand in.
WAITING = (AssignmentState.ASSIGNED, AssignmentState.STARTED)
#: States of a round in which its sheets may be read by those who count them.
UNSEALED = (RoundState.CLOSED, RoundState.TALLIED, RoundState.PUBLISHED)


def rounds(contest: Contest) -> QuerySet[Round]:
    """The contest's rounds in order, with `sheets` and `submitted`."""
    live = ~Q(assignments__state__in=[AssignmentState.CANCELLED, AssignmentState.RECUSED])
    return contest.rounds.select_related("panel", "rubric").annotate(
        sheets=Count("assignments", filter=live),
        submitted=Count("assignments", filter=Q(assignments__state=AssignmentState.SUBMITTED)),
    )


def rubrics(contest: Contest) -> QuerySet[Rubric]:
    return contest.rubrics.annotate(criterion_count=Count("criteria")).order_by("pk")


def panels(contest: Contest) -> QuerySet[Panel]:
    return contest.panels.prefetch_related("members__user").order_by("pk")


def missing_for_opening(round: Round, dealt: list[Share], now: datetime | None = None) -> list[str]:
    """Codes of what a round lacks before it can open."""
    now = now or clock.now()
    lacks = []
    if not dealt:
        lacks.append("round_lacks_judges")
    if not any(criterion.weight for criterion in round.rubric.criteria.all()):
        lacks.append("round_lacks_criteria")
    if dealt and not any(share.entries or share.barred for share in dealt):
        lacks.append("round_lacks_entries")
    if round.due_at is None:
        lacks.append("round_lacks_due_date")
    elif round.due_at <= now:
        lacks.append("round_due_past")
    return lacks


def missing_sheets(round: Round) -> QuerySet[Assignment]:
    """Sheets that were asked for and have not come."""
    return round.assignments.filter(state__in=WAITING)


def counted_sheets(round: Round) -> QuerySet[Assignment]:
    """Sheets that the tally counts: submitted, and the entry is still in the contest."""
    return round.assignments.filter(state=AssignmentState.SUBMITTED, entry__state=EntryState.ACCEPTED)


# A judge's own


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What one judge has in one round, in their own order."""

    round: Round
    assignments: tuple[Assignment, ...]

    @property
    def left(self) -> tuple[Assignment, ...]:
        return tuple(each for each in self.assignments if each.state in WAITING)

    @property
    def done(self) -> int:
        return sum(each.state == AssignmentState.SUBMITTED for each in self.assignments)

    @property
    def asked(self) -> int:
        return len(self.left) + self.done

    @property
    def seconds_left(self) -> float:
        return sum((each.entry.video.duration or 0) if each.entry.video else 0 for each in self.left)

    def beside(self, assignment: Assignment) -> tuple[Assignment | None, Assignment | None]:
        """The clips before and behind this one that can be opened."""
        open_ones = [each for each in self.assignments if each.state != AssignmentState.RECUSED]
        at = next((n for n, each in enumerate(open_ones) if each.pk == assignment.pk), None)
        if at is None:
            return None, None
        return (open_ones[at - 1] if at else None), (open_ones[at + 1] if at + 1 < len(open_ones) else None)

    def next_after(self, assignment: Assignment) -> Assignment | None:
        """The next clip that waits for a sheet: behind this one, else from the start."""
        later = [each for each in self.left if (each.position, each.pk) > (assignment.position, assignment.pk)]
        others = [each for each in self.left if each.pk != assignment.pk]
        return next(iter(later or others), None)


def own_assignments(user: Any) -> QuerySet[Assignment]:
    """Everything that was ever dealt to `user` in rounds that have opened, in the user's own order."""
    judges = Q(round__contest__roles__user=user, round__contest__roles__role=Role.JUDGE)
    return (
        Assignment.objects.filter(judges, judge=user)
        .exclude(state=AssignmentState.CANCELLED)
        .exclude(round__state=RoundState.DRAFT)
        .select_related("round__contest", "round__rubric", "entry__unit", "entry__video")
        .order_by("position", "id")
    )


def scores_of(ballot: Ballot | None) -> dict[int, Decimal]:
    """The scores on one sheet by criterion."""
    return dict(ballot.scores.values_list("criterion_id", "value")) if ballot else {}


def waiting_rounds(user: Any) -> list[dict[str, Any]]:
    """For menus and cards, one query: open rounds in which `user` has sheets to hand in."""
    return list(
        Assignment.objects.filter(judge=user, round__state=RoundState.OPEN, state__in=WAITING)
        .filter(round__contest__roles__user=user, round__contest__roles__role=Role.JUDGE)
        .values("round_id", "round__name", "round__due_at", "round__contest__title")
        .annotate(clips=Count("pk"), seconds=Sum("entry__video__duration"))
        .order_by("round__due_at", "round_id")
    )


# What the secretariat may know while a round is open: how far it is, never what was given


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one judge is."""

    judge: Any
    asked: int
    submitted: int
    started: int
    recused: int
    seconds_left: float

    @property
    def waiting(self) -> int:
        return self.asked - self.submitted


def progress(round: Round) -> list[Progress]:
    """One line for each judge who has got clips, in the panel's order; two queries however many there are."""
    waiting = Q(state__in=WAITING)
    rows = (
        round.assignments.exclude(state=AssignmentState.CANCELLED)
        .order_by()
        .values("judge_id", "state")
        .annotate(number=Count("pk"), seconds=Sum("entry__video__duration", filter=waiting))
    )
    by_judge: dict[int, Counter[str]] = defaultdict(Counter)
    seconds: dict[int, float] = defaultdict(float)
    for row in rows:
        by_judge[row["judge_id"]][row["state"]] += row["number"]
        seconds[row["judge_id"]] += row["seconds"] or 0
    members = round.panel.members.select_related("user")
    return [_progress(member.user, by_judge[member.user_id], seconds[member.user_id]) for member in members]


def _progress(judge: Any, states: Counter[str], seconds: float) -> Progress:
    return Progress(
        judge=judge,
        asked=states[AssignmentState.ASSIGNED] + states[AssignmentState.STARTED] + states[AssignmentState.SUBMITTED],
        submitted=states[AssignmentState.SUBMITTED],
        started=states[AssignmentState.STARTED],
        recused=states[AssignmentState.RECUSED],
        seconds_left=seconds,
    )


def recusals(round: Round) -> QuerySet[Recusal]:
    """Who stepped back from what, and why."""
    dealt = round.assignments.filter(state=AssignmentState.RECUSED)
    return (
        Recusal.objects.filter(contest=round.contest, judge__in=dealt.values("judge"), entry__in=dealt.values("entry"))
        .select_related("judge", "entry", "unit")
        .order_by("at", "pk")
    )


# After the round has closed


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One submitted sheet: `judge` is a number from 1 that stands for a person, `values` follow the criteria."""

    entry: Entry
    judge: int
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Everything that counts in a closed round. `unscored` are entries of the contest without any sheet."""

    round: Round
    criteria: tuple[Criterion, ...]
    judges: int
    rows: tuple[SheetRow, ...]
    unscored: tuple[Entry, ...]
    #: (entry, judge's number) for each sheet that a judge stepped back from.
    recused: tuple[tuple[Entry, int], ...]


def sheet_matrix(round: Round) -> Matrix:
    """All sheets that count, by entry number and judge's number; refused while the round is not closed."""
    if round.state not in UNSEALED:
        raise Conflict("round_scores_sealed")
    criteria = tuple(round.rubric.criteria.all())
    numbers = judge_numbers(round)
    counted = list(counted_sheets(round).select_related("entry__unit", "ballot"))
    values = _values(counted)
    rows = [
        SheetRow(
            entry=each.entry,
            judge=numbers[each.judge_id],
            values=tuple(values[each.pk].get(criterion.pk) for criterion in criteria),
        )
        for each in counted
    ]
    return Matrix(
        round=round,
        criteria=criteria,
        judges=len(numbers),
        rows=tuple(sorted(rows, key=lambda row: (row.entry.number or 0, row.entry.pk, row.judge))),
        unscored=tuple(_unscored(round, counted)),
        recused=tuple(_recused(round, numbers)),
    )


def judge_numbers(round: Round) -> dict[int, int]:
    """A number for each judge, shuffled by the round's secret seed: the panel's list does not give them away."""
    judges = sorted(set(round.assignments.order_by().values_list("judge_id", flat=True)))
    random.Random(f"{round.seed}:numbers").shuffle(judges)
    return {judge: number for number, judge in enumerate(judges, start=1)}


def _values(assignments: list[Assignment]) -> dict[int, dict[int, Decimal]]:
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    scores = Score.objects.filter(ballot__assignment__in=[each.pk for each in assignments])
    for assignment, criterion, value in scores.values_list(F("ballot__assignment_id"), "criterion_id", "value"):
        found[assignment][criterion] = value
    return found


def _unscored(round: Round, counted: list[Assignment]) -> QuerySet[Entry]:
    dealt = round.assignments.exclude(state=AssignmentState.CANCELLED).values("entry_id")
    found = Entry.objects.filter(pk__in=dealt, state=EntryState.ACCEPTED).select_related("unit")
    return found.exclude(pk__in={each.entry_id for each in counted}).order_by("number", "pk")


def _recused(round: Round, numbers: dict[int, int]) -> list[tuple[Entry, int]]:
    rows = round.assignments.filter(state=AssignmentState.RECUSED, entry__state=EntryState.ACCEPTED)
    found = [(row.entry, numbers[row.judge_id]) for row in rows.select_related("entry")]
    return sorted(found, key=lambda pair: (pair[0].number or 0, pair[1]))
