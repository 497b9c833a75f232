"""Who may send and see which transfer: its owner, nobody else."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404

from lantoa.base.uploads.errors import Anonymous, Gone, TicketRefused, UnknownTicket
from lantoa.base.uploads.models import State, Upload, UploadTicket


def signed_in(user: Any) -> Any:
    """`user`, or Anonymous."""
    if not user.is_authenticated:
        raise Anonymous("upload_needs_sign_in")
    return user


def own_upload(user: Any, pk: uuid.UUID) -> Upload:
    """`user`'s upload; 404 for everybody else's, Gone once it has been cancelled."""
    upload = Upload.objects.select_related("ticket", "owner").filter(pk=pk, owner=signed_in(user)).first()
    if upload is None:
        raise Http404
    if upload.state == State.TERMINATED:
        raise Gone("upload_gone")
    return upload


def own_ticket(user: Any, text: str, *, now: datetime) -> UploadTicket:
    """`user`'s ticket with the number `text`, good at `now`."""
    signed_in(user)
    try:
        number = uuid.UUID(text)
    except ValueError:
        raise UnknownTicket("upload_ticket_unknown") from None
    ticket = UploadTicket.objects.filter(pk=number, owner=user).first()
    if ticket is None:
        raise UnknownTicket("upload_ticket_unknown")
    check_ticket(ticket, now=now)
    return ticket


def check_ticket(ticket: UploadTicket, *, now: datetime) -> None:
    """TicketRefused unless bytes may still travel on `ticket`."""
    if ticket.revoked_at is not None:
        raise TicketRefused("upload_ticket_revoked")
    if now >= ticket.expires_at:
        raise TicketRefused("upload_ticket_expired")


def check_open(upload: Upload, *, now: datetime) -> None:
    """TicketRefused when an unfinished upload may not go on; a finished one only repeats its answer."""
    if upload.state == State.RECEIVING:
        check_ticket(upload.ticket, now=now)
