"""News from below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantoa.base.uploads.models import Upload
from lantoa.base.uploads.signals import upload_completed
from lantoa.contest.videos import services

#: The purpose of tickets whose uploads become videos.
CLIP = "clip"


@receiver(upload_completed, sender=Upload)
def upload_is_complete(*, upload: Upload, **_: Any) -> None:
    if upload.ticket.purpose == CLIP:
        services.receive_video(upload)
