"""Public contests and their published clips."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from lantoa.base.web.search import search_marks
from lantoa.contest.audience import queries as audience
from lantoa.contest.contests.models import Contest, RulesVersion
from lantoa.contest.contests.queries import public
from lantoa.contest.entries import queries as entries
from lantoa.contest.entries.models import Entry
from lantoa.contest.results import queries as results

NEXT_CLIPS = 6


def contests() -> QuerySet[Contest]:
    """Contests that everybody may know of: those that receive entries first, then the newest."""
    return public().order_by(Coalesce("closes_at", "created_at").desc(), "pk")


def rules_versions(contest: Contest) -> QuerySet[RulesVersion]:
    """Published rules, the valid version first."""
    return contest.rules_versions.filter(published_at__isnull=False).order_by("-version")


def clips(contest: Contest) -> QuerySet[Entry]:
    """Published clips in the order of their codes, with what a card or page shows."""
    return entries.published(contest).select_related("unit", "video", "category", "contest").order_by("number", "pk")


def found(contest: Contest, *, search: str = "", unit: Any = None, category: Any = None) -> QuerySet[Entry]:
    """Published clips that fit the filters; marks in `search` do not matter."""
    rows = clips(contest)
    if unit:
        rows = rows.filter(unit=unit)
    if category:
        rows = rows.filter(category=category)
    return search_marks(rows, search, "title", "code", "unit__name", "description")


def chosen(contest: Contest, filters: dict[str, Any], *, today: date) -> QuerySet[Entry] | list[int]:
    """What the gallery shows for these (valid) filters."""
    wanted = dict(filters)
    order = wanted.pop("order", "") or "fair"
    return in_order(found(contest, **wanted), order, contest=contest, today=today)


def as_clips(contest: Contest, rows: Any) -> list[Entry]:
    """A page of the gallery, whether it was sorted by the database or drawn."""
    page = list(rows)
    return by_keys(contest, page) if page and isinstance(page[0], int) else page


def taste(contest: Contest, today: date, *, number: int = 4) -> list[Entry]:
    """A few clips for the contest's own page, in the day's fair order."""
    keys = list(clips(contest).order_by("pk").values_list("pk", flat=True))
    return by_keys(contest, fair_order(keys, contest=contest, today=today)[:number])


def has_results(contest: Contest) -> bool:
    return results.published_sheet(contest) is not None


def in_order(rows: QuerySet[Entry], order: str, *, contest: Contest, today: date) -> QuerySet[Entry] | list[int]:
    """The rows sorted; for the fair order only their keys, because that is drawn and no column."""
    if order == "code":
        return rows
    if order == "newest":
        return rows.order_by("-accepted_at", "-number")
    if order == "likes":
        return audience.with_votes(rows).order_by("-vote_count", "number")
    return fair_order(list(rows.order_by("pk").values_list("pk", flat=True)), contest=contest, today=today)


def fair_order(keys: list[int], *, contest: Contest, today: date) -> list[int]:
    """Drawn anew each day and alike for everybody, so that no clip always stands first."""
    drawn = list(keys)
    random.Random(f"{contest.pk}:{today.isoformat()}").shuffle(drawn)
    return drawn


def by_keys(contest: Contest, keys: list[int]) -> list[Entry]:
    """The clips with these keys, in that order."""
    known = {entry.pk: entry for entry in clips(contest).filter(pk__in=keys)}
    return [known[pk] for pk in keys if pk in known]


def next_clips(entry: Entry, *, number: int = NEXT_CLIPS) -> list[Entry]:
    """The clips after this one, beginning again at the first."""
    others = clips(entry.contest).exclude(pk=entry.pk)
    after = list(others.filter(number__gt=entry.number)[:number])
    return after + list(others.filter(number__lt=entry.number)[: number - len(after)])


def unit_names(contest: Contest) -> dict[int, str]:
    """Names of the units as they were when the contest opened."""
    return dict(contest.invited.values_list("unit_id", "name"))


def award_titles(contest: Contest) -> dict[int, str]:
    """The prize of each entry that got one, once the result is published."""
    sheet = results.published_sheet(contest)
    if sheet is None:
        return {}
    given = sheet.standings.filter(award__isnull=False)
    return dict(given.values_list("entry_id", "award__title"))


@dataclass(frozen=True, kw_only=True)
class Figures:
    units_total: int
    units_taking_part: int
    received: int
    published: int


def figures(contest: Contest) -> Figures:
    """The contest in four numbers; three queries."""
    received = entries.received(contest).order_by()
    taken = received.aggregate(clips=Count("pk"), units=Count("unit", distinct=True))
    return Figures(
        units_total=contest.invited.count(),
        units_taking_part=taken["units"],
        received=taken["clips"],
        published=entries.published(contest).count(),
    )


def units_on_show(contest: Contest) -> list[tuple[int, str]]:
    """Units with a published clip, in official order, under their names at the opening."""
    showing = entries.published(contest).order_by().values("unit")
    return list(contest.invited.filter(unit__in=showing).order_by("order", "name").values_list("unit_id", "name"))
