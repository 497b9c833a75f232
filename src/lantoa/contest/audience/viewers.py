"""Who watches, as far as counting needs it: a random cookie, hashed anew for each contest.

The cookie holds no name and the hash cannot be turned back, so nobody can follow one viewer from one
contest to the next, nor find a person behind a counted view.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "lantoa_viewer"
SALT = "lantoa.audience.viewer"
MAX_AGE = 180 * 24 * 3600
HASH_LETTERS = 32


def viewer_of(request: HttpRequest) -> str:
    """The viewer's random number from their cookie; empty when there is none, or a forged one."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT))


def remember_viewer(response: HttpResponse, viewer: str, *, secure: bool) -> None:
    """Give the browser its number."""
    response.set_signed_cookie(COOKIE, viewer, salt=SALT, max_age=MAX_AGE, httponly=True, samesite="Lax", secure=secure)


def new_viewer() -> str:
    return secrets.token_urlsafe(18)


def _digest(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def hash_viewer(viewer: str, contest_id: Any) -> str:
    """What the database keeps of a viewer."""
    key = _digest(settings.SECRET_KEY.encode(), f"{SALT}:{contest_id}")
    return _digest(key.encode(), viewer)[:HASH_LETTERS]
