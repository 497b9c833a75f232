"""Write rounds: prepare, open, close, and what `results` does with them afterwards."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from lantoa.base.audit import services as audit
from lantoa.contest.contests.models import Contest
from lantoa.contest.contests.models import State as ContestState
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging import dealing, queries, signals
from lantoa.contest.judging.lifecycle import ROUND
from lantoa.contest.judging.models import Panel, Round, RoundState, Rubric
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import normalise
from lantoa.pure.stats.official import MOST_PLACES

LONGEST_NAME = 120
SEEDS = 2**31 - 1
MOST_NAMED = 5


def create_round(
    contest: Contest, *, name: str, panel: Panel, rubric: Rubric, due_at: datetime | None, by: Any, places: int = 2
) -> Round:
    """A round being prepared, the last in the contest's order."""
    with transaction.atomic():
        locked = Contest.objects.select_for_update().get(pk=contest.pk)
        if locked.state in {ContestState.DRAFT, ContestState.FINISHED}:
            raise Conflict("round_contest_not_running")
        last = locked.rounds.aggregate(last=Max("order"))["last"] or 0
        made = Round(contest=locked, order=last + 1, seed=secrets.randbelow(SEEDS))
        _fill(made, name=name, panel=panel, rubric=rubric, due_at=due_at, places=places)
        made.save()
        audit.record("round.created", made, by=by, scope=locked, name=made.name)
    return made


def update_round(
    round: Round, *, name: str, panel: Panel, rubric: Rubric, due_at: datetime | None, by: Any, places: int = 2
) -> Round:
    """Change a round that has not opened yet."""
    with transaction.atomic():
        locked = _locked(round)
        if locked.state != RoundState.DRAFT:
            raise Conflict("round_fixed")
        _fill(locked, name=name, panel=panel, rubric=rubric, due_at=due_at, places=places)
        locked.save()
        audit.record("round.updated", locked, by=by, scope=locked.contest, name=locked.name)
    return _same(round, locked)


def move_due_date(round: Round, *, due_at: datetime, by: Any, reason: str = "", now: datetime | None = None) -> Round:
    """Another due date for sheets, while the round is open."""
    now = now or clock.now()
    with transaction.atomic():
        locked = _locked(round)
        if locked.state != RoundState.OPEN:
            raise Conflict("round_not_open")
        if due_at <= now:
            raise DomainError("round_due_past", field="due_at")
        locked.due_at = due_at
        locked.save(update_fields=["due_at"])
        audit.record(
            "round.due_moved",
            locked,
            by=by,
            scope=locked.contest,
            reason=reason.strip(),
            now=now,
            due_at=due_at.isoformat(),
        )
    return _same(round, locked)


def open_round(round: Round, *, by: Any, now: datetime | None = None) -> Round:
    """Deal the clips and let the judges begin. From now on panel and rubric are fixed."""
    now = now or clock.now()
    with transaction.atomic():
        # Panel and rubric are locked too: nobody may change them between this check and the first sheet.
        locked = _locked(round)
        target = ROUND.target("open", locked.state)
        Panel.objects.select_for_update().get(pk=locked.panel_id)
        Rubric.objects.select_for_update().get(pk=locked.rubric_id)
        dealt = dealing.shares(locked)
        _refuse_incomplete(locked, dealt, now)
        locked.state, locked.opened_at = target, now
        locked.save(update_fields=["state", "opened_at"])
        rows = dealing.deal(locked, dealt)
        audit.record("round.opened", locked, by=by, scope=locked.contest, now=now, judges=len(dealt), sheets=len(rows))
    return _same(round, locked)


def close_round(round: Round, *, by: Any, reason: str = "", now: datetime | None = None) -> Round:
    """End scoring: what is not submitted now does not count. With sheets missing only with a reason."""
    now = now or clock.now()
    with transaction.atomic():
        locked = _locked(round)
        target = ROUND.target("close", locked.state)
        # Whoever is writing a sheet at this moment finishes first; whoever comes later finds the round closed.
        list(locked.assignments.select_for_update().values_list("pk", flat=True))
        missing = queries.missing_sheets(locked).count()
        if missing and not reason.strip():
            raise DomainError("round_close_needs_reason", field="reason", missing=missing)
        if not queries.counted_sheets(locked).exists():
            raise Conflict("round_has_no_sheets")
        locked.state, locked.closed_at = target, now
        locked.save(update_fields=["state", "closed_at"])
        audit.record(
            "round.closed", locked, by=by, scope=locked.contest, reason=reason.strip(), now=now, missing=missing
        )
        signals.round_closed.send(sender=Round, round=locked)
    return _same(round, locked)


def mark_tallied(round: Round, *, by: Any) -> Round:
    """`results` has counted this round; called inside its transaction."""
    return _move(round, "tally")


def mark_published(round: Round, *, by: Any) -> Round:
    """`results` has published this round's result; called inside its transaction."""
    return _move(round, "publish")


def deal_entry(entry: Entry) -> int:
    """An entry was accepted: every open round of its contest gets it. Returns how many sheets were added."""
    with transaction.atomic():
        made = 0
        for round in _open_rounds(entry):
            added = dealing.deal_late(round, entry)
            if added:
                audit.record("round.entry_added", round, by=None, scope=round.contest, code=entry.code, sheets=added)
            made += added
    return made


def cancel_entry(entry: Entry) -> int:
    """An entry left the contest: its sheets leave every open round. Returns how many did."""
    with transaction.atomic():
        gone = 0
        for round in _open_rounds(entry):
            cancelled = dealing.cancel(round, entry)
            if cancelled:
                audit.record(
                    "round.entry_removed", round, by=None, scope=round.contest, code=entry.code, sheets=cancelled
                )
            gone += cancelled
    return gone


def _open_rounds(entry: Entry) -> list[Round]:
    return list(Round.objects.select_for_update().filter(contest_id=entry.contest_id, state=RoundState.OPEN))


def _move(round: Round, name: str) -> Round:
    with transaction.atomic():
        locked = _locked(round)
        locked.state = ROUND.target(name, locked.state)
        locked.save(update_fields=["state"])
    return _same(round, locked)


def _locked(round: Round) -> Round:
    return Round.objects.select_for_update().get(pk=round.pk)


def _same(round: Round, locked: Round) -> Round:
    """The caller's object shows what was written."""
    for field in round._meta.concrete_fields:
        setattr(round, field.attname, getattr(locked, field.attname))
    return round


def _fill(round: Round, *, name: str, panel: Panel, rubric: Rubric, due_at: datetime | None, places: int) -> None:
    round.name = normalise(name)
    if not round.name:
        raise DomainError("round_needs_name", field="name")
    if len(round.name) > LONGEST_NAME:
        raise DomainError("judging_text_too_long", field="name", limit=LONGEST_NAME)
    if panel.contest_id != round.contest_id:
        raise DomainError("round_of_another_contest", field="panel")
    if rubric.contest_id != round.contest_id:
        raise DomainError("round_of_another_contest", field="rubric")
    if not 0 <= places <= MOST_PLACES:
        raise DomainError("round_places_bad", field="places", most=MOST_PLACES)
    round.panel, round.rubric, round.due_at, round.places = panel, rubric, due_at, places


def _refuse_incomplete(round: Round, dealt: list[dealing.Share], now: datetime) -> None:
    for code in queries.missing_for_opening(round, dealt, now):
        raise Conflict(code)
    stranded = dealing.without_judge(dealt)
    if stranded:
        codes = ", ".join(entry.code for entry in stranded[:MOST_NAMED])
        raise Conflict("round_clips_without_judge", codes=codes, count=len(stranded))
