"""Read people."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from lantoa.base.accounts.models import User


def people() -> QuerySet[User]:
    """Everybody, newest first, with `confirmed`: whether the address is known to be theirs."""
    proven = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=True)
    return User.objects.annotate(confirmed=Exists(proven)).order_by("-date_joined", "-pk")


def person_by_email(email: str) -> User | None:
    """The person with this address, however it is written."""
    return User.objects.filter(email=email.strip().lower()).first()


def has_superuser() -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exists()
