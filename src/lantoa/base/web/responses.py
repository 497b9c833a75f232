"""One refusal in the shape that its reader can use: a page, a fragment for htmx, or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

JSON = "application/json"


def wants_json(request: HttpRequest) -> bool:
    """Whether the client asked for JSON rather than for a page."""
    accept = request.headers.get("Accept", "")
    return JSON in accept and "text/html" not in accept


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked, and swaps a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def error_response(
    request: HttpRequest, *, status: int, code: str, text: str, params: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Answer `request` with `text`; `code` is for support, `params` only for programs."""
    if wants_json(request):
        body = {
            "code": code,
            "message": text,
            "params": {key: str(value) for key, value in (params or {}).items()},
        }
        return JsonResponse({"error": body}, status=status)
    if is_fragment(request):
        html = render_to_string("web/components/alert.html", {"tone": "bad", "text": text, "code": code})
        response = HttpResponse(html, status=status)
        # Added to the messages: what the reader was working on must stay where it is.
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "beforeend"
        return response
    return HttpResponse(_page(request, status, code, text), status=status)


def _page(request: HttpRequest, status: int, code: str, text: str) -> str:
    context = {"status": status, "code": code, "text": text}
    if not hasattr(request, "user"):
        # Refused before the session was read: the page that needs nothing.
        return render_to_string("web/errors/plain.html", context)
    return render_to_string("web/errors/domain.html", context, request)
