"""Forms of people: allauth's in our words, and our own."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from lantoa.base.accounts.models import User
from lantoa.base.web.forms import Form, TextField

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
PASSWORD_HELP = _("At least 10 signs. A short sentence that only you know is good.")


def _email_field(**options: Any) -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    return forms.EmailField(label=_("E-mail address"), max_length=254, widget=widget, **options)


class Plain:
    """allauth puts labels into placeholders, where they vanish while one types."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


class LoginForm(Plain, allauth_forms.LoginForm):
    labels = {
        "login": _("E-mail address"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }


class SignupForm(Plain, allauth_forms.SignupForm):
    full_name = TextField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["full_name", "email", "password1"]
    labels = {"email": _("E-mail address"), "password1": _("Password"), "full_name": _("Full name")}
    helps = {"password1": PASSWORD_HELP}


class AddEmailForm(Plain, allauth_forms.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class ChangePasswordForm(Plain, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    helps = {"password1": PASSWORD_HELP}


class SetPasswordForm(Plain, allauth_forms.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    helps = {"password1": PASSWORD_HELP}


class ResetPasswordForm(Plain, allauth_forms.ResetPasswordForm):
    labels = {"email": _("E-mail address")}


class ResetPasswordKeyForm(Plain, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    helps = {"password1": PASSWORD_HELP}


class LinkRequestForm(Form):
    email = _email_field()


class FirstAdministratorForm(Form):
    full_name = TextField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = _email_field()
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        password = data.get("password")
        if password:
            try:
                validate_password(password, User(email=data.get("email", ""), full_name=data.get("full_name", "")))
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return data


class PersonForm(Form):
    full_name = TextField(label=_("Full name"), max_length=150)
    email = _email_field()
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial=settings.LANGUAGE_CODE)


class ProfileForm(Form):
    full_name = TextField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
