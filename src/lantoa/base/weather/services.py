"""Keep the newest observation of each place; never called from a request."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q

from lantoa.base.audit.services import record
from lantoa.base.weather import client
from lantoa.base.weather.models import Observation, Place
from lantoa.pure.kernel import clock

EVERY = timedelta(minutes=30)
AFTER_FAILURE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)


def refresh_due(now: datetime) -> int:
    """Ask for every place whose time has come; a source that is away is asked again later."""
    due = list(Place.objects.filter(Q(next_fetch_at__isnull=True) | Q(next_fetch_at__lte=now)))
    for place in due:
        # Taken before the question is asked, so that two workers do not ask twice.
        taken = Place.objects.filter(pk=place.pk, next_fetch_at=place.next_fetch_at).update(next_fetch_at=now + EVERY)
        if taken:
            _refresh(place, now)
    return len(due)


def _refresh(place: Place, now: datetime) -> None:
    try:
        current = client.fetch(settings.LANTOA_WEATHER_URL, place.latitude, place.longitude)
    except client.NoWeather as problem:
        pause = timedelta(seconds=problem.retry_after) if problem.retry_after else AFTER_FAILURE
        Place.objects.filter(pk=place.pk).update(next_fetch_at=now + min(max(pause, AFTER_FAILURE), LONGEST_PAUSE))
        return
    _keep(place, current.temperature, current.code, current.observed_at, now)


def observe_by_hand(
    place: Place, *, temperature: Decimal, code: int, by: Any, now: datetime | None = None
) -> Observation:
    """What an editor reads off somewhere else, for networks without a way out."""
    now = now or clock.now()
    kept = _keep(place, temperature, code, now, now)
    record("weather.observed", place, by=by, now=now)
    return kept


def _keep(place: Place, temperature: Decimal, code: int, observed_at: datetime, now: datetime) -> Observation:
    kept, _made = Observation.objects.update_or_create(
        place=place,
        defaults={"temperature": temperature, "code": code, "observed_at": observed_at, "fetched_at": now},
    )
    return kept
