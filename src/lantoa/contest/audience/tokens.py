"""The token of one view: the page of a clip hands it out, the player gives it back after ten seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing

from lantoa.pure.kernel.errors import Conflict, DomainError

SALT = "lantoa.audience.view"
#: Nobody has watched ten seconds of a clip whose page is younger than that.
YOUNGEST_SECONDS = 10
OLDEST_SECONDS = 6 * 3600


@dataclass(frozen=True, kw_only=True)
class Opened:
    """That `viewer` (hashed) opened the page of entry `entry_id`."""

    entry_id: int
    viewer: str
    at: datetime


def seal(opened: Opened) -> str:
    """The token for the page."""
    return signing.Signer(salt=SALT).sign_object([opened.entry_id, opened.viewer, int(opened.at.timestamp())])


def unseal(token: str) -> Opened:
    """What a token says; DomainError(`view_token_forged`) if it is not one of ours."""
    try:
        entry_id, viewer, at = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise DomainError("view_token_forged") from error
    return Opened(entry_id=entry_id, viewer=viewer, at=datetime.fromtimestamp(at, UTC))


def check(opened: Opened, *, entry_id: int, viewer: str, now: datetime) -> None:
    """Refuse the token of another clip or viewer, and one that is too young or too old."""
    if (opened.entry_id, opened.viewer) != (entry_id, viewer):
        raise DomainError("view_token_of_another")
    age = (now - opened.at).total_seconds()
    if age < YOUNGEST_SECONDS:
        raise Conflict("view_token_too_young", seconds=YOUNGEST_SECONDS)
    if age > OLDEST_SECONDS:
        raise Conflict("view_token_too_old", hours=OLDEST_SECONDS // 3600)
