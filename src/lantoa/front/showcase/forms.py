"""Filters of the gallery; they live in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.forms import Form, TextField
from lantoa.contest.contests.models import Category, Contest

ORDERS = [
    ("fair", _("Drawn anew each day")),
    ("code", _("By entry code")),
    ("newest", _("Newest first")),
    ("likes", _("Most liked first")),
]


class GalleryForm(Form):
    """Every field may be missing or nonsense: then it filters nothing."""

    search = TextField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category"), required=False, empty_label=_("All")
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    def __init__(self, data: Any, *, contest: Contest, units: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", _("All")), *((str(pk), name) for pk, name in units)]
        categories = Category.objects.filter(contest=contest)
        self.fields["category"].queryset = categories
        if not categories:
            del self.fields["category"]

    def chosen(self) -> dict[str, Any]:
        """The valid answers."""
        self.is_valid()
        return self.cleaned_data

    @property
    def filters_something(self) -> bool:
        return any(self.chosen().get(name) for name in ("search", "unit", "category"))
