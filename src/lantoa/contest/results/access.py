"""The one door to results."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.judging.models import Round
from lantoa.contest.results import queries
from lantoa.contest.results.models import ResultSheet

OFFICE = (Role.ORGANISER, Role.SECRETARY)
READERS = (*OFFICE, Role.AUDITOR)


def contest_to_read(user: Any, slug: str) -> Contest:
    """The contest, for those who may see a result before it is published."""
    return contests.contest_for(user, slug, *READERS)


def contest_to_count(user: Any, slug: str) -> Contest:
    """The contest, for those who count scores and set prizes."""
    return contests.contest_for(user, slug, *OFFICE)


def contest_to_publish(user: Any, slug: str) -> Contest:
    """The contest, for those who answer for its result."""
    return contests.contest_for(user, slug, Role.ORGANISER)


def round_to_count(contest: Contest, pk: int) -> Round:
    found = contest.rounds.select_related("contest", "rubric", "panel").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def sheet_of(contest: Contest, version: int) -> ResultSheet:
    """Any version, for staff."""
    return _found(contest.result_sheets.select_related("round").filter(version=version).first())


def public_sheet(slug: str, version: int | None = None) -> ResultSheet:
    """A published version, the one in force unless told otherwise; 404 while there is none."""
    contest = contests.public_contest(slug)
    if version is None:
        return _found(queries.published_sheet(contest))
    return _found(queries.published_versions(contest).filter(version=version).first())


def _found(sheet: ResultSheet | None) -> ResultSheet:
    if sheet is None:
        raise Http404
    return sheet
