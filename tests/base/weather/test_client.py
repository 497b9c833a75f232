"""What is taken from a source, and what is not believed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.http import http_date

from lantoa.base.weather import client
from lantoa.base.weather.words import KNOWN, choices, sign

HERE = (Decimal("21.0285"), Decimal("105.8542"))


def fetch(settings, **more):
    return client.fetch(settings.LANTOA_WEATHER_URL, *HERE, **more)


def test_fetch_reads_temperature_code_and_instant(source, settings):
    source.headers = {"ETag": '"a1"'}
    assert fetch(settings) == client.Current(
        temperature=Decimal("28.4"), code=3, observed_at=datetime(2026, 5, 12, 2, tzinfo=UTC), tag='"a1"'
    )
    path, headers = source.asked[0]
    assert path == (
        "/v1/forecast?latitude=21.0285&longitude=105.8542&current=temperature_2m%2Cweather_code&timezone=UTC"
    )
    assert headers["User-Agent"] == "Lantoa weather box"
    assert "If-None-Match" not in headers


def test_fetch_with_tag_asks_whether_anything_changed(source, settings):
    source.status = 304
    with pytest.raises(client.Unchanged):
        fetch(settings, tag='"a1"')
    assert source.asked[0][1]["If-None-Match"] == '"a1"'


def test_answer_with_a_zone_of_its_own_is_taken_at_its_word():
    told = {"current": {"time": "2026-05-12T09:00+07:00", "temperature_2m": 20, "weather_code": 0}}
    assert client.read(told).observed_at == datetime(2026, 5, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"current": null}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": null, "weather_code": 0}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": NaN, "weather_code": 0}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": 1e999, "weather_code": 0}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": 20, "weather_code": 1e999}}',
        b'{"current": {"time": "yesterday", "temperature_2m": 20, "weather_code": 0}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": 20, "weather_code": 100}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": 20, "weather_code": -1}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": 61, "weather_code": 0}}',
        b'{"current": {"time": "2026-05-12T02:00", "temperature_2m": -61, "weather_code": 0}}',
        b"[" * 50_000,
        b'"' + b"x" * (client.MOST_BYTES + 1) + b'"',
    ],
    ids=lambda body: body[:60].decode(),
)
def test_nonsense_is_no_weather(source, settings, body):
    source.body = body
    with pytest.raises(client.NoWeather):
        fetch(settings)


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_refusal_is_no_weather(source, settings, status):
    source.status = status
    with pytest.raises(client.NoWeather, match=str(status)):
        fetch(settings)


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("soon", None), ("", None), ("-5", None)])
def test_retry_after_in_seconds(source, settings, header, seconds):
    source.status, source.headers = 429, {"Retry-After": header}
    with pytest.raises(client.NoWeather) as refused:
        fetch(settings)
    assert refused.value.retry_after == seconds


def test_retry_after_as_a_date(source, settings):
    later = datetime.now(UTC) + timedelta(minutes=10)
    source.status, source.headers = 503, {"Retry-After": http_date(later.timestamp())}
    with pytest.raises(client.NoWeather) as refused:
        fetch(settings)
    assert 590 <= refused.value.retry_after <= 600


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "file:///etc/passwd", "", "ftp://127.0.0.1/x"])
def test_source_that_is_not_there(url):
    with pytest.raises(client.NoWeather):
        client.fetch(url, *HERE)


def test_every_code_has_a_sign_and_a_word():
    drawn = {symbol for symbol, _word in (sign(code) for code in range(100))}
    assert drawn == {
        "clear", "some-clouds", "overcast", "fog", "drizzle", "rain", "snow", "showers", "thunderstorm"
    }  # fmt: skip
    assert len(choices()) == len(KNOWN)


def test_every_sign_is_drawn():
    from django.contrib.staticfiles import finders

    sprite = Path(finders.find("weather/signs.svg")).read_text(encoding="utf-8")
    assert [symbol for symbol, _w in map(sign, range(100)) if f'<symbol id="{symbol}"' not in sprite] == []
