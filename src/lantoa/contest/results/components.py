"""Parts of pages that need more than a query: the published result out of its document, the desk, cards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.base.audit.queries import within
from lantoa.base.web.home import Card
from lantoa.base.web.templatetags.lantoa import number, percent
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.contests.overview import Stat
from lantoa.contest.entries import queries as entries
from lantoa.contest.judging.models import RoundState
from lantoa.contest.results import queries
from lantoa.contest.results.models import ResultSheet
from lantoa.contest.results.tables import MeanColumn, StandingTable

HISTORY_LINES = 40
ACTIONS = ("result.", "awards.")


def read(sheet: ResultSheet) -> dict[str, Any]:
    """The document: what pages show is what was hashed."""
    return json.loads(sheet.document)


def public(sheet: ResultSheet) -> dict[str, Any]:
    """Everything on the public page."""
    document = read(sheet)
    places = document["rule"]["places"]
    watchable = set(entries.published(sheet.contest).values_list("code", flat=True))
    lines = [_line(row, document, watchable) for row in document["entries"]]
    by_code = {line["code"]: line for line in lines}
    return {
        "contest": sheet.contest,
        "sheet": sheet,
        "document": document,
        "lines": lines,
        "criteria": _criteria(document),
        "awards": [
            {"title": award["title"], "joint": award["joint"], "lines": [by_code[code] for code in award["codes"]]}
            for award in document["awards"]
            if award["codes"]
        ],
        "places": places,
        "ties": any(line["tied"] for line in lines),
        "versions": list(queries.published_versions(sheet.contest)),
        "in_force": queries.published_sheet(sheet.contest) == sheet,
        "filename": filename(sheet),
    }


def _line(row: dict[str, Any], document: dict[str, Any], watchable: set[str]) -> dict[str, Any]:
    places = document["rule"]["places"]
    prize = next((award["title"] for award in document["awards"] if row["code"] in award["codes"]), "")
    return {
        **row,
        "score": number(row["score"], places),
        "means": ["–" if mean is None else number(mean, places) for mean in row["criteria"]],
        "award": prize,
        "watchable": row["code"] in watchable,
    }


def _criteria(document: dict[str, Any]) -> list[dict[str, str]]:
    total = sum(Decimal(each["weight"]) for each in document["criteria"])
    return [
        {"name": each["name"], "maximum": number(each["maximum"]), "share": _share(Decimal(each["weight"]) / total)}
        for each in document["criteria"]
    ]


def _share(share: Decimal) -> str:
    return percent(share, 0 if share * 100 == int(share * 100) else 1)


def filename(sheet: ResultSheet) -> str:
    """A name of plain letters, the same in every language."""
    return f"{sheet.contest.slug}-v{sheet.version}.json"


def table(sheet: ResultSheet, rows: Any) -> StandingTable:
    """The standings with a column for each criterion."""
    document = read(sheet)
    places = document["rule"]["places"]
    extra = []
    for at, criterion in enumerate(document["criteria"]):
        means = {
            row["code"]: None if row["criteria"][at] is None else Decimal(row["criteria"][at])
            for row in document["entries"]
        }
        extra.append((f"criterion_{at + 1}", MeanColumn(means, criterion["name"], places)))
    return StandingTable(rows, places=places, extra_columns=extra, sequence=_sequence(len(extra)))


def _sequence(criteria: int) -> list[str]:
    means = [f"criterion_{at + 1}" for at in range(criteria)]
    return ["place", "code", "title", "unit", "score", *means, "votes", "views", "award"]


def desk(contest: Contest, sheet: ResultSheet | None, user: Any) -> dict[str, Any]:
    """Everything on the desk's page, besides the table."""
    document = read(sheet) if sheet else None
    latest = queries.latest_sheet(contest)
    return {
        "contest": contest,
        "sheet": sheet,
        "document": document,
        "is_latest": sheet is not None and latest == sheet,
        "rounds": list(queries.countable_rounds(contest)),
        "prizes": list(contest.awards.all()),
        "given": document["awards"] if document else [],
        "unranked": document["unranked"] if document else [],
        "versions": list(contest.result_sheets.select_related("round").order_by("-version")),
        "correction": queries.published_sheet(contest) is not None,
        "may_count": contests.has_role(user, contest, Role.ORGANISER, Role.SECRETARY),
        "may_publish": contests.has_role(user, contest, Role.ORGANISER),
        "history": _history(contest),
    }


def _history(contest: Contest) -> list[Any]:
    lines = within(contest).filter(action__startswith=ACTIONS[0]) | within(contest).filter(
        action__startswith=ACTIONS[1]
    )
    return list(lines[:HISTORY_LINES])


def cards(request: HttpRequest) -> Iterator[Card]:
    """Rounds that are closed and wait to be counted, and counts that wait to be published."""
    if not contests.has_any_role(request, Role.ORGANISER, Role.SECRETARY):
        return
    mine = contests.contests_of(request.user, Role.ORGANISER, Role.SECRETARY)
    for contest in mine.filter(rounds__state__in=[RoundState.CLOSED, RoundState.TALLIED]).distinct()[:20]:
        yield Card(
            title=_("Result: %(title)s") % {"title": contest.title},
            text=_("A round is closed. Count its scores, look at the standings, then publish."),
            url=reverse("results:desk", args=[contest.slug]),
            icon="trophy",
        )


def stats(contest: Contest) -> Iterator[Stat]:
    """Prizes given, once a result is published."""
    sheet = queries.published_sheet(contest)
    if sheet is not None:
        yield Stat(
            label=gettext_lazy("clips with a prize"),
            value=sheet.standings.filter(award__isnull=False).count(),
            step=50,
            url=reverse("results_public:sheet", args=[contest.slug]),
        )
