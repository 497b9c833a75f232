"""Lengths of time as a judge plans an evening with them."""

from __future__ import annotations

from django.utils.translation import gettext as _


def time_words(seconds: float | None) -> str:
    """`1 giờ 36 phút`, `36 phút`; rounded up, because nobody stops in the middle of a minute."""
    minutes = -(-int(seconds or 0) // 60)
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    if hours:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(minutes)d min") % {"minutes": minutes}
