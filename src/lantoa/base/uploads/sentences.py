"""The sentences and audit words of this room."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors

_MALFORMED = _(
    "The uploader and the server did not understand each other. Please reload the page and choose the file again."
)

errors.register(
    {
        "upload_needs_sign_in": _(
            "You are not signed in any more. Sign in again, then choose the same file: the transfer "
            "goes on where it stopped."
        ),
        "upload_ticket_unknown": _("There is no leave to upload here under this account. Please open the entry again."),
        "upload_ticket_revoked": _("Files are no longer received for this entry."),
        "upload_ticket_expired": _("The time for sending this file is over."),
        "upload_ticket_used_up": _("Too many files have been sent for this entry. Please ask the organisers."),
        "upload_empty": _("This file is empty. Please choose the finished clip."),
        "upload_too_large": _(
            "This file has %(size)s; at most %(max)s are received. Please export the clip with a lower bit rate."
        ),
        "upload_longer_than_declared": _(
            "More bytes arrived than the file was said to have. Nothing that had arrived is lost; "
            "please choose the same file again."
        ),
        "upload_no_room": _(
            "The server has no room for this file now. The organisers have to make room; please try again later."
        ),
        "upload_wrong_offset": _("The transfer goes on from another place: %(offset)s bytes are here already."),
        "upload_busy": _(
            "This file is being sent in another window, or the line was just cut. It goes on in a few seconds."
        ),
        "upload_too_many": _("Very many files are being sent at this moment. Yours goes on in a few seconds."),
        "upload_gone": _("This transfer has been cancelled. Please choose the file again."),
        "upload_complete": _("This file has arrived in full and can no longer be cancelled here."),
        "upload_checksum_differs": _(
            "A part of the file was damaged on its way and has been thrown away. It is sent again."
        ),
        "upload_differs": _(
            "The file that arrived is not the one that was sent. It has been thrown away; please send it again."
        ),
        "upload_wrong_version": _("The server speaks tus %(version)s."),
        "upload_needs_length": _MALFORMED,
        "upload_needs_offset": _MALFORMED,
        "upload_needs_content_length": _MALFORMED,
        "upload_bad_metadata": _MALFORMED,
        "upload_bad_checksum": _MALFORMED,
        "upload_wrong_type": _MALFORMED,
    }
)
labels.register(
    {
        "upload.completed": _("sent the file in full"),
        "upload.terminated": _("cancelled the transfer"),
    }
)
