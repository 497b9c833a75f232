"""Sentence, figures and charts of participation, for this room's page and for others that quote them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantoa.base.web.charts import Chart, bars, columns
from lantoa.base.web.templatetags.lantoa import day, number
from lantoa.front.reports.queries import Participation


def sentence(figures: Participation) -> str:
    """`23/39 đơn vị tham gia, 41 clip nhận, 39 clip đăng.`"""
    return _("%(part)s of %(all)s units take part; %(received)s clips received, %(published)s clips published.") % {
        "part": number(figures.units_taking_part),
        "all": number(figures.units_total),
        "received": number(figures.entries_received),
        "published": number(figures.entries_published),
    }


def stats(figures: Participation) -> list[dict[str, Any]]:
    """The same figures as tiles."""
    part = f"{number(figures.units_taking_part)}/{number(figures.units_total)}"
    return [
        {"value": part, "label": _("units take part")},
        {"value": number(figures.entries_received), "label": _("clips received")},
        {"value": number(figures.entries_published), "label": _("clips published")},
        {"value": number(len(figures.silent_units)), "label": _("units have sent nothing yet")},
    ]


def unit_chart(figures: Participation) -> Chart:
    """Units with a clip, most clips first; those without stand in a list of their own."""
    rows = sorted(((name, received) for name, received, _p in figures.by_unit if received), key=lambda row: -row[1])
    return bars(
        rows,
        id="chart-units",
        title=_("Clips received, by unit"),
        description=_most_sentence(rows),
        label_heading=_("Unit"),
        value_heading=_("Received"),
    )


def _most_sentence(rows: list[tuple[str, int]]) -> str:
    if not rows:
        return ""
    most = rows[0][1]
    first = [name for name, received in rows if received == most]
    if len(first) > 3:
        return ngettext(
            "%(units)s units sent the most: %(most)s clip each.",
            "%(units)s units sent the most: %(most)s clips each.",
            most,
        ) % {"units": number(len(first)), "most": number(most)}
    if len(first) > 1:
        words = ngettext(
            "Most came from %(units)s: %(most)s clip each.",
            "Most came from %(units)s: %(most)s clips each.",
            most,
        )
    else:
        words = ngettext("Most came from %(units)s: %(most)s clip.", "Most came from %(units)s: %(most)s clips.", most)
    return words % {"units": ", ".join(first), "most": number(most)}


def day_chart(figures: Participation) -> Chart:
    """One column for each day from the first clip to the last."""
    return columns(
        [(f"{each.day}/{each.month}", received) for each, received in figures.by_day],
        id="chart-days",
        title=_("Clips received, by day"),
        description=_busiest_sentence(figures),
        label_heading=_("Day"),
        value_heading=_("Received"),
    )


def _busiest_sentence(figures: Participation) -> str:
    if not figures.by_day:
        return ""
    busiest, most = max(figures.by_day, key=lambda row: row[1])
    return ngettext(
        "The busiest day was %(day)s with %(most)s clip.",
        "The busiest day was %(day)s with %(most)s clips.",
        most,
    ) % {
        "day": day(busiest),
        "most": number(most),
    }
