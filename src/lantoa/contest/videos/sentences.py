"""Everything this room says of a clip, by code."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors

#: Why a clip cannot be played (or not yet).
REASONS: dict[str, Any] = {
    "not_a_video": _("This is not a video file that can be received. Please send MP4, MOV, MKV or WebM."),
    "unreadable": _(
        "The file cannot be read: it is damaged, or was not exported to its end. Please export it "
        "again and send it anew."
    ),
    "undecodable": _(
        "The picture or sound in this file is too damaged to be played. Please export it again and send it anew."
    ),
    "no_picture_track": _("The file has sound but no picture."),
    "too_many_streams": _(
        "The file holds %(found)s tracks; at most %(most)s are received. Please export it with one "
        "picture and one sound track."
    ),
    "picture_too_large": _("The picture is too large (%(width)s × %(height)s). Please export it at 4K or smaller."),
    "codec_not_allowed": _(
        "The file uses the coding “%(codec)s”, which is not received. Please export it as H.264 with AAC sound."
    ),
    "frame_rate_not_allowed": _("The file has %(fps)s pictures a second. Please export it with 60 or fewer."),
    "took_too_long": _("Preparing this clip took too long."),
    "ffmpeg_failed": _("Preparing this clip did not succeed."),
    "killed": _("Preparing this clip did not succeed."),
    "no_ffmpeg": _("Preparing this clip failed through a fault on our side."),
    "no_space": _("The server has no room to prepare this clip now; the organisers have to make room."),
    "original_missing": _("The file that was sent is no longer on the server. Please send it again."),
    "gave_up": _("Preparing this clip broke off several times. The organisers can start it again."),
    "internal": _("Preparing this clip failed through a fault on our side."),
}
UNKNOWN_REASON = _("This clip could not be prepared.")

#: What was measured, by code and level; a pass is said too, so that people see what was looked at.
FINDINGS: dict[tuple[str, str], Any] = {
    ("too_short", "pass"): _("Long enough: %(seconds)s (at least %(min)s)"),
    ("too_short", "fail"): _("Too short: %(seconds)s, at least %(min)s is asked for"),
    ("too_long", "pass"): _("Not too long: %(seconds)s (at most %(max)s)"),
    ("too_long", "fail"): _("Too long: %(seconds)s, at most %(max)s is allowed"),
    ("too_big", "pass"): _("Size of the file: %(bytes)s (at most %(max)s)"),
    ("too_big", "fail"): _("The file is too big: %(bytes)s, at most %(max)s is allowed"),
    ("wrong_format", "pass"): _("Format received: %(wanted)s"),
    ("wrong_format", "fail"): _("The format is %(found)s; asked for: %(wanted)s"),
    ("too_low_resolution", "pass"): _("Picture large enough: %(height)s lines (at least %(min)s)"),
    ("too_low_resolution", "fail"): _("The picture is too small: %(height)s lines, at least %(min)s are asked for"),
    ("truncated", "pass"): _("The clip is whole to its end"),
    ("truncated", "fail"): _("The clip breaks off: %(seconds)s can be played of %(declared)s"),
    ("mostly_black", "pass"): _("The picture is not black"),
    ("mostly_black", "warn"): _("The picture is black for %(seconds)s of %(of)s"),
    ("mostly_black", "fail"): _("The picture is black nearly throughout: %(seconds)s of %(of)s"),
    ("mostly_frozen", "pass"): _("The picture moves"),
    ("mostly_frozen", "warn"): _("The picture stands still for %(seconds)s of %(of)s"),
    ("mostly_frozen", "fail"): _("The picture stands still nearly throughout: %(seconds)s of %(of)s"),
    ("no_sound", "pass"): _("The clip has sound"),
    ("no_sound", "warn"): _("The clip has no sound"),
    ("no_sound", "fail"): _("The clip has no sound"),
    ("mostly_silent", "pass"): _("The sound can be heard"),
    ("mostly_silent", "warn"): _("There is silence for %(seconds)s of %(of)s"),
    ("mostly_silent", "fail"): _("There is silence for %(seconds)s of %(of)s"),
}
UNKNOWN_FINDING = _("Another technical check")

errors.register(
    {
        "video_cannot_retry": _("This clip has not failed; there is nothing to start again."),
        "video_failure_is_permanent": _(
            "Starting again cannot help: the file itself is the trouble. A new file has to be sent."
        ),
    }
)
labels.register(
    {
        "video.received": _("the clip arrived"),
        "video.ready": _("the clip became ready to play"),
        "video.failed": _("the clip could not be prepared"),
        "video.retried": _("had the clip prepared again"),
    }
)
