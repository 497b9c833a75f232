"""The queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit
from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NOWRAP, StampColumn, Table
from lantoa.base.web.templatetags.lantoa import duration, stamp
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.entries.queries import search
from lantoa.contest.entries.tables import ROOMY
from lantoa.contest.entries.words import TONES
from lantoa.contest.screening import queries
from lantoa.pure.kernel import clock

VERDICTS = {
    "bad": _("does not keep to the rules"),
    "warn": _("to be looked at"),
    "good": _("in order"),
    "muted": _("not yet"),
}


class QueueTable(Table):
    caption = _("Entries to be screened")
    empty_icon = "clipboard-check"
    empty_title = _("Nothing to screen")
    empty_text = _("Entries appear here as soon as they are submitted.")

    pick = columns.Column(verbose_name="", accessor="pk", orderable=False, exclude_from_export=True)
    code = columns.Column(verbose_name=_("Code"), order_by=("number",), attrs=NOWRAP)
    title = columns.Column(verbose_name=_("Title"), attrs=ROOMY)
    unit = columns.Column(verbose_name=_("Unit"), accessor="unit__name", order_by=("unit__order", "unit__name"))
    length = columns.Column(verbose_name=_("Length"), accessor="video__duration", default="–", attrs=NOWRAP)
    technical = columns.Column(verbose_name=_("Technical checks"), accessor="failed_checks")
    state = columns.Column(verbose_name=_("State"))
    submitted_at = StampColumn(verbose_name=_("Submitted"))

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = ["pick", "code", "title", "unit", "length", "technical", "state", "submitted_at"]

    def render_pick(self, record: Entry) -> Any:
        return format_html(
            '<label class="pick"><input type="checkbox" name="entries" value="{}" form="bulk" aria-label="{}"></label>',
            str(record.pk),
            _("Choose %(code)s") % {"code": record.code},
        )

    def render_title(self, value: str, record: Entry) -> Any:
        url = reverse("screening:entry", args=[record.contest.slug, record.code])
        return format_html('<a href="{}">{}</a>', url, value)

    def value_title(self, value: str) -> str:
        return value

    def render_length(self, value: float) -> str:
        return duration(value)

    value_length = render_length

    def render_technical(self, record: Entry) -> Any:
        tone = queries.verdict(record)
        return format_html('<span class="badge badge-{}">{}</span>', tone, VERDICTS[tone])

    def value_technical(self, record: Entry) -> Any:
        return VERDICTS[queries.verdict(record)]

    def render_state(self, record: Entry) -> Any:
        tone = TONES[State(record.state)]
        return format_html('<span class="badge badge-{}">{}</span>', tone, record.get_state_display())

    def value_state(self, record: Entry) -> Any:
        return record.get_state_display()

    def render_submitted_at(self, value: datetime, record: Entry) -> Any:
        if record.state not in queries.WAITING:
            return stamp(value)
        waited = _("waiting for %(time)s") % {"time": timesince(value, clock.now(), depth=1)}
        return format_html('{}<br><span class="muted">{}</span>', stamp(value), waited)


class QueueFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["folded"]

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in State.choices if choice[0] not in {"draft", "withdrawn"}],
        empty_label=_("every state"),
    )

    technical = django_filters.ChoiceFilter(
        label=_("Technical checks"),
        choices=list(VERDICTS.items()),
        empty_label=_("every verdict"),
        method="filter_technical",
    )
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("every unit"))

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, contest: Contest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = queries.units_in_queue(contest)

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return search(queryset, value)

    def filter_technical(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queries.with_verdict(queryset, value)
