"""News from rooms below; each only calls a service of this room."""

from __future__ import annotations

from typing import Any

from lantoa.contest.contests.models import Contest
from lantoa.contest.entries import services
from lantoa.contest.videos.models import Video


def clip_received(sender: object, video: Video, **_: Any) -> None:
    services.attach_video(video)


def showcase_opened(sender: object, contest: Contest, **_: Any) -> None:
    services.publish_accepted(contest)
