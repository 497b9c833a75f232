"""A WMO weather code as a sign and a word."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: Highest code of each group → (symbol in static/weather/signs.svg, word). Source: WMO table 4677 as Open-Meteo uses it.
GROUPS: tuple[tuple[int, str, Any], ...] = (
    (0, "clear", _("clear")),
    (2, "some-clouds", _("some clouds")),
    (3, "overcast", _("overcast")),
    (48, "fog", _("fog")),
    (57, "drizzle", _("drizzle")),
    (67, "rain", _("rain")),
    (77, "snow", _("snow")),
    (82, "showers", _("showers")),
    (86, "snow", _("snow showers")),
    (99, "thunderstorm", _("thunderstorm")),
)

#: The codes that sources really send, for those who enter one by hand.
KNOWN = (0, 1, 2, 3, 45, 48, 51, 53, 55, 61, 63, 65, 71, 73, 75, 80, 81, 82, 95, 96, 99)


def choices() -> list[tuple[int, str]]:
    """Each known code with its word, for a list to choose from."""
    return [(code, f"{sign(code)[1]} ({code})") for code in KNOWN]


def sign(code: int) -> tuple[str, Any]:
    """(symbol, word) for a WMO code 0–99."""
    return next((symbol, word) for most, symbol, word in GROUPS if code <= most)
