"""Makers of uploads and videos."""

from datetime import timedelta
from itertools import count
from pathlib import Path

from tests import factories

from lantoa.base.uploads import services as uploads
from lantoa.base.uploads.models import State, Upload
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel import clock

_numbers = count(1)


def make_upload(*, owner=None, source: Path | None = None, purpose="clip", rules=None) -> Upload:
    """A complete upload, with the bytes of `source`."""
    owner = owner or factories.make_user()
    data = source.read_bytes() if source else b"not a video"
    ticket = uploads.issue_ticket(
        owner,
        purpose=purpose,
        reference=str(next(_numbers)),
        max_bytes=1 << 32,
        rules=rules or {},
        expires_at=clock.now() + timedelta(days=1),
    )
    upload = Upload.objects.create(
        ticket=ticket, owner=owner, filename="clip.mp4", size=len(data), offset=len(data), sha256="0" * 64,
        state=State.COMPLETE, completed_at=clock.now(),
    )  # fmt: skip
    uploads.path_of(upload).write_bytes(data)
    return upload


def make_video(*, source: Path | None = None, rules=None, **fields) -> Video:
    """A video that has just been received."""
    upload = make_upload(source=source, rules=rules)
    return Video.objects.create(upload=upload, reference=upload.ticket.reference, rules=upload.ticket.rules, **fields)
