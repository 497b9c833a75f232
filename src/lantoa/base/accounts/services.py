"""Write people and their ways in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse

from lantoa.base.accounts import access, first, queries
from lantoa.base.accounts.models import SignInLink, User
from lantoa.base.audit import services as audit
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError, Forbidden
from lantoa.pure.kernel.text import normalise

LINK_LIFE = timedelta(minutes=15)
INVITATION_LIFE = timedelta(hours=24)
TOKEN_BYTES = 32


def create_person(
    email: str,
    *,
    full_name: str,
    password: str | None = None,
    language: str = "vi",
    is_staff: bool = False,
    by: Any = None,
) -> User:
    """Add a person; whoever adds them vouches for the address. Conflict if the address has an account."""
    address = _address(email)
    name = normalise(full_name)
    if not name:
        raise DomainError("person_needs_name", field="full_name")
    if language not in dict(settings.LANGUAGES):
        raise DomainError("person_language_unknown", field="language")
    with transaction.atomic():
        if User.objects.filter(email=address).exists():
            raise Conflict("person_email_taken", field="email", email=address)
        try:
            with transaction.atomic():
                user = User.objects.create_user(address, password, full_name=name, language=language, is_staff=is_staff)
        except IntegrityError as race:
            # Somebody else added the same person between the question and the answer.
            raise Conflict("person_email_taken", field="email", email=address) from race
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
        audit.record("person.created", user, by=by)
    return user


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise DomainError("person_email_bad", field="email", email=address) from problem
    return address


def update_person(user: User, *, full_name: str, language: str, by: Any) -> User:
    """Change what a person says of themselves."""
    name = normalise(full_name)
    if not name:
        raise DomainError("person_needs_name", field="full_name")
    if language not in dict(settings.LANGUAGES):
        raise DomainError("person_language_unknown", field="language")
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        locked.full_name, locked.language = name, language
        locked.save(update_fields=["full_name", "language"])
        audit.record("person.updated", locked, by=by)
    return locked


def issue_sign_in_link(user: User, *, now: datetime | None = None) -> str:
    """The path of a way in for `user`: one use, 15 minutes, meant for the person's own mailbox."""
    return _new_link(user, now=now or clock.now(), life=LINK_LIFE, mailed=True)


def invite_person(user: User, *, by: Any, now: datetime | None = None) -> str:
    """The path of a way in for `user` that `by` hands over: one use, 24 hours."""
    if not access.may_invite(by, user):
        raise Forbidden("person_has_own_way_in")
    with transaction.atomic():
        audit.record("person.invited", user, by=by, now=now)
        return _new_link(user, now=now or clock.now(), life=INVITATION_LIFE, mailed=False)


def _new_link(user: User, *, now: datetime, life: timedelta, mailed: bool) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    SignInLink.objects.create(user=user, token_hash=digest(token), mailed=mailed, created_at=now, expires_at=now + life)
    return reverse("accounts:link", args=[token])


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def live_link(token: str, *, now: datetime | None = None) -> SignInLink:
    """The link of this token if it still opens; else a refusal that does not say why."""
    link = SignInLink.objects.select_related("user").filter(token_hash=digest(token)).first()
    if link is None or link.used_at or link.expires_at <= (now or clock.now()) or not link.user.is_active:
        raise LinkDead("sign_in_link_dead")
    return link


class LinkDead(DomainError):
    """The link was used, has run out, or never was."""

    status = 410


def use_sign_in_link(token: str, *, now: datetime | None = None) -> User:
    """Spend the link and return its person; the second of two who try at once is refused."""
    now = now or clock.now()
    with transaction.atomic():
        link = live_link(token, now=now)
        taken = SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now)
        if not taken:
            raise LinkDead("sign_in_link_dead")
        if link.mailed:
            _prove_address(link.user)
        audit.record("person.link_used", link.user, by=link.user, now=now)
    return link.user


def _prove_address(user: User) -> None:
    """The person reads mail at this address. A password set before that may be another's, so it ends."""
    address, _ = EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"primary": True})
    if address.verified:
        return
    address.verified = True
    address.save(update_fields=["verified"])
    user.set_unusable_password()
    user.save(update_fields=["password"])


def first_administrator_path() -> str | None:
    """A one-time address at which the first administrator signs up; None once there is one.

    Each call makes a new address and voids the former.
    """
    if queries.has_superuser():
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    first.keep(digest(token))
    return reverse("accounts:first", args=[token])


def first_token_opens(token: str) -> bool:
    """Whether `token` is the one of the last call of `first_administrator_path` and still of use."""
    kept = first.kept()
    return bool(kept) and secrets.compare_digest(kept, digest(token)) and not queries.has_superuser()


def create_first_administrator(token: str, *, email: str, full_name: str, password: str) -> User:
    """The first superuser; the token is void afterwards."""
    with transaction.atomic():
        if not first_token_opens(token) or not first.take():
            raise LinkDead("sign_in_link_dead")
        user = create_person(email, full_name=full_name, password=password, is_staff=True)
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
        audit.record("person.became_administrator", user, by=user)
    return user
