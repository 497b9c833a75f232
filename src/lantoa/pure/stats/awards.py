"""Which prize each place gets: prizes are given from the top, and equals get the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Given:
    """One prize (by its position in the list), the places that get it, and whether equals made it a joint one.

    `joint` is True when entries on one place would have crossed the prize's end: all of them get it, so more (or
    fewer) are given than announced of this or of the next prize.
    """

    award: int
    places: tuple[int, ...]
    given: int
    joint: bool


def give_from_top(places: Sequence[int], quantities: Sequence[int]) -> tuple[Given, ...]:
    """Give prizes to n entries.

    places: n competition places (1, 2, 2, 4). quantities: m numbers of prizes, best first. The prize of an entry is
    the one of its place's position, so that it depends on nothing but the place. Returns m results in order.
    """
    slots = [award for award, quantity in enumerate(quantities) for _each in range(quantity)]
    sharing = Counter(places)
    made = []
    for award in range(len(quantities)):
        mine = tuple(place for place in sorted(sharing) if place <= len(slots) and slots[place - 1] == award)
        crosses = any(_crosses(place, sharing[place], slots) for place in mine)
        made.append(Given(award=award, places=mine, given=sum(sharing[place] for place in mine), joint=crosses))
    return tuple(made)


def _crosses(place: int, sharing: int, slots: Sequence[int]) -> bool:
    last = place - 1 + sharing
    return last > len(slots) or any(slots[at] != slots[place - 1] for at in range(place - 1, last))
