"""This room's addresses with the style guide, and a folder of files served by ranges."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from tests.base.web.urls import handler400, handler403, handler404, handler500
from tests.base.web.urls import urlpatterns as room

from lantoa.base.web.http import respond_file

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def clip(request: HttpRequest, name: str) -> HttpResponseBase:
    kind = "application/vnd.apple.mpegurl" if name.endswith(".m3u8") else "video/mp4"
    try:
        return respond_file(request, settings.TEST_CLIPS / name, content_type=kind, max_age=60)
    except FileNotFoundError as error:
        raise Http404 from error


urlpatterns = [path("clips/<str:name>", clip), *room]
