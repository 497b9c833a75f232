"""Forms of those who run a round."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.forms import DateTimeField, Form, TextField
from lantoa.contest.contests.models import Contest
from lantoa.contest.judging import rubrics
from lantoa.contest.judging.models import Panel, Round, Rubric
from lantoa.contest.judging.numbers import TYPED, in_signs
from lantoa.pure.stats.official import MOST_PLACES

EMPTY_ROWS = 3


class NumberField(forms.CharField):
    """A number typed with a comma or a dot."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write a number like 8.5 or 8,5.")}

    def prepare_value(self, value: Any) -> Any:
        return in_signs(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = super().to_python(value)
        if not text:
            return None
        if not TYPED.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(text.replace(",", "."))


class RubricForm(Form):
    name = TextField(label=_("Name of the rubric"), max_length=rubrics.LONGEST_NAME)


class CriterionForm(Form):
    """One line of the rubric; a line without a name is left out."""

    name = TextField(label=_("Criterion"), max_length=rubrics.LONGEST_NAME, required=False)
    guidance = forms.CharField(
        label=_("What the judges look at"),
        max_length=rubrics.LONGEST_GUIDANCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    maximum = NumberField(label=_("Highest score"), required=False)
    step = NumberField(label=_("Step"), required=False)
    weight = NumberField(label=_("Weight"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        numbers = [data.get(field) for field in ("maximum", "step", "weight")]
        if not data.get("name") and (data.get("guidance") or any(number is not None for number in numbers)):
            self.add_error("name", _("Give the criterion a name, or empty the whole line to leave it out."))
        return data


class Criteria(BaseFormSet):
    """The lines that are filled in."""

    def rows(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]


CriteriaFormSet = formset_factory(
    CriterionForm, formset=Criteria, extra=EMPTY_ROWS, max_num=rubrics.MOST_CRITERIA + EMPTY_ROWS, absolute_max=40
)


class PanelForm(Form):
    name = TextField(label=_("Name of the panel"), max_length=120)


class MemberForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person must have an account already and becomes a judge of this contest."),
    )
    is_head = forms.BooleanField(label=_("Head of the jury"), required=False)


class RoundForm(Form):
    name = TextField(label=_("Name of the round"), max_length=120)
    panel = forms.ModelChoiceField(label=_("Panel"), queryset=Panel.objects.none())
    rubric = forms.ModelChoiceField(label=_("Rubric"), queryset=Rubric.objects.none())
    due_at = DateTimeField(label=_("Sheets due"), required=False, help_text=_("Vietnam time."))
    places = forms.IntegerField(
        label=_("Decimal places of the final score"),
        min_value=0,
        max_value=MOST_PLACES,
        initial=2,
        help_text=_("Rounded half up, once, at the very end. Clips with the same rounded score share a place."),
    )

    def __init__(self, *args: Any, contest: Contest, round: Round | None = None, **kwargs: Any) -> None:
        initial = {} if round is None else {name: getattr(round, name) for name in ("name", "due_at", "places")}
        if round is not None:
            initial |= {"panel": round.panel_id, "rubric": round.rubric_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["panel"].queryset = contest.panels.order_by("pk")
        self.fields["rubric"].queryset = contest.rubrics.order_by("pk")


class DueForm(Form):
    due_at = DateTimeField(label=_("New due date"), help_text=_("Vietnam time."))
    reason = forms.CharField(label=_("Reason"), max_length=1000, required=False)


class RecusalForm(Form):
    reason = forms.CharField(
        label=_("Why do you step back from this clip?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("For example: I took part in making it; I know the authors well."),
    )
