"""The words for each action, registered by the room that records it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_labels: dict[str, Any] = {}


class AlreadyRegistered(ValueError):
    """Two rooms gave words to one action."""


def register(labels: Mapping[str, Any]) -> None:
    """Add words by action: `register({"entry.submitted": _("submitted the entry")})`, from `AppConfig.ready`.

    Instead of words a function may stand that makes them of the line's details.
    """
    for action, text in labels.items():
        if _labels.get(action, text) is not text:
            raise AlreadyRegistered(action)
        _labels[action] = text


def label(action: str, details: Mapping[str, Any] | None = None) -> Any:
    """The words for `action`; the bare action when nobody gave any."""
    words = _labels.get(action, action)
    return words(details or {}) if callable(words) else words


def actions() -> set[str]:
    """Every action that has words."""
    return set(_labels)
