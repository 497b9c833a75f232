"""Ask an Open-Meteo-compatible address for what is observed at one place."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

TIMEOUT_SECONDS = 8
MOST_BYTES = 100_000
#: Outside these nobody has ever measured anything: the answer is wrong.
COLDEST, HOTTEST = Decimal(-60), Decimal(60)
WORST_CODE = 99


class NoWeather(Exception):
    """No usable answer; `retry_after` is what the source asked for, in seconds, if it did."""

    def __init__(self, reason: str, *, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True)
class Current:
    """Temperature in °C, WMO weather code, instant of the observation."""

    temperature: Decimal
    code: int
    observed_at: datetime


def fetch(url: str, latitude: Decimal, longitude: Decimal) -> Current:
    """The newest observation. NoWeather for a source that is away, refuses, or answers nonsense."""
    query = {"latitude": latitude, "longitude": longitude, "current": "temperature_2m,weather_code", "timezone": "UTC"}
    if not url.startswith(("http://", "https://")):
        raise NoWeather("the address is neither http nor https")
    asked = urllib.request.Request(  # noqa: S310 - the scheme has just been checked
        f"{url}?{urlencode(query)}", headers={"User-Agent": "Lantoa weather box"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            told = json.loads(answer.read(MOST_BYTES))
    except urllib.error.HTTPError as error:
        raise NoWeather(f"status {error.code}", retry_after=_seconds(error.headers.get("Retry-After"))) from error
    except (OSError, ValueError) as error:
        raise NoWeather(type(error).__name__) from error
    return read(told)


def read(told: Any) -> Current:
    """Check an answer and take from it what we want."""
    try:
        current = told["current"]
        temperature = Decimal(str(current["temperature_2m"])).quantize(Decimal("0.1"))
        code = int(current["weather_code"])
        observed = datetime.fromisoformat(str(current["time"])).replace(tzinfo=UTC)
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise NoWeather("not the expected form") from error
    if not COLDEST <= temperature <= HOTTEST or not 0 <= code <= WORST_CODE:
        raise NoWeather("values that cannot be")
    return Current(temperature=temperature, code=code, observed_at=observed)


def _seconds(header: str | None) -> int | None:
    return int(header) if header and header.isdigit() else None
