"""Write score sheets: save a draft score by score, submit it, step back from a clip."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Role
from lantoa.contest.entries.models import State as EntryState
from lantoa.contest.judging.conflicts import is_own
from lantoa.contest.judging.errors import StaleSheet, Unprocessable
from lantoa.contest.judging.lifecycle import ASSIGNMENT
from lantoa.contest.judging.models import Assignment, Ballot, Criterion, Recusal, Round, RoundState, Score
from lantoa.contest.judging.numbers import check_score
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError, Forbidden

LONGEST_COMMENT = 4000
LONGEST_REASON = 1000


def save_sheet(
    assignment: Assignment,
    *,
    by: Any,
    version: int,
    scores: Mapping[int, Decimal | None],
    comment: str | None = None,
    now: datetime | None = None,
) -> Ballot:
    """Keep a draft: the scores given (None takes one back), the others as they are.

    `version` is the sheet as the judge saw it; if it has been written since, `StaleSheet` carries what is stored.
    All or nothing: one value outside its scale or step refuses the whole call.
    """
    now = now or clock.now()
    with transaction.atomic():
        locked, round = _writable(assignment, by)
        ballot = _current(locked, version)
        target = ASSIGNMENT.target("start", locked.state)
        checked = _checked(round, scores)
        if ballot is None:
            ballot = Ballot(assignment=locked)
        if comment is not None:
            ballot.comment = _comment(comment)
        ballot.version, ballot.saved_at = version + 1, now
        ballot.save()
        _write(ballot, checked)
        if locked.state != target:
            locked.state = target
            locked.save(update_fields=["state"])
    assignment.state = locked.state
    return ballot


def submit_sheet(assignment: Assignment, *, by: Any, version: int, now: datetime | None = None) -> Ballot:
    """Hand the sheet in: final, so every criterion must have its score."""
    now = now or clock.now()
    with transaction.atomic():
        locked, round = _writable(assignment, by)
        ballot = _current(locked, version)
        target = ASSIGNMENT.target("submit", locked.state)
        given = set(ballot.scores.values_list("criterion_id", flat=True)) if ballot else set()
        blank = [criterion.name for criterion in round.rubric.criteria.all() if criterion.pk not in given]
        if blank or ballot is None:
            raise Unprocessable("judging_sheet_incomplete", missing=", ".join(blank))
        ballot.submitted_at, ballot.version = now, ballot.version + 1
        ballot.save(update_fields=["submitted_at", "version"])
        locked.state = target
        locked.save(update_fields=["state"])
        audit.record("sheet.submitted", locked, by=by, scope=round.contest, now=now, code=locked.entry.code)
    assignment.state = locked.state
    return ballot


def recuse(assignment: Assignment, *, by: Any, reason: str, now: datetime | None = None) -> Recusal:
    """A judge steps back from a clip; scores given so far leave the tally and stay in the record."""
    now = now or clock.now()
    if not reason.strip():
        raise DomainError("recusal_needs_reason", field="reason")
    if len(reason) > LONGEST_REASON:
        raise DomainError("judging_text_too_long", field="reason", limit=LONGEST_REASON)
    with transaction.atomic():
        locked, round = _locked(assignment, by)
        locked.state = ASSIGNMENT.target("recuse", locked.state)
        locked.save(update_fields=["state"])
        made = Recusal.objects.create(
            contest=round.contest, judge=by, entry=locked.entry, reason=reason.strip(), at=now
        )
        audit.record(
            "sheet.recused", locked, by=by, scope=round.contest, reason=reason.strip(), now=now, code=locked.entry.code
        )
    assignment.state = locked.state
    return made


def _locked(assignment: Assignment, by: Any) -> tuple[Assignment, Round]:
    """The row under lock, and its round as it is *after* the lock was got."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    round = Round.objects.select_related("contest", "rubric").get(pk=locked.round_id)
    if locked.judge_id != by.pk or not contests.has_role(by, round.contest, Role.JUDGE):
        raise Forbidden("judging_not_your_sheet")
    if round.state != RoundState.OPEN:
        raise Conflict("judging_round_closed")
    return locked, round


def _writable(assignment: Assignment, by: Any) -> tuple[Assignment, Round]:
    locked, round = _locked(assignment, by)
    if is_own(locked.entry, by):
        raise Forbidden("judging_own_unit")
    if locked.entry.state != EntryState.ACCEPTED:
        raise Conflict("judging_entry_gone")
    return locked, round


def _current(assignment: Assignment, version: int) -> Ballot | None:
    ballot = Ballot.objects.filter(assignment=assignment).first()
    if (ballot.version if ballot else 0) != version:
        raise StaleSheet(ballot, given=version)
    return ballot


def _checked(round: Round, scores: Mapping[int, Decimal | None]) -> dict[Criterion, Decimal | None]:
    known = {criterion.pk: criterion for criterion in round.rubric.criteria.all()}
    if any(pk not in known for pk in scores):
        raise Unprocessable("score_criterion_unknown")
    return {known[pk]: None if value is None else check_score(value, known[pk]) for pk, value in scores.items()}


def _write(ballot: Ballot, checked: Mapping[Criterion, Decimal | None]) -> None:
    for criterion, value in checked.items():
        if value is None:
            ballot.scores.filter(criterion=criterion).delete()
        else:
            Score.objects.update_or_create(
                ballot=ballot, criterion=criterion, defaults={"value": value, "maximum": criterion.maximum}
            )


def _comment(given: str) -> str:
    if len(given) > LONGEST_COMMENT:
        raise Unprocessable("judging_text_too_long", field="comment", limit=LONGEST_COMMENT)
    return given
