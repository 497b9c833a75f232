"""What the weather box shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from lantoa.base.weather.models import Observation, Place
from lantoa.base.weather.words import sign
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.clock import VIETNAM

#: Older than this, an observation is marked; older than a day it is no news at all.
STALE_AFTER = timedelta(hours=3)
GONE_AFTER = timedelta(days=1)
#: A clock may be a little wrong; more than this ahead, the observation is not believed.
MOST_AHEAD = timedelta(hours=1)


@dataclass(frozen=True)
class Reading:
    """One line of the box; `observation` is None when there is nothing to show."""

    place: Place
    observation: Observation | None
    symbol: str = ""
    word: Any = ""
    stale: bool = False
    #: Observed on another day than the reader's: then the hour alone would mislead.
    other_day: bool = False


@dataclass(frozen=True)
class Credit:
    """Whom the observations come from."""

    name: str
    url: str


def readings(now: datetime | None = None) -> list[Reading]:
    """All places in their order; one query."""
    now = now or clock.now()
    return [_reading(place, now) for place in Place.objects.select_related("observation")]


def _reading(place: Place, now: datetime) -> Reading:
    observation = getattr(place, "observation", None)
    if observation is None or not -MOST_AHEAD <= now - observation.observed_at <= GONE_AFTER:
        return Reading(place, None)
    symbol, word = sign(observation.code)
    return Reading(
        place,
        observation,
        symbol,
        word,
        stale=now - observation.observed_at > STALE_AFTER,
        other_day=now.astimezone(VIETNAM).date() != observation.observed_at.astimezone(VIETNAM).date(),
    )


def credit(shown: list[Reading]) -> Credit | None:
    """The source to name beside `shown`; nobody, when nothing in it comes from there."""
    if any(reading.observation and not reading.observation.by_hand for reading in shown):
        return Credit(settings.LANTOA_WEATHER_CREDIT, settings.LANTOA_WEATHER_CREDIT_URL)
    return None
