"""Who may not judge what: the own unit and those above it, the own work, what a judge stepped back from."""

from __future__ import annotations

from typing import Any

from lantoa.base.units.queries import conflict_unit_ids
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging.models import Recusal


class Conflicts:
    """What one person may not judge in one contest, read once."""

    def __init__(self, contest: Any, judge: Any) -> None:
        self.judge_id = judge.pk
        self.own_units = conflict_unit_ids(judge)
        recusals = Recusal.objects.filter(contest=contest, judge=judge).values_list("entry_id", "unit_id")
        self.entries = {entry for entry, _unit in recusals if entry}
        self.units = {unit for _entry, unit in recusals if unit}

    def own(self, entry: Entry) -> bool:
        """Whether the entry comes from the judge's own unit or from the judge."""
        return entry.unit_id in self.own_units or entry.created_by_id == self.judge_id

    def bar(self, entry: Entry) -> bool:
        """Whether the judge may not get the entry."""
        return self.own(entry) or entry.pk in self.entries or entry.unit_id in self.units


def is_own(entry: Entry, judge: Any, own_units: set[int] | None = None) -> bool:
    """The same question for every time a sheet is listed, opened or written; `own_units` if they are known."""
    units = conflict_unit_ids(judge) if own_units is None else own_units
    return entry.created_by_id == judge.pk or entry.unit_id in units
