"""What this house asks of django-allauth: a full name, our sentences, our words in mails."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lantoa.pure.kernel.text import normalise

YEAR = 365 * 24 * 3600


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account has been closed. Please ask the organisers."),
        "email_password_mismatch": _(
            "The e-mail address and the password do not belong together. Check both, or ask for a sign-in link."
        ),
        "email_taken": _("There is an account with this e-mail address already. Sign in, or ask for a sign-in link."),
        "duplicate_email": _("This is the address of your account already."),
        "enter_current_password": _("Please type your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_login": _("Please type an e-mail address."),
        "invalid_password_reset": _("This link cannot be used any more. Please ask for a new one."),
        "too_many_login_attempts": _("Too many attempts with a wrong password. Please try again in a few minutes."),
        "unknown_email": _("No account has this e-mail address."),
        "unverified_primary_email": _("Your e-mail address must be confirmed first."),
        "same_as_current": _("The new value must differ from the present one."),
        "max_email_addresses": _("You cannot have more than %d e-mail addresses."),
        "rate_limited": _("That was too often in a short time. Please wait a few minutes and try again."),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.full_name = normalise(form.cleaned_data.get("full_name", ""))
        user.language = get_language() or settings.LANGUAGE_CODE
        if commit:
            user.save()
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """On a new device the site speaks the language of the person's profile."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, user.language, secure=request.is_secure())
        return response


def remember_language(response: HttpResponse, code: str, *, secure: bool) -> None:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=secure)
