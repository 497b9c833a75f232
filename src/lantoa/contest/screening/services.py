"""Tick the checklist and decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.base.audit.services import record
from lantoa.base.units.queries import conflict_unit_ids
from lantoa.contest.entries import services as entries
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.screening import queries
from lantoa.contest.screening.checklist import ITEMS
from lantoa.contest.screening.errors import BadDecision, OwnUnit
from lantoa.contest.screening.models import Check, Decision, Outcome
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError

MOST_NOTE = 300
MOVES = {
    Outcome.ACCEPT: entries.accept_entry,
    Outcome.RETURN: entries.return_entry,
    Outcome.REJECT: entries.reject_entry,
}


@dataclass(frozen=True)
class Tick:
    """One line of the checklist as it is to stand: `passed` is None while nobody has looked."""

    item: str
    passed: bool | None
    note: str = ""


def require_impartial(entry: Entry, user: Any) -> None:
    """OwnUnit when the entry comes from the person's own unit or one above it."""
    if entry.unit_id in conflict_unit_ids(user):
        raise OwnUnit("screening_own_unit", code=entry.code)


@transaction.atomic
def take_up(entry: Entry, *, by: Any, now: datetime | None = None) -> None:
    """Mark an entry that waits as being screened; one that is being screened already is left as it is."""
    require_impartial(entry, by)
    entry = _locked(entry)
    if entry.state != State.SCREENING:
        entries.take_up_entry(entry, by=by, now=now)


def tick_item(
    entry: Entry, item: str, passed: bool | None, *, by: Any, note: str = "", now: datetime | None = None
) -> Check:
    """Write down one line of the checklist; `None` means that nobody has looked."""
    save_ticks(entry, [Tick(item, passed, note)], by=by, now=now)
    return Check.objects.get_or_create(entry=entry, item=item)[0]


@transaction.atomic
def save_ticks(entry: Entry, ticks: Iterable[Tick], *, by: Any, now: datetime | None = None) -> int:
    """Write down lines of the checklist; whoever changes one has taken the entry up. Returns how many changed.

    OwnUnit; Conflict once the entry is decided, because the list then is part of the record.
    """
    require_impartial(entry, by)
    entry = _locked(entry)
    known = {check.item: check for check in entry.screening_checks.all()}
    changed = [tick for tick in map(_tidy, ticks) if _differs(tick, known.get(tick.item))]
    if not changed:
        return 0
    if entry.state not in queries.WAITING:
        raise Conflict("screening_decided_already", code=entry.code)
    if entry.state == State.SUBMITTED:
        entries.take_up_entry(entry, by=by, now=now)
    now = now or clock.now()
    for tick in changed:
        values = {"passed": tick.passed, "note": tick.note, "by": by, "at": now}
        Check.objects.update_or_create(entry=entry, item=tick.item, defaults=values)
    told = {tick.item: tick.passed for tick in changed}
    record("screening.ticked", entry, by=by, scope=entry.contest, now=now, ticks=told)
    return len(changed)


def _tidy(tick: Tick) -> Tick:
    if tick.item not in ITEMS:
        raise BadDecision("screening_unknown_item", item=tick.item)
    return Tick(tick.item, tick.passed, tick.note.strip()[:MOST_NOTE])


def _differs(tick: Tick, check: Check | None) -> bool:
    before = (check.passed, check.note) if check else (None, "")
    return (tick.passed, tick.note) != before


@transaction.atomic
def look_anew(entry: Entry) -> None:
    """The clip was handed in again: what was ticked before says nothing of it. The notes and the audit lines stay."""
    entry.screening_checks.update(passed=None)


def _locked(entry: Entry) -> Entry:
    return Entry.objects.select_for_update(of=("self",)).select_related("contest").get(pk=entry.pk)


@transaction.atomic
def decide(entry: Entry, outcome: str, *, by: Any, reason: str = "", now: datetime | None = None) -> Decision:
    """Accept, return or reject; the decision is kept beside those before it.

    OwnUnit; BadDecision for an unknown outcome; the entry's own refusals (no reason, wrong state, clip not ready).
    """
    _require_outcome(outcome)
    now = now or clock.now()
    require_impartial(entry, by)
    MOVES[Outcome(outcome)](entry, by=by, reason=reason, now=now)
    decision = Decision.objects.create(entry=entry, outcome=outcome, reason=reason.strip(), by=by, at=now)
    record("screening.decided", entry, by=by, scope=entry.contest, reason=decision.reason, now=now, outcome=outcome)
    return decision


def _require_outcome(outcome: str) -> None:
    if outcome not in Outcome.values:
        raise BadDecision("screening_unknown_outcome")


@dataclass(frozen=True)
class Fate:
    """What became of one row of a bulk action."""

    entry: Entry
    error: DomainError | None


def decide_many(
    chosen: Iterable[Entry], outcome: str, *, by: Any, reason: str = "", now: datetime | None = None
) -> list[Fate]:
    """The same decision for many entries; one that is refused does not hold up the others.

    BadDecision, before anything is done, for an unknown outcome.
    """
    _require_outcome(outcome)
    fates = []
    for entry in chosen:
        try:
            decide(entry, outcome, by=by, reason=reason, now=now)
        except DomainError as error:
            fates.append(Fate(entry, error))
        else:
            fates.append(Fate(entry, None))
    return fates
