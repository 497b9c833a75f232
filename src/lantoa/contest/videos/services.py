"""Every change of a video that people or other rooms cause."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.base.jobs import leases, queue
from lantoa.base.jobs.stopping import check as check_stopping
from lantoa.base.uploads.models import Upload
from lantoa.contest.videos import folders, queries, signals, tasks
from lantoa.contest.videos.lifecycle import VIDEO
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel.errors import Conflict


def receive_video(upload: Upload, *, now: datetime | None = None) -> Video:
    """Begin with a complete upload; a second call for the same upload changes nothing."""
    with transaction.atomic():
        video, made = Video.objects.get_or_create(
            upload=upload, defaults={"reference": upload.ticket.reference, "rules": upload.ticket.rules}
        )
        if made:
            audit.record("video.received", video, by=upload.owner, now=now)
            signals.video_received.send(sender=Video, video=video)
            _examine_soon(video)
    return video


def retry_video(video: Video, *, by: Any, now: datetime | None = None) -> Video:
    """Start a failed video again from the beginning; Conflict when it has not failed, or never can succeed."""
    with transaction.atomic():
        video = Video.objects.select_for_update().get(pk=video.pk)
        video.state = VIDEO.target("retry", video.state)
        if video.permanent:
            raise Conflict("video_failure_is_permanent")
        video.reason, video.reason_params, video.attempts, video.retry_at = "", {}, 0, None
        video.save(update_fields=["state", "reason", "reason_params", "attempts", "retry_at"])
        audit.record("video.retried", video, by=by, now=now)
        _examine_soon(video)
    return video


def set_public(video_ids: Iterable[uuid.UUID], public: bool) -> int:
    """Let everybody watch these videos, or nobody without a signed address; returns how many there are."""
    return Video.objects.filter(pk__in=list(video_ids)).update(public=public)


def take_up(now: datetime) -> int:
    """Duty: whatever nobody works on and has something to do is examined here, or put into the queue again.

    Examining is short and done at once, so that people see the checklist also while every worker prepares a clip.
    """
    waiting = queries.to_examine(now)
    for pk in waiting:
        check_stopping()
        tasks.examine_video.call(str(pk))
    due = queries.to_prepare(now)
    return len(waiting) + queue.enqueue_missing(tasks.prepare_video, *((str(pk),) for pk in due))


def sweep_folders(now: datetime) -> int:
    """Duty: remove folders that no row names and that no living worker can come to name."""
    named = set(Video.objects.exclude(media_key="").values_list("media_key", flat=True))
    keys = {*folders.published(), *folders.unfinished()} - named
    return folders.bury_the_dead() + sum(_sweep_one(key, now) for key in keys)


def _sweep_one(key: str, now: datetime) -> bool:
    owner = folders.owner_of(key)
    assert owner is not None
    with transaction.atomic():
        # The lock keeps the folder's worker from naming it in the meantime.
        video = Video.objects.select_for_update().filter(pk=owner.video).first()
        if video and (video.media_key == key or _is_held(video, owner.fence, now)):
            return False
        folders.discard(key)
    return True


def _is_held(video: Video, fence: int, now: datetime) -> bool:
    held = Video.objects.filter(pk=video.pk, fence=fence).exclude(leases.is_free(now))
    return held.exists()


def _examine_soon(video: Video) -> None:
    transaction.on_commit(lambda: tasks.examine_video.enqueue(str(video.pk)))
