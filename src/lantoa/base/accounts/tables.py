"""The list of people."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.base.accounts.models import User
from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import StampColumn, Table


class PersonTable(Table):
    caption = _("People")
    empty_icon = "users"
    empty_title = _("Nobody found")
    empty_text = _("Nobody answers to this search. Try a part of the name or of the address.")

    full_name = columns.Column(
        verbose_name=_("Full name"), linkify=("accounts:person", {"pk": columns.A("pk")}), empty_values=()
    )
    email = columns.Column(verbose_name=_("E-mail address"))
    confirmed = columns.Column(verbose_name=_("Address"))
    last_login = StampColumn(verbose_name=_("Last signed in"), default=_("never"))
    date_joined = StampColumn(verbose_name=_("Since"))

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["full_name", "email", "confirmed", "last_login", "date_joined"]

    def render_full_name(self, record: User) -> str:
        return str(record)

    def render_confirmed(self, value: Any) -> str:
        return gettext("confirmed") if value else gettext("not confirmed")

    value_confirmed = render_confirmed


class PersonFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["full_name", "email"]

    came = django_filters.ChoiceFilter(
        method="filter_came",
        label=_("Signed in"),
        empty_label=_("everybody"),
        choices=[("yes", _("has signed in")), ("no", _("never signed in"))],
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []

    def filter_came(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(last_login__isnull=value == "no")
