"""A contest whose clips are to be judged: panel, rubric and round made through services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests import factories, factories_showcase

from lantoa.contest.judging import services
from lantoa.contest.judging.models import Assignment, Round
from lantoa.pure.kernel import clock

CRITERIA = (
    {"name": "Nội dung", "maximum": Decimal(10), "step": Decimal("0.5"), "weight": Decimal(40)},
    {"name": "Hình thức", "maximum": Decimal(20), "step": Decimal("0.5"), "weight": Decimal(60)},
)


@dataclass
class Stage:
    """Everything that a test of judging needs."""

    organiser: Any
    contest: Any
    units: list
    entries: list
    judges: list
    rubric: Any
    panel: Any
    round: Round
    more: dict = field(default_factory=dict)

    @property
    def criteria(self) -> list:
        return list(self.rubric.criteria.all())

    def assignment(self, judge: int = 0, entry: int = 0) -> Assignment:
        return Assignment.objects.get(round=self.round, judge=self.judges[judge], entry=self.entries[entry])

    def score(self, judge: int, entry: int, *values: Any, submit: bool = True) -> Assignment:
        """The sheet of this judge for this entry, submitted unless told otherwise."""
        assignment = self.assignment(judge, entry)
        given = dict(zip([c.pk for c in self.criteria], (Decimal(str(v)) for v in values), strict=True))
        ballot = services.save_sheet(assignment, by=self.judges[judge], version=0, scores=given)
        if submit:
            services.submit_sheet(assignment, by=self.judges[judge], version=ballot.version)
        return assignment

    def score_all(self, table: list[list[tuple]]) -> None:
        """table[entry][judge] = values."""
        for entry, row in enumerate(table):
            for judge, values in enumerate(row):
                self.score(judge, entry, *values)

    def close(self, reason: str = "") -> Round:
        return services.close_round(self.round, by=self.organiser, reason=reason)


def make_stage(
    *, judges: int = 2, clips: int = 3, criteria: Any = CRITERIA, opened: bool = True, due_at: datetime | None = None
) -> Stage:
    """`clips` accepted clips of as many units, `judges` on the panel, one round (open unless told otherwise)."""
    organiser = factories.make_user("Người Tổ Chức")
    units = [factories.make_unit() for _number in range(clips)]
    contest = factories.make_contest(by=organiser, units=units, state="closed")
    entries = [factories_showcase.clip(contest, unit) for unit in units]
    people = [factories.make_user(f"Giám khảo Thử {number}") for number in range(judges)]
    rubric = services.create_rubric(contest, "Phiếu chấm", criteria, by=organiser)
    panel = services.create_panel(contest, "Ban Giám khảo", people, by=organiser)
    due_at = due_at or clock.now() + timedelta(days=5)
    made = services.create_round(
        contest, name="Vòng chung khảo", panel=panel, rubric=rubric, due_at=due_at, by=organiser
    )
    if opened:
        services.open_round(made, by=organiser)
    return Stage(organiser, contest, units, entries, people, rubric, panel, made)
