"""Letters that this room writes."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils import translation

from lantoa.base.accounts.models import User


def send_sign_in_link(user: User, path: str) -> None:
    """The letter with a sign-in link, in the person's own language."""
    with translation.override(user.language):
        get_adapter().send_mail(
            "accounts/email/sign_in_link", user.email, {"person": user, "link": settings.BASE_URL + path, "minutes": 15}
        )
