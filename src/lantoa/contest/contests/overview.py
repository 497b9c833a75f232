"""Figures of a contest that rooms above know: each registers a function, the overview page prints what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lantoa.contest.contests.models import Contest


@dataclass(frozen=True, kw_only=True)
class Stat:
    """One figure: `step` orders the funnel (units 10-19, entries 20-29, clips 30-39, judging 40-49)."""

    label: Any
    value: int
    step: int = 100
    hint: Any = ""
    url: str = ""


_sources: list[Callable[[Contest], Iterable[Stat]]] = []


def register(source: Callable[[Contest], Iterable[Stat]]) -> None:
    """Add `source(contest) -> stats`, from `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


def stats(contest: Contest) -> list[Stat]:
    """All figures in the order of the funnel."""
    return sorted((stat for source in _sources for stat in source(contest)), key=lambda stat: stat.step)
