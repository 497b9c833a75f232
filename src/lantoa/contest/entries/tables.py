"""The secretariat's list of entries."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit
from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NOWRAP, StampColumn, Table
from lantoa.base.web.templatetags.lantoa import duration
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries import queries
from lantoa.contest.entries.models import Entry, State
from lantoa.contest.entries.words import TONES

#: A column of titles: the short columns beside it must not press it into one word a line.
ROOMY = {"td": {"class": "roomy"}}


class EntryTable(Table):
    caption = _("Entries")
    empty_icon = "film"
    empty_title = _("No entry here yet")
    empty_text = _("Entries appear here as soon as units begin them.")

    code = columns.Column(verbose_name=_("Code"), default="–", attrs=NOWRAP)
    title = columns.Column(verbose_name=_("Title"), attrs=ROOMY)
    category = columns.Column(verbose_name=_("Category"), default="–")
    unit = columns.Column(verbose_name=_("Unit"), accessor="unit__name", order_by=("unit__order", "unit__name"))
    video__duration = columns.Column(verbose_name=_("Length"), default="–", attrs=NOWRAP)
    state = columns.Column(verbose_name=_("State"))
    clip = columns.Column(verbose_name=_("Clip"), accessor="video__state", default="–")
    submitted_at = StampColumn(verbose_name=_("Submitted"), default="–")

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = [
            "code",
            "title",
            "category",
            "unit",
            "video__duration",
            "state",
            "clip",
            "submitted_at",
        ]

    def render_title(self, value: str, record: Entry) -> Any:
        slug = record.contest.slug
        if record.code:
            url = reverse("entries:staff_detail", args=[slug, record.code])
        else:
            url = reverse("entries:staff_draft", args=[slug, record.pk])
        return format_html('<a href="{}">{}</a>', url, value)

    def value_title(self, value: str) -> str:
        return value

    def render_video__duration(self, value: float) -> str:
        return duration(value)

    def value_video__duration(self, value: float) -> str:
        return duration(value)

    def render_state(self, record: Entry) -> Any:
        tone = TONES[State(record.state)]
        return format_html('<span class="badge badge-{}">{}</span>', tone, record.get_state_display())

    def value_state(self, record: Entry) -> Any:
        return record.get_state_display()

    def render_clip(self, record: Entry) -> Any:
        return record.video.get_state_display() if record.video else "–"

    value_clip = render_clip


class EntryFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["folded"]

    state = django_filters.ChoiceFilter(label=_("State"), choices=State, empty_label=_("every state"))
    unit = django_filters.ModelChoiceFilter(label=_("Unit"), queryset=Unit.objects.none(), empty_label=_("every unit"))

    class Meta:
        model = Entry
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, contest: Contest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = queries.units_of(contest)

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queries.search(queryset, value)
