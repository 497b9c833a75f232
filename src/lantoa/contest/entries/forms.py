"""The entry form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit
from lantoa.base.web.forms import Form, TextField
from lantoa.contest.contests.models import Category, Contest
from lantoa.contest.entries.models import Entry
from lantoa.contest.entries.paperwork import MOST_CREDITS, MOST_DESCRIPTION, body


class BodyField(forms.CharField):
    """Several lines; a line break counts as one sign, whatever the browser sends."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return body(super().to_python(value) or "")


class EntryForm(Form):
    """Title, description and category; the unit is asked for only where there is a choice."""

    title = TextField(label=_("Title of the clip"), max_length=200)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)
    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.none(), required=False)
    description = BodyField(
        label=_("Description"),
        max_length=MOST_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the clip shows, in a few sentences. Everybody will read it beside the clip."),
    )

    def __init__(self, *args: Any, contest: Contest, units: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = contest.categories.all()
        if not contest.categories.exists():
            del self.fields["category"]
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units

    def values(self) -> dict[str, Any]:
        """What the service wants, without the unit."""
        return {
            "title": self.cleaned_data["title"],
            "description": self.cleaned_data["description"],
            "category": self.cleaned_data.get("category"),
        }


class CreditForm(Form):
    name = TextField(label=_("Name"), max_length=120, required=False)
    role = TextField(label=_("Part in the clip"), max_length=80, required=False)


CreditFormSet = formset_factory(CreditForm, extra=1, max_num=MOST_CREDITS, validate_max=True)
PREFIX = "credits"
#: What the button "one more author" sends where the browser does not add the line itself.
MORE = "more_credits"


def credit_rows(entry: Entry) -> list[dict[str, str]]:
    return [{"name": credit.name, "role": credit.role} for credit in entry.credits.all()]


def credits_of(formset: Any) -> list[tuple[str, str]]:
    """(name, part) of each line that has a name."""
    return [(row["name"], row.get("role", "")) for row in formset.cleaned_data if row.get("name")]


def typed_credits(posted: Any) -> list[dict[str, str]]:
    """What stands in the lines of a form that is shown once more, unread and unjudged."""
    names = [f"{PREFIX}-{line}-name" for line in range(MOST_CREDITS)]
    return [{"name": posted[name], "role": posted.get(name[:-4] + "role", "")} for name in names if posted.get(name)]
