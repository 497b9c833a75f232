"""The words for each action, registered by the room that records it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_labels: dict[str, Any] = {}


class AlreadyRegistered(ValueError):
    """Two rooms gave words to one action."""


def register(labels: Mapping[str, Any]) -> None:
    """Add words by action: `register({"entry.submitted": _("submitted the entry")})`, from `AppConfig.ready`."""
    for action, text in labels.items():
        if _labels.get(action, text) is not text:
            raise AlreadyRegistered(action)
        _labels[action] = text


def label(action: str) -> Any:
    """The words for `action`; the bare action when nobody gave any."""
    return _labels.get(action, action)


def actions() -> set[str]:
    """Every action that has words."""
    return set(_labels)
