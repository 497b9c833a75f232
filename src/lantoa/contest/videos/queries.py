"""What people are told of a video."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lantoa.base.jobs import leases
from lantoa.base.web.templatetags.lantoa import duration, filesize_vi, number, stamp
from lantoa.contest.videos import lifecycle, sentences
from lantoa.contest.videos.models import State, TechnicalCheck, Video
from lantoa.pure.kernel.clock import VIETNAM

_NAMES = {"mp4": "MP4", "mov": "MOV", "mkv": "MKV", "webm": "WebM"}


def state_sentence(video: Video) -> str:
    """The state in plain words, with the reason if there is one."""
    if video.state == State.FAILED:
        return reason_sentence(video)
    if video.reason and video.retry_at:
        again = _("It is tried again by itself after %(time)s.") % {"time": _time(video.retry_at)}
        return f"{reason_sentence(video)} {again}"
    return {
        State.RECEIVED: _("The clip has arrived and is examined in a moment."),
        State.PROBING: _("The clip is being examined."),
        State.QUEUED: _("The clip has been examined and waits to be prepared for playing."),
        State.ENCODING: _("The clip is being prepared for playing: %(percent)s%% done.") % {"percent": video.progress},
        State.READY: _("The clip is ready to play."),
    }[State(video.state)]


def reason_sentence(video: Video) -> str:
    """Why `video` failed or has to wait; empty when it did not."""
    if not video.reason:
        return ""
    text = str(sentences.REASONS.get(video.reason, sentences.UNKNOWN_REASON))
    return _fill(text, {name: str(value) for name, value in video.reason_params.items()}, str(sentences.UNKNOWN_REASON))


def checklist(video: Video) -> list[tuple[str, str]]:
    """(level, sentence) of each technical check: `pass`, `warn` or `fail`, in reading order."""
    return [(check.level, check_sentence(check)) for check in video.checks.all()]


def check_sentence(check: TechnicalCheck) -> str:
    text = str(sentences.FINDINGS.get((check.code, check.level), sentences.UNKNOWN_FINDING))
    return _fill(text, _localised(check.code, check.params), str(sentences.UNKNOWN_FINDING))


def blocking_checks(video: Video) -> list[TechnicalCheck]:
    """The failed checks that, by the rules of its ticket, refuse the clip."""
    return [check for check in video.checks.all() if check.blocking]


def to_examine(now: datetime) -> list[Any]:
    """Numbers of videos to examine on which nobody works."""
    return _due(lifecycle.TO_EXAMINE, now)


def to_prepare(now: datetime) -> list[Any]:
    """Numbers of videos to prepare on which nobody works, oldest first."""
    return _due(lifecycle.TO_PREPARE, now)


def _due(states: tuple[str, ...], now: datetime) -> list[Any]:
    return list(
        leases.due(Video.objects.filter(state__in=states), now).order_by("created_at").values_list("pk", flat=True)
    )


def _localised(code: str, params: Mapping[str, Any]) -> dict[str, str]:
    if code == "wrong_format":
        wanted = ", ".join(str(name).upper() for name in params.get("wanted", ()))
        return {"found": _NAMES.get(params.get("found", ""), str(params.get("found", ""))), "wanted": wanted}
    how = {"too_big": filesize_vi, "too_low_resolution": number}.get(code, duration)
    return {name: how(value) for name, value in params.items()}


def _fill(text: str, params: Mapping[str, str], otherwise: str) -> str:
    try:
        return text % params
    except (KeyError, TypeError, ValueError):
        # Stored by an older release, with other parameters.
        return otherwise


def _time(instant: datetime) -> str:
    return stamp(instant.astimezone(VIETNAM))
