"""Whether this worker has been told to stop; long work asks, and gives its lease back."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

_event: threading.Event | None = None


class Stopping(Exception):
    """The worker stops: break off, nothing is wrong with the work."""


def requested() -> bool:
    return _event is not None and _event.is_set()


def check() -> None:
    """Raise Stopping if this worker has been told to stop."""
    if requested():
        raise Stopping


@contextlib.contextmanager
def listening_to(event: threading.Event) -> Iterator[None]:
    """While inside, `event` is what tells this process to stop."""
    global _event
    before, _event = _event, event
    try:
        yield
    finally:
        _event = before
