"""What the pages of an entry show."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.base.audit import queries as audit
from lantoa.contest.contests import queries as contests
from lantoa.contest.entries import consents, queries, words
from lantoa.contest.entries.lifecycle import ENTRY
from lantoa.contest.entries.models import Entry, Purpose
from lantoa.contest.videos import access as video_access
from lantoa.contest.videos import queries as videos
from lantoa.contest.videos.models import State as VideoState
from lantoa.pure.kernel import clock

#: Video states in which something is still going to change by itself.
UNDER_WAY = (VideoState.RECEIVED, VideoState.PROBING, VideoState.QUEUED, VideoState.ENCODING)


def entry_page(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """Everything on the entrant's page of one entry."""
    receives = contests.receives_entries(entry.contest, clock.now())
    editable = entry.state in queries.EDITABLE
    return {
        **state_of(request, entry),
        "receives": receives,
        "editable": editable,
        "may_send": editable and receives,
        "may_withdraw": ENTRY.allows("withdraw", entry.state),
        "rules": contests.media_rules(entry.contest).to_dict(),
        "consents": [(purpose.value, consents.TEXTS[purpose]) for purpose in Purpose],
        "ticket_url": reverse("entries:ticket", args=[entry.pk]),
        "done_url": reverse("entries:detail", args=[entry.pk]),
        "receipts": entry.receipts.all(),
        "credits": entry.credits.all(),
        "breadcrumb": [(_("My entries"), reverse("entries:list"))],
    }


def state_of(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """The part of the page that changes by itself while a clip is examined and prepared."""
    video = entry.video
    return {
        "entry": entry,
        "contest": None,
        "video": video,
        "tone": words.TONES[entry.state],
        "next": words.what_next(entry),
        "video_sentence": videos.state_sentence(video) if video else "",
        "checklist": videos.checklist(video) if video else [],
        "under_way": bool(video and video.state in UNDER_WAY),
        "source": video_access.playback_url(video, request.user) if video else "",
        "poster": video_access.poster_url(video, request.user) if video else "",
    }


def state_tag(request: HttpRequest, entry: Entry) -> str:
    """Changes whenever the fragment would."""
    video = entry.video
    told = (entry.state, entry.reason, video and (str(video.pk), video.state, video.progress, video.reason))
    return hashlib.sha256(f"{told} {request.LANGUAGE_CODE}".encode()).hexdigest()[:20]


def staff_page(request: HttpRequest, entry: Entry, *, may_act: bool) -> dict[str, Any]:
    """The secretariat's page of one entry."""
    return {
        **state_of(request, entry),
        "contest": entry.contest,
        "receipts": entry.receipts.all(),
        "credits": entry.credits.all(),
        "events": audit.history(entry),
        "given": entry.consents.all(),
        "may_disqualify": may_act and ENTRY.allows("disqualify", entry.state),
        "may_reinstate": may_act and ENTRY.allows("reinstate", entry.state),
        "may_retry": may_act and bool(entry.video and entry.video.state == VideoState.FAILED),
        "breadcrumb": [(_("Entries"), reverse("entries:staff_list", args=[entry.contest.slug]))],
    }
