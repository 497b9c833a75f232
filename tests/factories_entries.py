"""Entries for tests: they walk through the services, only the clip itself is put in place without a transfer."""

from __future__ import annotations

from typing import Any

from tests import factories

from lantoa.base.uploads.models import Upload
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries import services
from lantoa.contest.entries.models import Entry, Purpose
from lantoa.contest.videos.models import TechnicalCheck, Video
from lantoa.pure.kernel import clock

CONSENTS = [purpose.value for purpose in Purpose]


def make_call(**fields: Any) -> tuple[Contest, Any, Any]:
    """An open contest, the one unit that it invites, and that unit's representative."""
    unit = factories.make_unit()
    representative = factories.make_representative(unit)
    return factories.make_contest(units=[unit], **fields), unit, representative


def make_video(entry: Entry, *, state: str = "ready", duration: float = 480.0, **fields: Any) -> Video:
    """A clip that has arrived for `entry`, in `state`."""
    ticket = services.issue_ticket(entry, by=entry.created_by)
    upload = Upload.objects.create(
        ticket=ticket,
        owner=entry.created_by,
        filename="Clip dự thi.mp4",
        size=1000,
        offset=1000,
        sha256="ab" * 32,
        state="complete",
        completed_at=clock.now(),
    )
    values = {"media_key": f"{upload.pk}", "ready_at": clock.now(), "facts": {"duration_seconds": duration}}
    if state == "failed":
        values = {"reason": "unreadable", "permanent": True}
    video = Video.objects.create(
        upload=upload, reference=str(entry.pk), state=state, duration=duration, **{**values, **fields}
    )
    services.attach_video(video)
    entry.refresh_from_db()
    return video


def add_check(video: Video, code: str, level: str, *, blocking: bool = False, **params: Any) -> TechnicalCheck:
    return TechnicalCheck.objects.create(video=video, code=code, level=level, blocking=blocking, params=params)


def make_draft(contest: Contest, unit: Any, by: Any, *, title: str = "Đèn sáng ngõ xóm", **fields: Any) -> Entry:
    return services.begin_entry(contest, unit=unit, by=by, title=title, **fields)


def make_submitted(contest: Contest | None = None, unit: Any = None, by: Any = None, **fields: Any) -> Entry:
    """An entry with a playable clip, handed in."""
    if contest is None:
        contest, unit, by = make_call()
    entry = make_draft(contest, unit, by, **fields)
    make_video(entry)
    services.submit_entry(entry, by=by, consents=CONSENTS)
    entry.refresh_from_db()
    return entry


def make_accepted(contest: Contest | None = None, unit: Any = None, by: Any = None, **fields: Any) -> Entry:
    entry = make_submitted(contest, unit, by, **fields)
    services.accept_entry(entry, by=factories.make_organiser(entry.contest))
    entry.refresh_from_db()
    return entry
