"""The few pages that belong to no room: preferences, health, errors, the style guide."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lantoa.base.web.context_processors import THEME_COOKIE, THEMES
from lantoa.base.web.responses import error_response, is_fragment, wants_json

YEAR = 365 * 24 * 3600


def back(request: HttpRequest) -> str:
    """Where the reader came from, if that is on this site; else the front page."""
    wanted = request.POST.get("next") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/"


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    response = HttpResponseRedirect(back(request))
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


# Exempt from CSRF: it changes a preference of this browser only, and a token on every public page would make
# each of them private to its reader and so impossible to cache.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and go back."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        code = settings.LANGUAGE_CODE
    return _remember(request, settings.LANGUAGE_COOKIE_NAME, code)


@csrf_exempt
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's choice, and go back."""
    value = request.POST.get("theme", "")
    return _remember(request, THEME_COOKIE, value if value in THEMES else "system")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; only in development."""
    from lantoa.base.web import style_guide as samples

    if not settings.DEBUG:
        raise Http404
    return render(request, "web/style_guide.html", samples.context(request))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400, gettext("The request could not be understood. Nothing was changed."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, gettext("You may not see or do this. Perhaps another account of yours may."))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404, gettext("There is no page at this address. It may have been moved or taken down."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return _error(
        request,
        403,
        gettext("This page had been open for too long. Go back, reload it and send the form again."),
        code="csrf",
    )


def _error(request: HttpRequest, status: int, text: str, code: str = "") -> HttpResponse:
    if wants_json(request) or is_fragment(request):
        return error_response(request, status=status, code=code or str(status), text=text)
    context = {"status": status, "code": code or str(status), "text": text}
    return HttpResponse(render_to_string(f"web/errors/{status}.html", context, request), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever broke may be what the page needs."""
    text = gettext("Something broke on our side. It has been recorded; please try again in a few minutes.")
    context = {"status": 500, "code": "500", "text": text}
    return HttpResponse(render_to_string("web/errors/500.html", context), status=500)
