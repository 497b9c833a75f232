"""What the queue carries: a number of a video. Running one twice, or too late, does no harm."""

from __future__ import annotations

import uuid

from django_tasks import task

from lantoa.contest.videos import preparation


@task(priority=50)
def examine_video(video_id: str) -> None:
    """Short, so it goes before every preparation."""
    if preparation.examine(uuid.UUID(video_id)):
        prepare_video.enqueue(video_id)


@task
def prepare_video(video_id: str) -> None:
    preparation.prepare(uuid.UUID(video_id))
