"""Forms that keep what was typed and say at the field what is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from lantoa.base.web import errors
from lantoa.pure.kernel.errors import DomainError
from lantoa.pure.kernel.text import normalise


class Renderer(TemplatesSetting):
    """Django's FORM_RENDERER: our templates for forms and fields, Django's own for the widgets."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/components/field.html"


class Refusable(forms.BaseForm):
    """A form that can also show why a service refused."""

    #: The status of the last refusal, if any.
    refused_with: int | None = None

    def refuse(self, error: DomainError) -> None:
        """Show the sentence of `error`: at the field named by its parameter `field`, else at the top."""
        field = error.params.get("field")
        self.add_error(field if field in self.fields else None, errors.sentence(error))
        self.refused_with = error.status

    @property
    def status(self) -> int:
        """The HTTP status with which to show this form again."""
        if self.refused_with:
            return self.refused_with
        return 400 if self.is_bound and self.errors else 200


class Form(Refusable, forms.Form):
    """Base of forms that belong to no model."""


class ModelForm(Refusable, forms.ModelForm):
    """Base of forms that edit a model's fields; what they save goes through a service."""


class TextField(forms.CharField):
    """One line of Vietnamese text in one form: composed letters, no invisible signs, single spaces."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return normalise(text) if text else text


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker for an instant, without seconds."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DateInput(forms.DateInput):
    """The browser's own picker for a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeField(forms.DateTimeField):
    """An instant in Vietnam's time; always sent and read as ISO 8601, whatever the language of the page."""

    widget = DateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        return super().to_python(value.strip() if isinstance(value, str) else value)


class DateField(forms.DateField):
    """A day, sent and read as ISO 8601."""

    widget = DateInput
