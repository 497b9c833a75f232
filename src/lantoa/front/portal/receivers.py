"""News from Wagtail."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.images import get_image_model


def close_temporary_file(instance: Any, created: bool, **_more: Any) -> None:
    """Wagtail leaves the file from which a new rendition was stored open until memory is swept."""
    if created:
        instance.file.close()


def connect() -> None:
    rendition = get_image_model().get_rendition_model()
    post_save.connect(close_temporary_file, sender=rendition, dispatch_uid="portal.close_temporary_file")
