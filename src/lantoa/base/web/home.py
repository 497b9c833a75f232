"""Cards of the desk's first page: each room says what is due for the reader; the desk only lays them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing to do or to look at. `tone` is good, warn, bad, info or muted; `due` orders the cards."""

    title: Any
    text: Any = ""
    url: str = ""
    icon: str = "clipboard-list"
    tone: str = "info"
    due: datetime | None = None


_sources: list[Callable[[HttpRequest], Iterable[Card]]] = []


def register(source: Callable[[HttpRequest], Iterable[Card]]) -> None:
    """Add `source(request) -> cards`, from `AppConfig.ready`; keep it to a query or two."""
    if source not in _sources:
        _sources.append(source)


def cards(request: HttpRequest) -> list[Card]:
    """All cards for this reader: those with a date first, the nearest first."""
    found = [card for source in _sources for card in source(request)]
    return sorted(found, key=lambda card: (card.due is None, card.due.timestamp() if card.due else 0.0))
