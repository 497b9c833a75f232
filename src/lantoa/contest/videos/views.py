"""Playlists, media and posters: by public address, or by one that is signed for a person."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from lantoa.base.web.http import respond_file
from lantoa.contest.videos import access

TYPES = {".m3u8": "application/vnd.apple.mpegurl", ".m4s": "video/mp4", ".jpg": "image/jpeg"}
YEAR = 365 * 86_400
HOUR = 3600


@require_safe
def public(request: HttpRequest, pk: uuid.UUID, key: str, name: str) -> HttpResponseBase:
    return _respond(request, access.public_file(pk, key, name), max_age=YEAR, public=True)


@require_safe
def signed(request: HttpRequest, token: str, pk: uuid.UUID, key: str, name: str) -> HttpResponseBase:
    path = access.signed_file(request.user, token, pk, key, name)
    return _respond(request, path, max_age=HOUR, public=False)


def _respond(request: HttpRequest, path: Path, *, max_age: int, public: bool) -> HttpResponseBase:
    etag = f"{path.parent.name}-{path.name}"
    answer = respond_file(request, path, content_type=TYPES[path.suffix], etag=etag, max_age=max_age, public=public)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-site"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
