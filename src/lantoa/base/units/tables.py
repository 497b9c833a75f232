"""The list of units."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Kind, Unit
from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import DayColumn, NumberColumn, Table


class UnitTable(Table):
    caption = _("Units")
    empty_icon = "building-2"
    empty_title = _("No units here")
    empty_text = _("Units are the organisations that take part. Add one, or paste a whole list of names.")

    order = NumberColumn(verbose_name=_("Order"))
    name = columns.Column(verbose_name=_("Unit"), linkify=("units:unit", {"pk": columns.A("pk")}))
    kind = columns.Column(verbose_name=_("Kind"))
    parent = columns.Column(verbose_name=_("Belongs to"), accessor="parent__name", default="–")
    people = NumberColumn(verbose_name=_("People"))
    speakers = NumberColumn(verbose_name=_("Representatives"))
    valid_to = DayColumn(verbose_name=_("Existed until"), default="")

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = ["order", "name", "kind", "parent", "people", "speakers", "valid_to"]

    def render_kind(self, record: Unit) -> Any:
        return record.get_kind_display()

    value_kind = render_kind


class UnitFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["name", "short_name"]

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=_("every kind"))
    parent = django_filters.ModelChoiceFilter(
        label=_("Belongs to"),
        queryset=Unit.objects.filter(children__isnull=False).distinct(),
        empty_label=_("anything"),
    )
    speakers = django_filters.ChoiceFilter(
        method="filter_speakers",
        label=_("Representative"),
        empty_label=_("with or without"),
        choices=[("yes", _("has a representative")), ("no", _("has none yet"))],
    )

    class Meta:
        model = Unit
        fields: ClassVar[list[str]] = []

    def filter_speakers(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(speakers__gt=0) if value == "yes" else queryset.filter(speakers=0)
