"""What must be true before an entry may change; each function raises the refusal that says so."""

from __future__ import annotations

from datetime import datetime

from lantoa.contest.contests import queries as contests
from lantoa.contest.contests.models import Contest
from lantoa.contest.contests.models import State as ContestState
from lantoa.contest.entries import queries
from lantoa.contest.entries.errors import Incomplete, NotNow
from lantoa.contest.entries.models import Entry
from lantoa.contest.videos.models import State as VideoState
from lantoa.pure.kernel import clock


def require_open(contest: Contest, now: datetime) -> None:
    """NotNow, with the instant, unless the contest receives entries at `now`."""
    if contests.receives_entries(contest, now):
        return
    if contest.closes_at and now >= contest.closes_at:
        raise NotNow("entry_deadline_passed", closes_at=_local(contest.closes_at))
    if contest.state == ContestState.OPEN and contest.opens_at:
        raise NotNow("entry_not_open_yet", opens_at=_local(contest.opens_at))
    raise NotNow("entry_contest_not_open")


def require_editable(entry: Entry) -> None:
    if entry.state not in queries.EDITABLE:
        raise NotNow("entry_not_editable")


def require_sound_clip(entry: Entry) -> None:
    """Incomplete without a clip that has arrived whole, with an unreadable one, or with one that the rules refuse."""
    if entry.video is None:
        raise Incomplete("entry_without_clip")
    if entry.video.state == VideoState.FAILED and entry.video.permanent:
        raise Incomplete("entry_clip_unreadable")
    if queries.blocking_check(entry):
        raise Incomplete("entry_clip_against_rules")


def require_playable_clip(entry: Entry) -> None:
    if entry.video is None or entry.video.state != VideoState.READY:
        raise Incomplete("entry_clip_not_ready", code=entry.code)


def _local(instant: datetime) -> str:
    at = instant.astimezone(clock.VIETNAM)
    return f"{at:%H:%M}, {at.day}/{at.month}/{at.year}"
