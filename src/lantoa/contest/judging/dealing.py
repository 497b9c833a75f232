"""Who gets which clip, and in which order."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from lantoa.contest.entries import queries as entries
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging.conflicts import Conflicts
from lantoa.contest.judging.lifecycle import ASSIGNMENT
from lantoa.contest.judging.models import Assignment, AssignmentState, Round


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one judge would get: the clips, how long they play, and which they may not judge."""

    judge: Any
    entries: tuple[Entry, ...]
    barred: tuple[Entry, ...]

    @property
    def seconds(self) -> float:
        return sum(seconds_of(entry) for entry in self.entries)


def seconds_of(entry: Entry) -> float:
    return (entry.video.duration or 0) if entry.video else 0


def shares(round: Round) -> list[Share]:
    """Every accepted clip for every judge of the panel, but for those that a judge may not judge."""
    waiting = list(entries.accepted(round.contest).select_related("unit", "video").order_by("number", "pk"))
    made = []
    for member in round.panel.members.select_related("user"):
        conflicts = Conflicts(round.contest, member.user)
        barred = {entry.pk for entry in waiting if conflicts.bar(entry)}
        made.append(
            Share(
                judge=member.user,
                entries=tuple(entry for entry in waiting if entry.pk not in barred),
                barred=tuple(entry for entry in waiting if entry.pk in barred),
            )
        )
    return made


def without_judge(dealt: list[Share]) -> list[Entry]:
    """Clips that nobody may judge."""
    reached = {entry.pk for share in dealt for entry in share.entries}
    every = {entry.pk: entry for share in dealt for entry in (*share.entries, *share.barred)}
    return [entry for pk, entry in sorted(every.items()) if pk not in reached]


def deal(round: Round, dealt: list[Share]) -> list[Assignment]:
    """Write the assignments; every judge's order is their own, and the round's seed makes it again."""
    rows = []
    for share in dealt:
        order = list(share.entries)
        random.Random(f"{round.seed}:{share.judge.pk}").shuffle(order)
        rows += [
            Assignment(round=round, entry=entry, judge=share.judge, position=position)
            for position, entry in enumerate(order, start=1)
        ]
    return Assignment.objects.bulk_create(rows)


def deal_late(round: Round, entry: Entry) -> int:
    """An entry was accepted after the round had opened: add it at the end of every judge's queue."""
    made = 0
    for member in round.panel.members.select_related("user"):
        known = Assignment.objects.select_for_update().filter(round=round, entry=entry, judge=member.user).first()
        if known:
            made += _restore(known)
        elif not Conflicts(round.contest, member.user).bar(entry):
            last = round.assignments.filter(judge=member.user).aggregate(last=Max("position"))["last"] or 0
            Assignment.objects.create(round=round, entry=entry, judge=member.user, position=last + 1)
            made += 1
    return made


def _restore(assignment: Assignment) -> int:
    if not ASSIGNMENT.allows("restore", assignment.state):
        return 0
    assignment.state = ASSIGNMENT.target("restore", assignment.state)
    assignment.save(update_fields=["state"])
    return 1


def cancel(round: Round, entry: Entry) -> int:
    """An entry left the contest: its sheets stay in the record and leave the round."""
    rows = round.assignments.select_for_update().filter(entry=entry, state__in=ASSIGNMENT.transitions["cancel"].sources)
    return rows.update(state=AssignmentState.CANCELLED)
