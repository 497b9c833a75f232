"""Places by competition ranking: equal scores share a place, and the places behind them are left out (1, 2, 2, 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Place:
    """`place` counts from 1; `tied` says that somebody else has the same score."""

    place: int
    tied: bool


def competition_places(scores: Sequence[Decimal]) -> tuple[Place, ...]:
    """The place of each of `scores`, in the order given.

    scores: n comparable numbers, more is better. Returns n places. The place of a score is one more than the
    number of scores above it, so it depends on the scores alone and never on their order.
    """
    how_many = Counter(scores)
    place_of: dict[Decimal, int] = {}
    above = 0
    for value in sorted(how_many, reverse=True):
        place_of[value] = above + 1
        above += how_many[value]
    return tuple(Place(place=place_of[value], tied=how_many[value] > 1) for value in scores)
