"""The standings as a list for staff."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NOWRAP, NumberColumn, Table
from lantoa.contest.results.models import Standing


class MeanColumn(NumberColumn):
    """The mean of one criterion, out of the document."""

    def __init__(self, means: dict[str, Decimal | None], name: str, places: int) -> None:
        super().__init__(verbose_name=name, places=places, empty_values=(), orderable=False)
        self.means = means

    def render(self, record: Standing) -> str:
        mean = self.means.get(record.entry.code)
        return "–" if mean is None else super().render(mean)

    def value(self, record: Standing) -> Any:
        return self.means.get(record.entry.code)


class StandingTable(Table):
    caption = _("Standings")
    empty_icon = "trophy"
    empty_title = _("No clip has been ranked")

    place = columns.Column(verbose_name=_("Place"), attrs=NOWRAP)
    code = columns.Column(verbose_name=_("Code"), accessor="entry__code", attrs=NOWRAP)
    title = columns.Column(verbose_name=_("Clip"), accessor="entry__title")
    unit = columns.Column(verbose_name=_("Unit"), accessor="entry__unit__name")
    score = NumberColumn(verbose_name=_("Score"))
    votes = NumberColumn(verbose_name=_("Likes"))
    views = NumberColumn(verbose_name=_("Views"))
    award = columns.Column(verbose_name=_("Prize"), accessor="award__title", default="")

    class Meta:
        model = Standing
        fields: ClassVar[list[str]] = ["place", "code", "title", "unit", "score", "votes", "views", "award"]

    def __init__(self, *args: Any, places: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.columns["score"].column.places = places

    def render_place(self, record: Standing) -> Any:
        return _("%(place)s (tied)") % {"place": record.place} if record.tied else str(record.place)

    def value_score(self, value: Decimal) -> Decimal:
        """With the decimals that count, and not those that the column in the database happens to have."""
        return value.quantize(Decimal(1).scaleb(-self.places))

    def value_place(self, record: Standing) -> int:
        return record.place


class StandingFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["entry__code", "entry__title", "entry__unit__name"]

    award = django_filters.ChoiceFilter(
        label=_("Prize"),
        method="filter_award",
        choices=[("yes", _("with a prize")), ("no", _("without a prize"))],
        empty_label=_("all clips"),
    )

    class Meta:
        model = Standing
        fields: ClassVar[list[str]] = []

    def filter_award(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(award__isnull=value == "no")
