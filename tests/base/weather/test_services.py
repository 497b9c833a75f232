"""One question per place and half hour, and patience with a source that is away."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.factories import make_user

from lantoa.base.audit.models import AuditEvent
from lantoa.base.jobs import reconciler
from lantoa.base.weather import queries, services
from lantoa.base.weather.models import Observation, Place

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def refresh_all(now):
    """All ticks of one moment."""
    return sum(1 for _ in iter(lambda: services.refresh_due(now), 0))


def test_three_places_are_there_from_the_start():
    assert [(p.name, str(p.latitude), str(p.longitude)) for p in Place.objects.all()] == [
        ("Hà Nội", "21.0285", "105.8542"),
        ("Đà Nẵng", "16.0544", "108.2022"),
        ("TP Hồ Chí Minh", "10.8231", "106.6297"),
    ]


def test_reconciler_knows_the_duty():
    assert "weather.refresh" in reconciler.names()


def test_each_place_is_asked_once_in_half_an_hour(source):
    assert refresh_all(NOW) == 3
    assert refresh_all(NOW + 29 * MINUTE) == 0
    assert len(source.asked) == 3
    assert refresh_all(NOW + 30 * MINUTE) == 3
    assert [(o.temperature, o.code, o.by_hand) for o in Observation.objects.all()] == [(Decimal("28.4"), 3, False)] * 3


def test_a_tick_asks_one_place_only(source):
    services.refresh_due(NOW)
    assert len(source.asked) == 1


def test_unchanged_answer_keeps_what_is_known(source):
    source.headers = {"ETag": '"v1"'}
    refresh_all(NOW)
    source.status = 304
    refresh_all(NOW + 30 * MINUTE)
    assert {asked[1].get("If-None-Match") for asked in source.asked[3:]} == {'"v1"'}
    assert Observation.objects.filter(temperature=Decimal("28.4")).count() == 3
    assert set(Place.objects.values_list("next_fetch_at", flat=True)) == {NOW + 60 * MINUTE}


@pytest.mark.parametrize("status", [429, 500, 404])
def test_source_that_refuses_is_asked_by_one_place_and_later(source, status):
    source.status = status
    assert refresh_all(NOW) == 1
    assert len(source.asked) == 1
    assert not Observation.objects.exists()
    assert set(Place.objects.values_list("next_fetch_at", flat=True)) == {NOW + services.AFTER_FAILURE}


def test_retry_after_is_honoured_within_reason(source):
    source.status, source.headers = 429, {"Retry-After": "3000"}
    services.refresh_due(NOW)
    assert Place.objects.first().next_fetch_at == NOW + timedelta(seconds=3000)
    Place.objects.update(next_fetch_at=NOW)
    source.headers = {"Retry-After": "99999999"}
    services.refresh_due(NOW)
    assert Place.objects.order_by("-failures").first().next_fetch_at == NOW + services.MOST_PATIENT


def test_pauses_grow_up_to_an_hour(settings):
    settings.LANTOA_WEATHER_URL = "http://127.0.0.1:9/"
    Place.objects.exclude(name="Hà Nội").delete()
    now, pauses = NOW, []
    for _ in range(7):
        services.refresh_due(now)
        place = Place.objects.get()
        pauses.append((place.next_fetch_at - now).total_seconds() / 60)
        now = place.next_fetch_at
    assert pauses == [5, 10, 20, 40, 60, 60, 60]


def test_bad_answer_keeps_the_last_good_one(source):
    refresh_all(NOW)
    source.body = b"<html>maintenance</html>"
    refresh_all(NOW + 30 * MINUTE)
    assert Observation.objects.filter(temperature=Decimal("28.4")).count() == 3


def test_observation_by_hand_is_recorded_and_credited_to_nobody(settings):
    place, editor = Place.objects.get(name="Đà Nẵng"), make_user("Biên tập")
    services.observe_by_hand(place, temperature=Decimal("31.5"), code=0, by=editor, now=NOW)
    shown = queries.readings(NOW)
    assert [(r.place.name, r.observation and r.observation.temperature) for r in shown] == [
        ("Hà Nội", None),
        ("Đà Nẵng", Decimal("31.5")),
        ("TP Hồ Chí Minh", None),
    ]
    assert queries.credit(shown) is None
    assert AuditEvent.objects.get(action="weather.observed").actor == editor


def test_fetched_observation_is_credited_as_configured(source, settings):
    refresh_all(NOW)
    settings.LANTOA_WEATHER_CREDIT, settings.LANTOA_WEATHER_CREDIT_URL = "Trạm A", "https://example.org/"
    assert queries.credit(queries.readings(NOW)) == queries.Credit("Trạm A", "https://example.org/")


@pytest.mark.parametrize(
    ("age", "shown", "stale"),
    [
        (timedelta(hours=-2), False, False),
        (timedelta(), True, False),
        (timedelta(hours=3), True, False),
        (timedelta(hours=4), True, True),
        (timedelta(hours=25), False, False),
    ],
)
def test_old_observations_are_marked_and_then_gone(age, shown, stale):
    place = Place.objects.first()
    Observation.objects.create(place=place, observed_at=NOW - age, fetched_at=NOW, temperature=20, code=61)
    reading = queries.readings(NOW)[0]
    assert (reading.observation is not None, reading.stale) == (shown, stale)


def test_box_needs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.readings(NOW)


@pytest.mark.parametrize("wrong", [{"code": 100}, {"temperature": 61}, {"temperature": -61}])
def test_database_refuses_what_cannot_be(wrong):
    values = {"place": Place.objects.first(), "observed_at": NOW, "fetched_at": NOW, "temperature": 20, "code": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(**{**values, **wrong})
