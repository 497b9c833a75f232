"""The prizes of a contest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.forms import Form, TextField
from lantoa.contest.results import services

EMPTY_ROWS = 3


class AwardForm(Form):
    """One line; a line without a name is left out."""

    title = TextField(label=_("Prize"), max_length=services.LONGEST_TITLE, required=False)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=services.MOST_OF_ONE, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("title") and data.get("quantity"):
            self.add_error("title", _("Give the prize a name, or empty the whole line to leave it out."))
        if data.get("title") and data.get("quantity") is None and "quantity" not in self.errors:
            self.add_error("quantity", _("Say how many of this prize there are."))
        return data


class Awards(BaseFormSet):
    """The lines that are filled in."""

    def rows(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("title")]


AwardsFormSet = formset_factory(
    AwardForm, formset=Awards, extra=EMPTY_ROWS, max_num=services.MOST_AWARDS + EMPTY_ROWS, absolute_max=60
)
