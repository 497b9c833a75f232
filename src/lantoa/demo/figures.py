"""The figures of `--json`: every one of them read from the database."""

from __future__ import annotations

from typing import Any

from lantoa.contest.audience import queries as audience
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry
from lantoa.contest.results import queries as results
from lantoa.contest.results.models import Standing
from lantoa.demo.state import Memory
from lantoa.front.reports import queries as reports


def of_contest(slug: str, memory: Memory) -> dict[str, Any]:
    contest = Contest.objects.get(slug=slug)
    taken = reports.participation(contest)
    standings = _standings(contest)
    return {
        "contest": contest.title,
        "state": contest.state,
        "units_total": taken.units_total,
        "units_taking_part": taken.units_taking_part,
        "entries_received": taken.entries_received,
        "entries_published": taken.entries_published,
        "entries_by_unit": {name: received for name, received, _published in taken.by_unit if received},
        "entries": _entries(contest, standings),
        "awards": _awards(standings),
        "article": memory.article,
        "sample_ladder": _sample(memory.sample),
    }


def _standings(contest: Contest) -> dict[int, Standing]:
    sheet = results.published_sheet(contest)
    if sheet is None:
        return {}
    return {standing.entry_id: standing for standing in sheet.standings.select_related("award", "entry")}


def _rungs(entry: Entry) -> list[int]:
    video = entry.video
    return [rendition.height for rendition in video.renditions.all() if rendition.height] if video else []


def _entries(contest: Contest, standings: dict[int, Standing]) -> list[dict[str, Any]]:
    entries = list(
        Entry.objects.filter(contest=contest, submitted_at__isnull=False)
        .select_related("unit", "video")
        .prefetch_related("video__renditions")
        .order_by("number")
    )
    counts = audience.counts([entry.pk for entry in entries])
    rows = []
    for entry in entries:
        standing = standings.get(entry.pk)
        count = counts.get(entry.pk)
        rows.append(
            {
                "code": entry.code,
                "title": entry.title,
                "unit": entry.unit.name,
                "state": entry.state,
                "reason": entry.reason,
                "duration_seconds": round(entry.video.duration, 3) if entry.video and entry.video.duration else None,
                "rungs": _rungs(entry),
                "views": count.views if count else 0,
                "votes": count.votes if count else 0,
                "jury_score": str(standing.score) if standing else None,
                "rank": standing.place if standing else None,
            }
        )
    return rows


def _awards(standings: dict[int, Standing]) -> list[dict[str, Any]]:
    given = [standing for standing in standings.values() if standing.award]
    given.sort(key=lambda standing: (standing.award.order, standing.place, standing.entry.number))
    return [
        {
            "award": standing.award.title,
            "code": standing.entry.code,
            "title": standing.entry.title,
            "rank": standing.place,
            "tied": standing.tied,
        }
        for standing in given
    ]


def _sample(slug: str) -> list[int]:
    entry = Entry.objects.filter(contest__slug=slug, video__isnull=False).prefetch_related("video__renditions").first()
    return _rungs(entry) if entry else []
