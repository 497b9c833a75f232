"""What the weather box shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lantoa.base.weather.models import Observation, Place
from lantoa.base.weather.words import sign
from lantoa.pure.kernel import clock

#: Older than this, an observation is marked; older than a day it is no news at all.
STALE_AFTER = timedelta(hours=3)
GONE_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """One line of the box; `observation` is None when there is nothing to show."""

    place: Place
    observation: Observation | None
    icon: str
    word: Any
    stale: bool


def readings(now: datetime | None = None) -> list[Reading]:
    """All places in their order; one query."""
    now = now or clock.now()
    return [_reading(place, now) for place in Place.objects.select_related("observation")]


def _reading(place: Place, now: datetime) -> Reading:
    observation = getattr(place, "observation", None)
    if observation is None or now - observation.observed_at > GONE_AFTER:
        return Reading(place, None, "", "", stale=False)
    icon, word = sign(observation.code)
    return Reading(place, observation, icon, word, stale=now - observation.observed_at > STALE_AFTER)
