"""From a closed round to standings and to the bytes that are published. Same sheets, same prizes: same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lantoa.contest.audience import queries as audience
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging import queries as judging
from lantoa.contest.judging.numbers import plain, rule_of
from lantoa.contest.judging.queries import Matrix
from lantoa.contest.results import rules
from lantoa.contest.results.models import Award, ResultSheet, Standing
from lantoa.pure.stats import official
from lantoa.pure.stats.awards import Given, give_from_top


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry's line in the standings."""

    entry: Entry
    standing: official.Standing
    award: Award | None


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """Figures of the public at one instant; kept at the first tally and used by every later one."""

    taken_at: datetime
    counts: dict[int, tuple[int, int]]  # entry: views, votes


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Everything that a result sheet holds."""

    document: str
    sha256: str
    rows: tuple[Row, ...]
    frozen: Frozen


def tally(round: Any, awards: list[Award], earlier: ResultSheet | None, now: datetime) -> Tally:
    """Count a closed round. `earlier` is a sheet of the same round whose frozen figures are used again."""
    matrix = judging.sheet_matrix(round)
    standings = official.score(
        [row.entry.pk for row in matrix.rows],
        [row.judge for row in matrix.rows],
        [row.values for row in matrix.rows],
        rule=rule_of(list(matrix.criteria), round.places),
    )
    entries = {row.entry.pk: row.entry for row in matrix.rows}
    given = give_from_top([standing.place for standing in standings], [award.quantity for award in awards])
    by_place = {place: awards[each.award] for each in given for place in each.places}
    rows = [
        Row(entry=entries[standing.entry], standing=standing, award=by_place.get(standing.place))
        for standing in standings
    ]
    rows.sort(key=lambda row: (row.standing.place, row.entry.number or 0, row.entry.pk))
    frozen = freeze([*entries.values(), *matrix.unscored], earlier, now)
    document = as_text(_document(matrix, rows, awards, given, frozen))
    return Tally(document=document, sha256=hash_of(document), rows=tuple(rows), frozen=frozen)


def freeze(entries: Iterable[Entry], earlier: ResultSheet | None, now: datetime) -> Frozen:
    """The figures of the public: those of the earlier sheet where it has them, else as they are now."""
    pks = [entry.pk for entry in entries]
    kept: dict[int, tuple[int, int]] = {}
    taken_at = now
    if earlier is not None:
        part = json.loads(earlier.document)["audience"]
        by_code = {row["code"]: (row["views"], row["votes"]) for row in part["entries"]}
        kept = {entry.pk: by_code[entry.code] for entry in entries if entry.code in by_code}
        taken_at = datetime.fromisoformat(part["taken_at"])
    fresh = audience.counts([pk for pk in pks if pk not in kept])
    return Frozen(taken_at=taken_at, counts=kept | {pk: (each.views, each.votes) for pk, each in fresh.items()})


def standings_of(sheet: ResultSheet, tally: Tally) -> list[Standing]:
    """The same as rows, for lists and for other rooms."""
    return [
        Standing(
            sheet=sheet,
            entry=row.entry,
            place=row.standing.place,
            tied=row.standing.tied,
            score=row.standing.score,
            views=tally.frozen.counts[row.entry.pk][0],
            votes=tally.frozen.counts[row.entry.pk][1],
            award=row.award,
        )
        for row in tally.rows
    ]


def as_text(document: dict[str, Any]) -> str:
    """Canonical: keys sorted, two spaces, letters as they are, one line break at the end."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, indent=2) + "\n"


def hash_of(document: str) -> str:
    return hashlib.sha256(document.encode()).hexdigest()


def _document(
    matrix: Matrix, rows: list[Row], awards: list[Award], given: tuple[Given, ...], frozen: Frozen
) -> dict[str, Any]:
    """Facts only, no words of any language besides the titles that people gave; every score is a text."""
    round, contest = matrix.round, matrix.round.contest
    return {
        "format": rules.FORMAT,
        "contest": {"slug": contest.slug, "title": contest.title},
        "round": {
            "name": round.name,
            "order": round.order,
            "closed_at": _instant(round.closed_at),
            "judges": matrix.judges,
        },
        "rule": {
            "method": rules.METHOD,
            "scale": str(rules.SCALE),
            "places": round.places,
            "rounding": rules.ROUNDING,
            "ranking": rules.RANKING,
        },
        "criteria": [
            {
                "name": each.name,
                "maximum": plain(each.maximum),
                "step": plain(each.step),
                "weight": plain(each.weight),
            }
            for each in matrix.criteria
        ],
        "entries": _entries(matrix, rows),
        "unranked": [{"code": entry.code, "title": entry.title} for entry in matrix.unscored],
        "recused": [{"code": entry.code, "judge": judge} for entry, judge in matrix.recused],
        "awards": _awards(rows, awards, given),
        "audience": _audience([*(row.entry for row in rows), *matrix.unscored], frozen),
    }


def _entries(matrix: Matrix, rows: list[Row]) -> list[dict[str, Any]]:
    # Names as they were when the contest opened: a unit that is renamed later does not change the result.
    names = dict(matrix.round.contest.invited.values_list("unit_id", "name"))
    values = {(row.entry.pk, row.judge): row.values for row in matrix.rows}
    return [
        {
            "code": row.entry.code,
            "title": row.entry.title,
            "unit": names.get(row.entry.unit_id, row.entry.unit.name),
            "place": row.standing.place,
            "tied": row.standing.tied,
            "score": str(row.standing.score),
            "criteria": [None if mean is None else str(mean) for mean in row.standing.criteria],
            "sheets": [
                {
                    "judge": sheet.judge,
                    "values": [_text(value) for value in values[row.entry.pk, int(str(sheet.judge))]],
                    "score": str(sheet.score),
                }
                for sheet in row.standing.sheets
            ],
        }
        for row in rows
    ]


def _awards(rows: list[Row], awards: list[Award], given: tuple[Given, ...]) -> list[dict[str, Any]]:
    return [
        {
            "title": awards[each.award].title,
            "quantity": awards[each.award].quantity,
            "codes": [row.entry.code for row in rows if row.standing.place in each.places],
            "joint": each.joint,
        }
        for each in given
    ]


def _audience(entries: list[Entry], frozen: Frozen) -> dict[str, Any]:
    ordered = sorted(entries, key=lambda entry: (entry.number or 0, entry.pk))
    return {
        "taken_at": _instant(frozen.taken_at),
        "entries": [
            {"code": entry.code, "views": frozen.counts[entry.pk][0], "votes": frozen.counts[entry.pk][1]}
            for entry in ordered
        ],
    }


def _instant(at: datetime | None) -> str | None:
    """The same text whatever zone a database hands back."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
