"""The secretariat's list of entries."""

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


class EntryTable(Table):
    caption = _("Entries")
    empty_icon = "film"
    empty_title = _("No entry here yet")
    empty_text = _("Entries appear here as soon as units begin them.")

    code = columns.Column(verbose_name=_("Code"), default="–", attrs=NOWRAP)
    title = columns.Column(verbose_name=_("Title"))
    unit = columns.Column(verbose_name=_("Unit"), accessor="unit__name", order_by=("unit__order", "unit__name"))
    video__duration = columns.Column(verbose_name=_("Length"), default="–", attrs=NOWRAP)
    state = columns.Column(verbose_name=_("State"))
    clip = columns.Column(verbose_name=_("Clip"), accessor="video__state", default="–")
    submitted_at = StampColumn(verbose_name=_("Submitted"), default="–")

    class Meta(Table.Meta):
        model = Entry
        fields: ClassVar[list[str]] = ["code", "title", "unit", "video__duration", "state", "clip", "submitted_at"]

    def render_title(self, value: str, record: Entry) -> Any:
        if not record.code:
            return value
        url = reverse("entries:staff_detail", args=[record.contest.slug, record.code])
        return format_html('<a href="{}">{}</a>', url, value)

    def value_title(self, value: str) -> str:
        return value

    def render_video__duration(self, value: float) -> str:
        return duration(value)

    def value_video__duration(self, value: float) -> str:
        return duration(value)

    def render_state(self, record: Entry) -> Any:
        return record.get_state_display()

    value_state = render_state

    def render_clip(self, record: Entry) -> Any:
        return record.video.get_state_display() if record.video else "–"

    value_clip = render_clip


class EntryFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["folded"]

    state = django_filters.ChoiceFilter(label=_("State"), choices=State, empty_label=_("every state"))

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = []

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(folded__contains=fold(value))
