"""A WMO weather code as a sign and a word."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: Highest code of each group → (icon of the sprite, word). Source: WMO table 4677 as Open-Meteo uses it.
GROUPS: tuple[tuple[int, str, Any], ...] = (
    (0, "sun", _("clear")),
    (2, "cloud-sun", _("some clouds")),
    (3, "cloud", _("overcast")),
    (48, "cloud-fog", _("fog")),
    (57, "cloud-drizzle", _("drizzle")),
    (67, "cloud-rain", _("rain")),
    (77, "cloud", _("snow")),
    (82, "cloud-rain", _("showers")),
    (86, "cloud", _("snow showers")),
    (99, "cloud-lightning", _("thunderstorm")),
)


def sign(code: int) -> tuple[str, Any]:
    """(icon, word) for a WMO code 0–99."""
    return next((icon, word) for most, icon, word in GROUPS if code <= most)
