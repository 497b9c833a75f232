"""Keep the newest observation of each place; never called from a request."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lantoa.base.audit.services import record
from lantoa.base.weather import client
from lantoa.base.weather.models import Observation, Place
from lantoa.pure.kernel import clock

EVERY = timedelta(minutes=30)
AFTER_FAILURE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
#: However long a source asks to be left alone, we look again after this.
MOST_PATIENT = timedelta(hours=6)
DOUBLINGS = 8


def refresh_due(now: datetime) -> int:
    """Ask for one place whose time has come; the next one is for the next tick, so that a tick stays short."""
    due = Place.objects.filter(Q(next_fetch_at__isnull=True) | Q(next_fetch_at__lte=now)).order_by("next_fetch_at")
    place = due.first()
    if place is None:
        return 0
    # Taken before the question is asked, so that two workers do not ask twice.
    unseen = Place.objects.filter(pk=place.pk, next_fetch_at=place.next_fetch_at)
    if unseen.update(next_fetch_at=now + EVERY):
        _refresh(place, now)
    return 1


def _refresh(place: Place, now: datetime) -> None:
    try:
        current = client.fetch(settings.LANTOA_WEATHER_URL, place.latitude, place.longitude, tag=place.tag)
    except client.Unchanged:
        Place.objects.filter(pk=place.pk).update(failures=0)
    except client.NoWeather as problem:
        _wait(place, problem, now)
    else:
        _keep(place, now, temperature=current.temperature, code=current.code, observed_at=current.observed_at)
        Place.objects.filter(pk=place.pk).update(failures=0, tag=current.tag)


def _wait(place: Place, problem: client.NoWeather, now: datetime) -> None:
    """The source is away, and it is the same for all places: none of them asks before the pause is over."""
    pause = min(AFTER_FAILURE * 2 ** min(place.failures, DOUBLINGS), LONGEST_PAUSE)
    if problem.retry_after:
        pause = min(max(pause, timedelta(seconds=problem.retry_after)), MOST_PATIENT)
    Place.objects.filter(pk=place.pk).update(
        next_fetch_at=now + pause, failures=min(place.failures + 1, DOUBLINGS), tag=""
    )
    Place.objects.filter(Q(next_fetch_at__isnull=True) | Q(next_fetch_at__lt=now + pause)).update(
        next_fetch_at=now + pause
    )


@transaction.atomic
def observe_by_hand(
    place: Place, *, temperature: Decimal, code: int, by: Any, now: datetime | None = None
) -> Observation:
    """What an editor reads off somewhere else, for networks without a way out."""
    now = now or clock.now()
    kept = _keep(place, now, temperature=temperature, code=code, observed_at=now, by_hand=True)
    record("weather.observed", place, by=by, now=now)
    return kept


@transaction.atomic
def mark_by_hand(observation: Observation, *, by: Any, now: datetime | None = None) -> None:
    """An editor wrote this observation in the portal's editor: credit nobody else, and keep a line."""
    Observation.objects.filter(pk=observation.pk).update(by_hand=True)
    record("weather.observed", observation.place, by=by, now=now)


def _keep(place: Place, now: datetime, *, by_hand: bool = False, **values: Any) -> Observation:
    kept, _made = Observation.objects.update_or_create(
        place=place, defaults={**values, "by_hand": by_hand, "fetched_at": now}
    )
    return kept
