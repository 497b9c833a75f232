"""What ought to be done and is not? Asked every few seconds, so that nothing depends on a queue's memory."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime

from lantoa.base.jobs import stopping
from lantoa.pure.kernel import clock

logger = logging.getLogger(__name__)

#: Told the time; does or enqueues what is due; returns how many things it found to do.
Duty = Callable[[datetime], int]

_duties: dict[str, Duty] = {}
_every: dict[str, float] = {}
_last: dict[str, float] = {}


class AlreadyRegistered(ValueError):
    """Two rooms gave a duty the same name."""


def register(name: str, duty: Duty, *, every: float = 0) -> None:
    """Add a duty, from `AppConfig.ready`. It must be quick, safe to run twice at once, and safe to break off.

    It runs at each tick, or at most once in `every` seconds (in this process).
    """
    if _duties.get(name, duty) is not duty:
        raise AlreadyRegistered(name)
    _duties[name] = duty
    _every[name] = every


def names() -> list[str]:
    return sorted(_duties)


def tick(now: datetime | None = None) -> dict[str, int]:
    """Run every duty whose time has come; one that fails is logged and does not hold up the others."""
    done = {}
    for name, duty in _duties.items():
        if not _is_time(name):
            continue
        try:
            done[name] = duty(now or clock.now())
        except stopping.Stopping:
            break
        except Exception:
            logger.exception("The duty %s failed; it is tried again at the next tick.", name)
    return done


def _is_time(name: str) -> bool:
    present = time.monotonic()
    if name in _last and present - _last[name] < _every[name]:
        return False
    _last[name] = present
    return True
