"""Tables of the participation page; the exports are made from the same columns."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.tables import DayColumn, Table
from lantoa.front.reports.queries import Participation

#: Left out where a phone has no room for it.
WIDE_ONLY = {"th": {"class": "wide-only"}, "td": {"class": "wide-only"}}


class UnitTable(Table):
    """Every invited unit with its clips."""

    caption = _("Clips by unit")
    number = tables.Column(verbose_name=_("No."), orderable=False, attrs=WIDE_ONLY)
    unit = tables.Column(verbose_name=_("Unit"))
    received = tables.Column(verbose_name=_("Received"), attrs={"th": {"class": "number"}, "td": {"class": "number"}})
    published = tables.Column(verbose_name=_("Published"), attrs={"th": {"class": "number"}, "td": {"class": "number"}})


class DayTable(Table):
    """Every day from the first submission to the last."""

    caption = _("Clips by day")
    day = DayColumn(verbose_name=_("Day"))
    received = tables.Column(verbose_name=_("Received"), attrs={"th": {"class": "number"}, "td": {"class": "number"}})


class SilentTable(Table):
    """Units that have sent nothing."""

    caption = _("Units that have sent nothing")
    number = tables.Column(verbose_name=_("No."), orderable=False, attrs=WIDE_ONLY)
    unit = tables.Column(verbose_name=_("Unit"))


def by_unit(figures: Participation) -> UnitTable:
    rows = enumerate(figures.by_unit, start=1)
    return UnitTable([{"number": n, "unit": u, "received": r, "published": p} for n, (u, r, p) in rows])


def by_day(figures: Participation) -> DayTable:
    return DayTable([{"day": day, "received": number} for day, number in figures.by_day])


def silent(figures: Participation) -> SilentTable:
    return SilentTable([{"number": n, "unit": u} for n, u in enumerate(figures.silent_units, start=1)])
