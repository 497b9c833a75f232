"""What happens around every view: language, refused bytes, errors that speak."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from lantoa.base.web import errors
from lantoa.base.web.responses import error_response
from lantoa.pure.kernel.errors import DomainError

GetResponse = Callable[[HttpRequest], HttpResponse]
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}


def chosen_language(request: HttpRequest) -> str:
    """The language of the cookie, else the house's own.

    Accept-Language is ignored on purpose: the browsers of most readers here ask for English because nobody
    ever set them up, and a public page must look alike to everybody who is sent its address.
    """
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language(get_response: GetResponse) -> GetResponse:
    """Speak the reader's language, and say so in the headers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = chosen_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def reject_nul_bytes(get_response: GetResponse) -> GetResponse:
    """Answer 400 where a NUL byte would make the database raise."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if any("\0" in text for text in _texts(request)):
            with translation.override(chosen_language(request)):
                return error_response(
                    request,
                    status=400,
                    code="nul_byte",
                    text=gettext("The address or the form holds a sign that cannot be stored."),
                )
        return get_response(request)

    return middleware


def _texts(request: HttpRequest) -> Iterable[str]:
    yield request.path
    yield from request.COOKIES.values()
    for key, values in request.GET.lists():
        yield from (key, *values)
    if request.method == "POST" and request.content_type in FORM_TYPES:
        try:
            posted = request.POST
        except UnreadablePostError:
            return
        for key, values in posted.lists():
            yield from (key, *values)


def domain_errors(get_response: GetResponse) -> GetResponse:
    """Turn a DomainError that a view let go into a page, a fragment or JSON with its status."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_exception = _answer  # the hook by which Django hands over a view's exception
    return middleware


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if not isinstance(exception, DomainError):
        return None
    return error_response(
        request,
        status=exception.status,
        code=exception.code,
        text=errors.sentence(exception),
        params=exception.params,
    )
