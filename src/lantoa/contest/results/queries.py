"""Read results."""

from __future__ import annotations

from django.db.models import QuerySet

from lantoa.contest.contests.models import Contest
from lantoa.contest.judging.models import Round, RoundState
from lantoa.contest.results.models import ResultSheet, Standing

#: Rounds whose scores may be counted.
COUNTABLE = (RoundState.CLOSED, RoundState.TALLIED, RoundState.PUBLISHED)


def published_sheet(contest: Contest) -> ResultSheet | None:
    """The result in force: the newest version that has been published."""
    return contest.result_sheets.filter(published_at__isnull=False).order_by("-version").first()


def published_versions(contest: Contest) -> QuerySet[ResultSheet]:
    """Every version that was ever published, newest first."""
    return contest.result_sheets.filter(published_at__isnull=False).order_by("-version")


def latest_sheet(contest: Contest) -> ResultSheet | None:
    """The newest version, published or not."""
    return contest.result_sheets.select_related("round", "published_by").order_by("-version").first()


def last_sheet_of(round: Round) -> ResultSheet | None:
    """The newest version that was counted from this round."""
    return round.result_sheets.order_by("-version").first()


def countable_rounds(contest: Contest) -> QuerySet[Round]:
    return contest.rounds.filter(state__in=COUNTABLE).order_by("order", "pk")


def standings(sheet: ResultSheet) -> QuerySet[Standing]:
    """The lines of one version, best first."""
    return sheet.standings.select_related("entry__unit", "award").order_by("place", "entry__number")
