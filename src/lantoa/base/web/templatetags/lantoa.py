"""Words, figures, instants and icons as pages of the house print them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import template
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext

from lantoa.base.web import navigation
from lantoa.pure.kernel import clock

register = template.Library()

SECONDS_IN_HOUR = 3600
ICON_NAME = re.compile(r"[a-z0-9-]+")


# Instants


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.filter
def stamp(value: datetime | None) -> str:
    """`12/05/2023 | 09:01`."""
    return f"{_local(value):%d/%m/%Y | %H:%M}" if value else ""


@register.filter
def day(value: date | datetime | None) -> str:
    """`12/05/2023`."""
    if not value:
        return ""
    return f"{_local(value) if isinstance(value, datetime) else value:%d/%m/%Y}"


@register.filter
def deadline(value: datetime | None, now: datetime | None = None) -> str:
    """`17:00, 30/4/2026 (còn 2 ngày)`."""
    if not value:
        return ""
    local = _local(value)
    left = time_left(value, now)
    return f"{local:%H:%M}, {local.day}/{local.month}/{local.year} ({left})"


@register.filter
def time_left(value: datetime | None, now: datetime | None = None) -> str:
    """`còn 2 ngày`, `còn 5 giờ`, `đã hết hạn`; rounded down, so that nobody is promised time they lack."""
    if not value:
        return ""
    left = value - (now or clock.now())
    if left <= timedelta(0):
        return gettext("the deadline has passed")
    if left.days:
        return ngettext("%(n)d day left", "%(n)d days left", left.days) % {"n": left.days}
    hours, minutes = divmod(left.seconds // 60, 60)
    if hours:
        return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}
    if minutes:
        return ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes}
    return gettext("less than a minute left")


@register.filter
def duration(seconds: float | Decimal | timedelta | None) -> str:
    """`8:12`, `1:02:03`."""
    if seconds is None or seconds == "":
        return ""
    whole = int(seconds.total_seconds() if isinstance(seconds, timedelta) else seconds)
    minutes, second = divmod(max(whole, 0), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


# Figures


def _vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")


def _signs(text: str) -> str:
    """From 1,234.5 to the signs of the reader's language."""
    return text.translate(str.maketrans(",.", ".,")) if _vietnamese() else text


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() else None


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """`1.234,5` in Vietnamese, `1,234.5` in English; `places` fixes the decimals."""
    given = _decimal(value)
    if given is None:
        return "" if value in (None, "") else str(value)
    if places is not None:
        given = given.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    elif given == given.to_integral_value():
        given = given.to_integral_value()
    return _signs(f"{given:,f}")


@register.filter
def score(value: Any) -> str:
    """`8,75` / `8.75`: always two decimals, so that scores line up."""
    return number(value, 2)


@register.filter
def percent(value: Any, places: int = 0) -> str:
    """A share between 0 and 1 as `58,5%`."""
    given = _decimal(value)
    return "" if given is None else f"{number(given * 100, places)}%"


@register.filter
def filesize_vi(value: Any) -> str:
    """`1,2 GB`: decimal units, as phones and disks print them."""
    given = _decimal(value)
    if given is None:
        return ""
    unit = "B"
    for larger in ("kB", "MB", "GB"):
        if given < 1000:
            break
        given, unit = given / 1000, larger
    return f"{number(given, 0 if unit in {'B', 'kB'} else 1)}\N{NO-BREAK SPACE}{unit}"


# Elements


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A sign of the sprite; decoration unless it has a `label`."""
    if not ICON_NAME.fullmatch(name):
        return SafeString("")
    address = f"{static('web/vendor/lucide/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, address
        )
    return format_html('<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"/></svg>', css, address)


@register.simple_tag(takes_context=True)
def querystring_with(context: RequestContext, **changes: Any) -> str:
    """The present address's query with `changes`; None removes a key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def player_labels() -> str:
    """The words of `<lantoa-player>` as JSON: no language is written into scripts."""
    return json.dumps(
        {
            "loading": gettext("Loading the clip…"),
            "failed": gettext("The clip cannot be played now. Reload the page or try again in a few minutes."),
            "offline": gettext("The line is interrupted. Playing goes on as soon as it is back."),
            "unsupported": gettext("This browser is too old to play the clip. A newer one can."),
            "restart": gettext("From the beginning"),
            "rewind": gettext("Back {seektime} s"),
            "play": pgettext("player", "Play"),
            "pause": pgettext("player", "Pause"),
            "fastForward": gettext("Forward {seektime} s"),
            "seek": pgettext("player", "Seek"),
            "seekLabel": gettext("{currentTime} of {duration}"),
            "played": pgettext("player", "Played"),
            "buffered": pgettext("player", "Loaded"),
            "currentTime": pgettext("player", "Time"),
            "duration": pgettext("player", "Duration"),
            "volume": pgettext("player", "Volume"),
            "mute": pgettext("player", "Mute"),
            "unmute": pgettext("player", "Unmute"),
            "enableCaptions": gettext("Captions on"),
            "disableCaptions": gettext("Captions off"),
            "enterFullscreen": gettext("Full screen"),
            "exitFullscreen": gettext("Leave full screen"),
            "captions": pgettext("player", "Captions"),
            "settings": pgettext("player", "Settings"),
            "menuBack": gettext("Back to the menu"),
            "speed": pgettext("player", "Speed"),
            "normal": pgettext("player", "Normal"),
            "quality": pgettext("player", "Quality"),
            "auto": pgettext("player", "Automatic"),
            "disabled": pgettext("player", "Off"),
            "enabled": pgettext("player", "On"),
            "frameTitle": gettext("Player: {title}"),
        },
        ensure_ascii=False,
    )


@register.simple_tag(takes_context=True)
def contest_tabs(context: RequestContext, contest: Any) -> list[navigation.Link]:
    """The tabs of a contest on its desk pages; rooms add theirs by `navigation.register_contest_tab`."""
    return navigation.contest_tabs(context["request"], contest)
