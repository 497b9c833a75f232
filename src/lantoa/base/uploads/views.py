"""tus 1.0 over HTTP: core, creation, creation-with-upload, termination, checksum, expiration."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lantoa.base.uploads import access, protocol, services, transfer
from lantoa.base.uploads.models import Upload
from lantoa.base.uploads.responses import speaks_tus, with_offset
from lantoa.pure.kernel import clock


def _options(request: HttpRequest, pk: uuid.UUID | None = None) -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["Tus-Version"] = protocol.VERSION
    answer["Tus-Extension"] = protocol.EXTENSIONS
    answer["Tus-Checksum-Algorithm"] = ",".join(protocol.ALGORITHMS)
    return answer


def _create(request: HttpRequest) -> HttpResponse:
    access.signed_in(request.user)
    declared = protocol.declaration(request.headers)
    ticket = access.own_ticket(request.user, declared.ticket, now=clock.now())
    upload = services.begin_upload(ticket, declared, by=request.user)
    answer = HttpResponse(status=201)
    answer["Location"] = request.build_absolute_uri(reverse("uploads:item", args=[upload.pk]))
    if request.content_type == protocol.CONTENT_TYPE:
        upload = _receive(request, upload, offset=0)
    return with_offset(answer, upload)


def _head(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    upload = access.own_upload(request.user, pk)
    answer = with_offset(HttpResponse(status=200), upload)
    answer["Upload-Length"] = str(upload.size)
    return answer


def _patch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    upload = access.own_upload(request.user, pk)
    protocol.check_content_type(request.headers)
    access.check_open(upload, now=clock.now())
    upload = _receive(request, upload, offset=protocol.offset(request.headers))
    return with_offset(HttpResponse(status=204), upload)


def _receive(request: HttpRequest, upload: Upload, *, offset: int) -> Upload:
    return transfer.receive(
        upload,
        request,
        offset=offset,
        length=protocol.body_length(request.headers),
        checksum=protocol.checksum(request.headers),
    )


def _delete(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    services.terminate_upload(access.own_upload(request.user, pk), by=request.user)
    return HttpResponse(status=204)


collection = speaks_tus(POST=_create, OPTIONS=_options)
item = speaks_tus(HEAD=_head, PATCH=_patch, DELETE=_delete, OPTIONS=_options)
