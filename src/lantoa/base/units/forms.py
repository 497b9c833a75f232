"""Forms of units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.base.units import queries
from lantoa.base.units.models import Kind, Unit
from lantoa.base.units.services import HIGHEST_ORDER, LONGEST_NAME, LONGEST_SHORT_NAME
from lantoa.base.web.forms import DateField, Form, TextField

#: No-break spaces, because a browser swallows others at the start of an option.
INDENT = "\u00a0\u00a0\u00a0"


class UnitChoice(forms.ModelChoiceField):
    """A unit out of the tree, indented by its depth."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Unit.objects.all(), **options)

    def offer(self, without: Unit | None = None) -> None:
        """Fill the list; `without` and everything below it cannot be chosen."""
        hidden = {without.pk, *queries.descendant_ids(without)} if without else set()
        rows = [(depth, unit) for depth, unit in queries.as_tree(Unit.objects.all()) if unit.pk not in hidden]
        self.queryset = Unit.objects.exclude(pk__in=hidden)
        self.widget.choices = [("", self.empty_label), *((unit.pk, INDENT * depth + unit.name) for depth, unit in rows)]


class UnitForm(Form):
    name = TextField(label=_("Name"), max_length=LONGEST_NAME)
    short_name = TextField(label=_("Short name"), max_length=LONGEST_SHORT_NAME, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    parent = UnitChoice(label=_("Belongs to"), required=False, empty_label=_("nothing: it stands at the top"))
    order = forms.IntegerField(
        label=_("Official order"),
        min_value=0,
        max_value=HIGHEST_ORDER,
        initial=0,
        help_text=_("Units are listed by this number, then by name."),
    )
    valid_from = DateField(label=_("Exists since"), required=False)
    valid_to = DateField(label=_("Existed until"), required=False, help_text=_("Leave empty while the unit exists."))

    def __init__(self, *args: Any, unit: Unit | None = None, **kwargs: Any) -> None:
        if unit:
            kwargs["initial"] = {name: getattr(unit, name) for name in self.base_fields if name != "parent"}
            kwargs["initial"]["parent"] = unit.parent_id
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(without=unit)


class PasteForm(Form):
    names = forms.CharField(
        label=_("Names"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("One unit on each line, in official order."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    parent = UnitChoice(
        label=_("All of them belong to"), required=False, empty_label=_("nothing: they stand at the top")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer()


class MemberForm(Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person must have an account already."))
    represents = forms.BooleanField(label=_("may send entries in the name of this unit"), required=False, initial=True)
