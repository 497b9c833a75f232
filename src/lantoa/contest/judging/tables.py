"""Lists of rounds."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NumberColumn, StampColumn, Table
from lantoa.contest.judging.models import Round, RoundState


class RoundTable(Table):
    caption = _("Rounds")
    empty_icon = "gavel"
    empty_title = _("No round yet")
    empty_text = _("A round needs a rubric and a panel. Prepare both below, then the round.")

    name = columns.Column(
        verbose_name=_("Round"), linkify=("judging:round", {"slug": columns.A("contest__slug"), "pk": columns.A("pk")})
    )
    state = columns.Column(verbose_name=_("State"))
    panel = columns.Column(verbose_name=_("Panel"), accessor="panel__name")
    rubric = columns.Column(verbose_name=_("Rubric"), accessor="rubric__name")
    due_at = StampColumn(verbose_name=_("Sheets due"), default="–")
    submitted = NumberColumn(verbose_name=_("Sheets submitted"))
    sheets = NumberColumn(verbose_name=_("Sheets in all"))

    class Meta:
        model = Round
        fields: ClassVar[list[str]] = ["name", "state", "panel", "rubric", "due_at", "submitted", "sheets"]

    def render_state(self, record: Round) -> Any:
        return record.get_state_display()

    value_state = render_state


class RoundFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["name", "panel__name", "rubric__name"]

    state = django_filters.ChoiceFilter(label=_("State"), choices=RoundState, empty_label=_("every state"))

    class Meta:
        model = Round
        fields: ClassVar[list[str]] = []
