"""Filters of staff lists: they live in the address, and search does not mind marks."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.search import search_marks

__all__ = ["FilterSet", "search_marks"]


class FilterSet(django_filters.FilterSet):
    """Base: a search box over `search_fields`, then the filters of the subclass."""

    search_fields: ClassVar[list[str]] = []

    search = django_filters.CharFilter(
        method="filter_search",
        label=_("Search"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not self.search_fields:
            del self.filters["search"]

    def filter_search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return search_marks(queryset, value, *self.search_fields)
