"""What this room tells the overview page of a contest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.contest.audience import queries
from lantoa.contest.contests import overview
from lantoa.contest.contests.models import Contest

STEP = 36


def stats(contest: Contest) -> list[overview.Stat]:
    """Views and likes, once the clips are public."""
    if contest.showcase_at is None:
        return []
    counts = queries.contest_counts(contest)
    return [
        overview.Stat(label=_("views"), value=counts.views, step=STEP),
        overview.Stat(label=_("likes"), value=counts.votes, step=STEP + 1),
    ]


def register() -> None:
    overview.register(stats)
