"""Answers of the transfer's addresses: tus headers, and every refusal as JSON in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from django.utils.translation import gettext_lazy as _

from lantoa.base.uploads import protocol
from lantoa.base.uploads.models import Upload
from lantoa.base.web import errors
from lantoa.pure.kernel.errors import DomainError

View = Callable[..., HttpResponse]
NOT_FOUND = _("There is no such upload, or it belongs to somebody else.")
NOT_ALLOWED = _("This address is for the uploader; it has no page to show.")


def speaks_tus(**methods: View) -> View:
    """One view out of one function for each method."""
    allowed = ", ".join(name for name in methods if name != "PATCH_BY_POST")

    def dispatch(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        method = (
            request.headers.get("X-HTTP-Method-Override", request.method)
            if request.method == "POST"
            else request.method
        )
        handler = methods.get(str(method))
        try:
            if handler is None:
                answer: HttpResponse = _refusal(405, "upload_wrong_method", NOT_ALLOWED)
                answer["Allow"] = allowed
            else:
                if method != "OPTIONS":
                    protocol.check_version(request.headers)
                answer = handler(request, *args, **kwargs)
        except DomainError as error:
            answer = refused(error)
        except Http404:
            answer = _refusal(404, "upload_unknown", NOT_FOUND)
        answer["Tus-Resumable"] = protocol.VERSION
        answer["Cache-Control"] = "no-store"
        return answer

    return wraps(next(iter(methods.values())))(dispatch)


def refused(error: DomainError) -> HttpResponse:
    """JSON with the sentence; what a client can act on is repeated in tus headers."""
    answer = _refusal(error.status, error.code, errors.sentence(error), error.params)
    if error.status == 412:
        answer["Tus-Version"] = protocol.VERSION
    if error.code == "upload_wrong_offset":
        answer["Upload-Offset"] = str(error.params["offset"])
    if error.status == 503:
        answer["Retry-After"] = "5"
    if error.status == 460:
        answer.reason_phrase = "Checksum Mismatch"
    return answer


def _refusal(status: int, code: str, text: Any, params: Mapping[str, Any] | None = None) -> HttpResponse:
    told = {key: str(value) for key, value in (params or {}).items()}
    return JsonResponse({"error": {"code": code, "message": str(text), "params": told}}, status=status)


def with_offset(answer: HttpResponse, upload: Upload) -> HttpResponse:
    answer["Upload-Offset"] = str(upload.offset)
    if upload.completed_at is None:
        answer["Upload-Expires"] = http_date(upload.ticket.expires_at.timestamp())
    return answer
