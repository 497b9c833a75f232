"""Who may watch what. Whoever hands out an address has authorised; the address is bound to that one person."""

from __future__ import annotations

import math
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core import signing
from django.http import Http404
from django.urls import reverse

from lantoa.contest.videos import folders
from lantoa.contest.videos.models import State, Video
from lantoa.pure.kernel import clock

#: A signed address is good for at most so long; all made within half an hour are the same, for the browser's cache.
SIGNED_SECONDS = 4 * 3600
SIGNED_STEP = 1800
_signer = signing.Signer(salt="lantoa.contest.videos")


def playback_url(video: Video, user: Any, *, now: datetime | None = None) -> str:
    """The address of the master playlist for `user`; empty while there is nothing to play.

    Public when the video is, else signed for `user`: call it only for somebody who may watch.
    """
    return _url(video, user, folders.MASTER, now)


def poster_url(video: Video, user: Any, *, now: datetime | None = None) -> str:
    """The same for the still picture."""
    return _url(video, user, folders.POSTER, now)


def public_file(pk: uuid.UUID, key: str, name: str) -> Path:
    """A file of a public video, else 404."""
    return _file(Video.objects.filter(public=True), pk, key, name)


def signed_file(user: Any, token: str, pk: uuid.UUID, key: str, name: str, *, now: datetime | None = None) -> Path:
    """A file for which `token` was signed for `user`, else 404, whatever is wrong."""
    if not _is_good(token, user, pk, now or clock.now()):
        raise Http404
    return _file(Video.objects.all(), pk, key, name)


def _url(video: Video | None, user: Any, name: str, now: datetime | None) -> str:
    if video is None or video.state != State.READY:
        return ""
    if video.public:
        return reverse("videos:public", args=[video.pk, video.media_key, name])
    if user is None or not user.is_authenticated:
        return ""
    token = _token(user, video.pk, now or clock.now())
    return reverse("videos:signed", args=[token, video.pk, video.media_key, name])


def _token(user: Any, pk: uuid.UUID, now: datetime) -> str:
    until = math.floor(now.timestamp() / SIGNED_STEP) * SIGNED_STEP + SIGNED_SECONDS
    return _signer.sign_object([user.pk, pk.hex, until])


def _is_good(token: str, user: Any, pk: uuid.UUID, now: datetime) -> bool:
    try:
        whose, which, until = _signer.unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return bool(
        user.is_authenticated and user.is_active and whose == user.pk and which == pk.hex and now.timestamp() < until
    )


def _file(videos: Any, pk: uuid.UUID, key: str, name: str) -> Path:
    rendition = folders.rendition_of(name)
    if rendition is None or folders.owner_of(key) is None:
        raise Http404
    found = videos.filter(pk=pk, media_key=key, state=State.READY)
    if rendition:
        found = found.filter(renditions__name=rendition)
    if not found.exists():
        raise Http404
    # Every part has been matched whole against what we make ourselves.
    path = folders.root() / key / name
    if not path.is_file():
        raise Http404
    return path
