"""Tickets and transfers: every change of their rows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.base.uploads import files
from lantoa.base.uploads.models import State, Upload, UploadTicket
from lantoa.base.uploads.protocol import Declaration
from lantoa.base.uploads.sizes import Size
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError, NoSpace, TooLarge

#: A clip needs room for itself, its renditions and what is made on the way.
ROOM_FACTOR = 2.2
#: So many unfinished transfers may stand open on one ticket; a further one replaces the oldest.
MOST_UNFINISHED = 3
#: So many whole files may be sent on one ticket, so that it is no way to fill the disk.
MOST_COMPLETE = 20
#: An unfinished transfer is kept so long after its ticket has run out.
KEEP_UNFINISHED = timedelta(days=1)


def issue_ticket(
    owner: Any,
    *,
    purpose: str,
    reference: str,
    max_bytes: int,
    rules: Mapping[str, Any] | None = None,
    expires_at: datetime,
) -> UploadTicket:
    """Leave for `owner` to send one kind of file of at most `max_bytes` until `expires_at`."""
    return UploadTicket.objects.create(
        owner=owner,
        purpose=purpose,
        reference=reference,
        max_bytes=max_bytes,
        rules=dict(rules or {}),
        expires_at=expires_at,
    )


def revoke_tickets(purpose: str, reference: str, *, now: datetime | None = None) -> int:
    """Take back every ticket given for `reference`; transfers under way on them are refused from now on."""
    standing = UploadTicket.objects.filter(purpose=purpose, reference=reference, revoked_at__isnull=True)
    return standing.update(revoked_at=now or clock.now())


def path_of(upload: Upload) -> Path:
    """Where the bytes of `upload` lie. Never serve this file."""
    return files.path_for(upload.pk)


def begin_upload(ticket: UploadTicket, declared: Declaration, *, by: Any, now: datetime | None = None) -> Upload:
    """Open a transfer on `ticket`: TooLarge, NoSpace or Conflict before a byte has travelled."""
    _check_size(ticket, declared.size)
    _check_room(declared.size)
    with transaction.atomic():
        UploadTicket.objects.select_for_update().get(pk=ticket.pk)
        if ticket.uploads.filter(state=State.COMPLETE).count() >= MOST_COMPLETE:
            raise Conflict("upload_ticket_used_up")
        unfinished = ticket.uploads.filter(state=State.RECEIVING).order_by("-created_at")
        for superfluous in unfinished[MOST_UNFINISHED - 1 :]:
            terminate_upload(superfluous, by=by)
        upload = Upload.objects.create(
            ticket=ticket,
            owner=by,
            filename=declared.filename,
            content_type=declared.content_type,
            size=declared.size,
            declared_sha256=declared.sha256,
        )
        files.create(upload.pk)
    return upload


def _check_size(ticket: UploadTicket, size: int) -> None:
    if size <= 0:
        raise DomainError("upload_empty")
    if size > ticket.max_bytes:
        raise TooLarge("upload_too_large", size=Size(size), max=Size(ticket.max_bytes))


def _check_room(size: int) -> None:
    needed = math.ceil(size * ROOM_FACTOR) + settings.LANTOA_UPLOAD_RESERVE_BYTES
    if files.free_bytes() < needed:
        raise NoSpace("upload_no_room")


def terminate_upload(upload: Upload, *, by: Any) -> None:
    """Cancel a transfer and forget its bytes; Conflict when it is complete."""
    with transaction.atomic():
        cancelled = Upload.objects.filter(pk=upload.pk, state=State.RECEIVING).update(
            state=State.TERMINATED, writer="", writer_until=None, touched_at=clock.now()
        )
        if not cancelled:
            raise Conflict("upload_complete")
        audit.record("upload.terminated", upload, by=by)
        transaction.on_commit(lambda: files.delete(upload.pk))


def sweep(now: datetime) -> int:
    """Duty: cancel transfers whose ticket ran out long ago; remove files that belong to none."""
    old = Upload.objects.filter(state=State.RECEIVING, ticket__expires_at__lt=now - KEEP_UNFINISHED)[:100]
    for upload in old:
        terminate_upload(upload, by=None)
    left = files.strangers(_with_bytes, older_than=(now - KEEP_UNFINISHED).timestamp())
    for path in left:
        path.unlink(missing_ok=True)
    return len(old) + len(left)


def _with_bytes(numbers: list) -> set:
    kept = Upload.objects.exclude(state=State.TERMINATED)
    return {
        pk
        for start in range(0, len(numbers), 500)
        for pk in kept.filter(pk__in=numbers[start : start + 500]).values_list("pk", flat=True)
    }
