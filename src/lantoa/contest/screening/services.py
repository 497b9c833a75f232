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
from lantoa.contest.screening.checklist import ITEMS
from lantoa.contest.screening.errors import BadDecision, OwnUnit
from lantoa.contest.screening.models import Check, Decision, Outcome
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import DomainError

MOVES = {
    Outcome.ACCEPT: entries.accept_entry,
    Outcome.RETURN: entries.return_entry,
    Outcome.REJECT: entries.reject_entry,
}


def require_impartial(entry: Entry, user: Any) -> None:
    """OwnUnit when the entry comes from the person's own unit or one above it."""
    if entry.unit_id in conflict_unit_ids(user):
        raise OwnUnit("screening_own_unit", code=entry.code)


@transaction.atomic
def take_up(entry: Entry, *, by: Any, now: datetime | None = None) -> None:
    """Opening an entry that waits marks it as being screened; anything else is left as it is."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.state == State.SUBMITTED and entry.unit_id not in conflict_unit_ids(by):
        entries.take_up_entry(entry, by=by, now=now)


@transaction.atomic
def tick_item(
    entry: Entry, item: str, passed: bool | None, *, by: Any, note: str = "", now: datetime | None = None
) -> Check:
    """Write down one line of the checklist; `None` means that nobody has looked."""
    if item not in ITEMS:
        raise BadDecision("screening_unknown_item", item=item)
    require_impartial(entry, by)
    check, _made = Check.objects.update_or_create(
        entry=entry,
        item=item,
        defaults={"passed": passed, "note": note.strip()[:300], "by": by, "at": now or clock.now()},
    )
    return check


@transaction.atomic
def decide(entry: Entry, outcome: str, *, by: Any, reason: str = "", now: datetime | None = None) -> Decision:
    """Accept, return or reject; the decision is kept beside those before it.

    OwnUnit; BadDecision for an unknown outcome; the entry's own refusals (no reason, wrong state, clip not ready).
    """
    if outcome not in Outcome.values:
        raise BadDecision("screening_unknown_outcome")
    now = now or clock.now()
    require_impartial(entry, by)
    MOVES[Outcome(outcome)](entry, by=by, reason=reason, now=now)
    decision = Decision.objects.create(entry=entry, outcome=outcome, reason=reason.strip(), by=by, at=now)
    record("screening.decided", entry, by=by, scope=entry.contest, reason=decision.reason, now=now, outcome=outcome)
    return decision


@dataclass(frozen=True)
class Fate:
    """What became of one row of a bulk action."""

    entry: Entry
    error: DomainError | None


def decide_many(
    chosen: Iterable[Entry], outcome: str, *, by: Any, reason: str = "", now: datetime | None = None
) -> list[Fate]:
    """The same decision for many entries; one that is refused does not hold up the others."""
    fates = []
    for entry in chosen:
        try:
            decide(entry, outcome, by=by, reason=reason, now=now)
        except DomainError as error:
            fates.append(Fate(entry, error))
        else:
            fates.append(Fate(entry, None))
    return fates
