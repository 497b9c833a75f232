"""Ask an Open-Meteo-compatible address for what is observed at one place."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.http import parse_http_date_safe

#: For each wait on the line, and for the whole answer.
TIMEOUT_SECONDS = 5.0
MOST_SECONDS = 10.0
MOST_BYTES = 100_000
BLOCK = 8192
#: Outside these nobody has ever measured anything: the answer is wrong.
COLDEST, HOTTEST = Decimal(-60), Decimal(60)
WORST_CODE = 99
#: A tag longer than this is not worth keeping.
MOST_TAG = 200


class NoWeather(Exception):
    """No usable answer; `retry_after` is what the source asked for, in seconds, if it did."""

    def __init__(self, reason: str, *, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Unchanged(Exception):
    """The source has nothing newer than what it told last time (304)."""


@dataclass(frozen=True, kw_only=True)
class Current:
    """Temperature in °C, WMO weather code, instant of the observation; `tag` to ask again with."""

    temperature: Decimal
    code: int
    observed_at: datetime
    tag: str = ""


def fetch(url: str, latitude: Decimal, longitude: Decimal, *, tag: str = "") -> Current:
    """The newest observation. NoWeather for a source that is away, refuses or answers nonsense; Unchanged for 304."""
    query = {"latitude": latitude, "longitude": longitude, "current": "temperature_2m,weather_code", "timezone": "UTC"}
    if not url.startswith(("http://", "https://")):
        raise NoWeather("the address is neither http nor https")
    headers = {"User-Agent": "Lantoa weather box", "Accept": "application/json"}
    if tag:
        headers["If-None-Match"] = tag
    asked = urllib.request.Request(f"{url}?{urlencode(query)}", headers=headers)  # noqa: S310 - scheme checked above
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            told, new_tag = json.loads(_body(answer)), answer.headers.get("ETag", "")
    except urllib.error.HTTPError as error:
        # The error is the answer too, and holds its connection until it is closed.
        error.close()
        if error.code == http.client.NOT_MODIFIED:
            raise Unchanged from error
        raise NoWeather(f"status {error.code}", retry_after=_seconds(error.headers.get("Retry-After"))) from error
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        raise NoWeather(type(error).__name__) from error
    return read(told, tag=new_tag if len(new_tag) <= MOST_TAG else "")


def _body(answer: Any) -> bytes:
    """The answer, if it is short and comes in time: a source that drips must not hold a worker."""
    deadline = time.monotonic() + MOST_SECONDS
    read = bytearray()
    while block := answer.read1(BLOCK):
        read += block
        if len(read) > MOST_BYTES:
            raise ValueError("the answer is too long")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(read)


def read(told: Any, *, tag: str = "") -> Current:
    """Check an answer and take from it what we want."""
    try:
        current = told["current"]
        temperature = Decimal(str(current["temperature_2m"])).quantize(Decimal("0.1"))
        code = int(current["weather_code"])
        observed = datetime.fromisoformat(str(current["time"]))
        possible = COLDEST <= temperature <= HOTTEST and 0 <= code <= WORST_CODE
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise NoWeather("not the expected form") from error
    if not possible:
        raise NoWeather("values that cannot be")
    # We ask for UTC; an answer that names its own zone is taken at its word.
    observed = observed.replace(tzinfo=UTC) if observed.tzinfo is None else observed.astimezone(UTC)
    return Current(temperature=temperature, code=code, observed_at=observed, tag=tag)


def _seconds(header: str | None) -> int | None:
    """Retry-After in either of its forms: seconds, or a date."""
    if not header:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return int(header.strip()[:9])
    instant = parse_http_date_safe(header)
    return max(0, int(instant - time.time())) if instant is not None else None
