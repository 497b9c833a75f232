"""The official score: exactly the published formula, in rational arithmetic, rounded once.

A sheet's score is the weighted mean of the shares of the highest score that the judge gave,

    sheet = scale * sum(weight_c * value_c / maximum_c) / sum(weight_c),

an entry's score the plain mean over its sheets, and the result is rounded half up at the very end. The unit of the
result is points on `scale` (0-100 unless told otherwise), whatever the criteria's own maxima are, so a criterion
marked to 20 counts by its weight and not by its 20. Places follow the *rounded* score: what is printed decides, and
two entries with the same printed score share a place. Source: JUDGING.md section 5.2 (official rule object) and
DOMAIN.md section 1.3 (half up, scales 10, 100 and 110, steps of 0.5).

A blank value (None) takes its criterion out of that sheet, weight and all; it never counts as zero.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lantoa.pure.stats.errors import Unprocessable
from lantoa.pure.stats.ranking import competition_places

Number = Decimal | int
Values = Sequence[Number | None]
MOST_PLACES = 6


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How sheets become scores.

    maxima: k highest scores, one for each criterion, in the criterion's own unit, above zero.
    weights: k weights of any unit (only their proportions count), none below zero and not all zero.
    scale: highest score of the result. places: decimals of the result, rounded half up at the total.
    """

    maxima: tuple[Number, ...]
    weights: tuple[Number, ...]
    scale: Number = field(default=100)
    places: int = 2

    def __post_init__(self) -> None:
        if not self.maxima or len(self.maxima) != len(self.weights):
            raise Unprocessable("rule_lengths_differ", maxima=len(self.maxima), weights=len(self.weights))
        numbers = (*self.maxima, *self.weights, self.scale)
        if not all(_finite(number) for number in numbers) or min(*self.maxima, self.scale) <= 0:
            raise Unprocessable("rule_maximum_bad")
        if min(self.weights) < 0 or not any(self.weights):
            raise Unprocessable("rule_weights_bad")
        if not 0 <= self.places <= MOST_PLACES:
            raise Unprocessable("rule_places_bad", most=MOST_PLACES)


@dataclass(frozen=True, kw_only=True)
class SheetScore:
    """What one judge gave to one entry: `exact` in points on the rule's scale, `score` the same, rounded."""

    judge: Hashable
    exact: Fraction
    score: Decimal


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One entry's result. `criteria` holds k means in each criterion's own unit, rounded (None if all are blank)."""

    entry: Hashable
    exact: Fraction
    score: Decimal
    place: int
    tied: bool
    criteria: tuple[Decimal | None, ...]
    sheets: tuple[SheetScore, ...]


def score(
    entries: Sequence[Hashable], judges: Sequence[Hashable], values: Sequence[Values], *, rule: Rule
) -> tuple[Standing, ...]:
    """Standings of all entries that have a sheet, in the order in which the entries first appear.

    entries, judges: n labels; values: n rows of k numbers in the criteria's own units (None for a blank), row i being
    the sheet of judges[i] for entries[i]. A judge has at most one sheet for an entry. Sheets with nothing but blanks
    (or only criteria of weight zero) count for nothing.
    """
    if not len(entries) == len(judges) == len(values):
        raise Unprocessable("sheets_lengths_differ", entries=len(entries), judges=len(judges), values=len(values))
    by_entry: dict[Hashable, dict[Hashable, Values]] = {}
    for entry, judge, row in zip(entries, judges, values, strict=True):
        sheets = by_entry.setdefault(entry, {})
        if judge in sheets:
            raise Unprocessable("sheet_twice", entry=str(entry), judge=str(judge))
        sheets[judge] = row
    drafts = [draft for entry, sheets in by_entry.items() if (draft := _draft(entry, sheets, rule))]
    places = competition_places([rounded for _entry, _exact, rounded, _sheets, _rows in drafts])
    return tuple(
        Standing(
            entry=entry,
            exact=exact,
            score=rounded,
            place=place.place,
            tied=place.tied,
            criteria=_criterion_means(rows, rule),
            sheets=sheets,
        )
        for (entry, exact, rounded, sheets, rows), place in zip(drafts, places, strict=True)
    )


Draft = tuple[Hashable, Fraction, Decimal, tuple[SheetScore, ...], list[Values]]


def _draft(entry: Hashable, sheets: dict[Hashable, Values], rule: Rule) -> Draft | None:
    scored = [(judge, exact, row) for judge, row in sheets.items() if (exact := sheet_score(row, rule)) is not None]
    if not scored:
        return None
    exact = sum((each for _judge, each, _row in scored), Fraction(0)) / len(scored)
    made = tuple(
        SheetScore(judge=judge, exact=each, score=round_half_up(each, rule.places)) for judge, each, _row in scored
    )
    return entry, exact, round_half_up(exact, rule.places), made, [row for _judge, _each, row in scored]


def sheet_score(values: Values, rule: Rule) -> Fraction | None:
    """The exact score of one sheet in points on the rule's scale; None if no criterion that counts was scored.

    values: k numbers in the criteria's own units, None for a blank.
    """
    if len(values) != len(rule.maxima):
        raise Unprocessable("sheet_length_bad", given=len(values), wanted=len(rule.maxima))
    total = weight_sum = Fraction(0)
    for value, maximum, weight in zip(values, rule.maxima, rule.weights, strict=True):
        if value is None:
            continue
        if not _finite(value) or not 0 <= value <= maximum:
            raise Unprocessable("value_outside_scale", value=str(value), maximum=str(maximum))
        total += Fraction(weight) * Fraction(value) / Fraction(maximum)
        weight_sum += Fraction(weight)
    return Fraction(rule.scale) * total / weight_sum if weight_sum else None


def _criterion_means(rows: Sequence[Values], rule: Rule) -> tuple[Decimal | None, ...]:
    means: list[Decimal | None] = []
    for column in zip(*rows, strict=True):
        given = [Fraction(value) for value in column if value is not None]
        means.append(round_half_up(sum(given, Fraction(0)) / len(given), rule.places) if given else None)
    return tuple(means)


def round_half_up(value: Fraction, places: int) -> Decimal:
    """`value` with exactly `places` decimals; a half goes away from zero, as people round by hand."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def _finite(number: Number) -> bool:
    return Decimal(number).is_finite()
