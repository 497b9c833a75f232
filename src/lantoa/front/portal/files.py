"""Serve the pictures of pages."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from lantoa.base.web.http import respond_file

MONTH = 30 * 24 * 3600


def picture(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """A picture by its plain name; whatever is no picture is not served."""
    kind, _encoding = mimetypes.guess_type(name)
    path = Path(settings.MEDIA_ROOT) / folder / name
    if (
        name.startswith(".")
        or kind is None
        or not kind.startswith("image/")
        or kind == "image/svg+xml"
        or not path.is_file()
    ):
        raise Http404
    return respond_file(request, path, content_type=kind, max_age=MONTH)
