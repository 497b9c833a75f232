"""Forms of contests."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.base.units.models import Unit
from lantoa.base.web.forms import DateTimeField, Form, TextField
from lantoa.base.web.templatetags.lantoa import duration
from lantoa.contest.contests import fields as known
from lantoa.contest.contests.models import Contest, Role, State
from lantoa.pure.kernel.clock import VIETNAM

CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})")


class DurationInput(forms.TextInput):
    def format_value(self, value: Any) -> str:
        return duration(value) if isinstance(value, int) else (value or "")


class DurationField(forms.Field):
    """Minutes and seconds as people write them, `7:00`; a plain number counts minutes. Cleaned to seconds."""

    widget = DurationInput
    default_error_messages = {"invalid": _("Write minutes and seconds, for example 7:00.")}

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= 3:
            return int(text) * 60
        found = CLOCK.fullmatch(text)
        if not found or not text.isascii() or int(found[3]) > 59:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds


class ContestForm(Form):
    """All that is announced. What may not change any more is not offered."""

    title = TextField(label=_("Title"), max_length=known.WORDS["title"])
    organiser_name = TextField(label=_("Organised by"), max_length=known.WORDS["organiser_name"], required=False)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=known.TEXTS["summary"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A few sentences that everybody reads on the page of the contest."),
    )
    opens_at = DateTimeField(label=_("Reception opens"), required=False, help_text=_("Vietnam time."))
    closes_at = DateTimeField(
        label=_("Reception closes"),
        required=False,
        help_text=_("Vietnam time. “Until the end of the day” is 23:59; “24:00 on the 15th” is 0:00 on the 16th."),
    )
    min_seconds = DurationField(label=_("Shortest clip"), help_text=_("Minutes and seconds, for example 7:00."))
    max_seconds = DurationField(label=_("Longest clip"))
    tolerance_seconds = forms.IntegerField(
        label=_("Tolerance in seconds"), min_value=0, max_value=known.NUMBERS["tolerance_seconds"][1]
    )
    refuse_wrong_duration = forms.BooleanField(
        label=_("Refuse a clip of the wrong length at once"),
        required=False,
        help_text=_("Otherwise the entrant is warned and the screening panel decides."),
    )
    formats = forms.MultipleChoiceField(
        label=_("File kinds"),
        choices=[(word, word.upper()) for word in known.FORMATS],
        widget=forms.CheckboxSelectMultiple,
    )
    max_megabytes = forms.IntegerField(
        label=_("Largest file in MB"), min_value=1, max_value=known.NUMBERS["max_megabytes"][1]
    )
    min_height = forms.TypedChoiceField(
        label=_("Least picture height"),
        coerce=int,
        choices=[(0, _("any")), (480, "480p"), (720, "720p (HD)"), (1080, "1080p (Full HD)")],
    )
    entries_per_unit = forms.IntegerField(
        label=_("Most entries of one unit"), min_value=0, max_value=1000, help_text=_("0 means: as many as they like.")
    )
    entry_prefix = forms.CharField(
        label=_("Prefix of entry codes"), max_length=8, help_text=_("Capital letters; the first entry is then MS01.")
    )
    categories = forms.CharField(
        label=_("Categories"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line; leave empty if there is only one."),
    )
    note = forms.CharField(
        label=_("Note for the organisers"),
        max_length=known.TEXTS["note"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only people who work on the contest see it."),
    )
    reason = forms.CharField(
        label=_("Reason of a later deadline"),
        required=False,
        help_text=_("Needed when you put off the deadline; it is kept in the history."),
    )

    def __init__(
        self, *args: Any, contest: Contest | None = None, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.contest = contest or Contest()
        super().__init__(*args, initial={**self._present(), **(initial or {})}, **kwargs)
        self._offer_what_may_change()

    def _present(self) -> dict[str, Any]:
        contest = self.contest
        values = {name: getattr(contest, name) for name in known.ALL if name != "slug"}
        values["formats"] = contest.formats.split()
        values["categories"] = "\n".join(contest.categories.values_list("name", flat=True)) if contest.pk else ""
        return values

    def _offer_what_may_change(self) -> None:
        gone: set[str] = set()
        if self.contest.state == State.DRAFT:
            gone = {"reason"}
        else:
            gone = {*known.PROMISED, "categories"}
        if self.contest.state in {State.CLOSED, State.FINISHED}:
            gone |= {"closes_at", "reason"}
        for name in gone & set(self.fields):
            del self.fields[name]

    def clean_formats(self) -> str:
        return " ".join(self.cleaned_data["formats"])

    def values(self) -> dict[str, Any]:
        """The contest's own fields."""
        return {name: value for name, value in self.cleaned_data.items() if name in known.ALL}

    def category_names(self) -> list[str] | None:
        """None where categories may not change any more."""
        return self.cleaned_data["categories"].splitlines() if "categories" in self.cleaned_data else None


class RulesForm(Form):
    body = forms.CharField(
        label=_("Rules text"),
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("A line that begins with # is a heading."),
    )
    reason = forms.CharField(
        label=_("Reason of the change"),
        required=False,
        max_length=1000,
        help_text=_("Needed from the second version on; everybody can read it."),
    )


class RoleForm(Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person must have an account already."))
    role = forms.ChoiceField(label=_("Role"), choices=Role)


class ReopenForm(Form):
    closes_at = DateTimeField(label=_("New deadline"), help_text=_("Vietnam time."))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class UnitsForm(forms.Form):
    """The invited units, chosen out of the tree."""

    units = forms.ModelMultipleChoiceField(queryset=Unit.objects.all(), required=False)


def default_dates(now: datetime) -> dict[str, Any]:
    """Two months from tomorrow morning to an evening at 17:00: a start that people may change."""
    local = now.astimezone(VIETNAM)
    opens = (local + timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    return {"opens_at": opens, "closes_at": (opens + timedelta(days=60)).replace(hour=17)}
