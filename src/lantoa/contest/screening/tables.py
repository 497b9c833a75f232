"""The queue."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NOWRAP, StampColumn, Table
from lantoa.base.web.templatetags.lantoa import duration
from lantoa.contest.entries.models import Entry, State
from lantoa.pure.kernel.text import fold

VERDICTS = {
    "bad": _("does not keep to the rules"),
    "warn": _("to be looked at"),
    "good": _("in order"),
    "muted": _("not yet"),
}


def verdict(entry: Entry) -> str:
    """The tone of the technical checks together."""
    if entry.video is None or not entry.video.facts:
        return "muted"
    if entry.failed_checks or entry.video.state == "failed":
        return "bad"
    return "warn" if entry.doubtful_checks else "good"


class QueueTable(Table):
    caption = _("Entries to be screened")
    empty_icon = "clipboard-check"
    empty_title = _("Nothing to screen")
    empty_text = _("Entries appear here as soon as they are submitted.")

    pick = columns.Column(verbose_name="", accessor="pk", orderable=False, exclude_from_export=True)
    code = columns.Column(verbose_name=_("Code"), order_by=("number",), attrs=NOWRAP)
    title = columns.Column(verbose_name=_("Title"))
    unit = columns.Column(verbose_name=_("Unit"), accessor="unit__name", order_by=("unit__order", "unit__name"))
    length = columns.Column(verbose_name=_("Length"), accessor="video__duration", default="–", attrs=NOWRAP)
    technical = columns.Column(verbose_name=_("Technical checks"), accessor="failed_checks")
    state = columns.Column(verbose_name=_("State"))
    submitted_at = StampColumn(verbose_name=_("Submitted"))

    class Meta(Table.Meta):
        model = Entry
        fields: ClassVar[list[str]] = ["pick", "code", "title", "unit", "length", "technical", "state", "submitted_at"]

    def render_pick(self, record: Entry) -> Any:
        return format_html(
            '<input type="checkbox" name="entries" value="{}" form="bulk" aria-label="{}">',
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
        tone = verdict(record)
        return format_html('<span class="badge badge-{}">{}</span>', tone, VERDICTS[tone])

    def value_technical(self, record: Entry) -> Any:
        return VERDICTS[verdict(record)]

    def render_state(self, record: Entry) -> Any:
        return record.get_state_display()

    value_state = render_state


class QueueFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["folded"]

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[choice for choice in State.choices if choice[0] not in {"draft", "withdrawn"}],
        empty_label=_("every state"),
    )

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = []

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(folded__contains=fold(value))
