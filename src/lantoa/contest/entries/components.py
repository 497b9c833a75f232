"""What the pages of an entry show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.base.audit import queries as audit
from lantoa.contest.contests import queries as contests
from lantoa.contest.entries import consents, queries, words
from lantoa.contest.entries.lifecycle import ENTRY
from lantoa.contest.entries.models import Entry, Purpose, State
from lantoa.contest.videos import access as video_access
from lantoa.contest.videos import queries as videos
from lantoa.contest.videos.models import State as VideoState
from lantoa.pure.kernel import clock

#: Video states in which something is still going to change by itself.
UNDER_WAY = (VideoState.RECEIVED, VideoState.PROBING, VideoState.QUEUED, VideoState.ENCODING)


def with_tones(entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """Each entry with the tone of its badge."""
    return [(entry, words.TONES[State(entry.state)]) for entry in entries]


def entry_page(request: HttpRequest, entry: Entry, given: Iterable[str] = ()) -> dict[str, Any]:
    """Everything on the entrant's page of one entry; `given` are the consents that are ticked already."""
    receives = contests.receives_entries(entry.contest, clock.now())
    editable = entry.state in queries.EDITABLE
    return {
        **state_of(request, entry, receives=receives),
        **paper_of(entry),
        "editable": editable,
        "may_send": editable and receives,
        "may_withdraw": ENTRY.allows("withdraw", entry.state),
        "rules": contests.media_rules(entry.contest).to_dict(),
        "consents": [(purpose.value, consents.TEXTS[purpose]) for purpose in Purpose],
        "given_consents": list(given),
        "ticket_url": reverse("entries:ticket", args=[entry.pk]),
        "done_url": reverse("entries:detail", args=[entry.pk]),
        "course": queries.course(entry),
        "shown": entry.state == State.ACCEPTED and entry.contest.showcase_at is not None,
        "breadcrumb": [(_("My entries"), reverse("entries:list"))],
    }


def paper_of(entry: Entry) -> dict[str, Any]:
    """What was written down: the form, the yeses, the receipts."""
    return {
        "credits": entry.credits.all(),
        "given": entry.consents.select_related("given_by"),
        "receipts": entry.receipts.all(),
    }


def state_of(request: HttpRequest, entry: Entry, *, receives: bool = True) -> dict[str, Any]:
    """The part of the page that changes by itself while a clip is examined and prepared."""
    video = entry.video
    return {
        "entry": entry,
        "video": video,
        "tone": words.TONES[State(entry.state)],
        "next": words.what_next(entry, receives=receives),
        "video_sentence": videos.state_sentence(video) if video else "",
        "checklist": videos.checklist(video) if video else [],
        "under_way": bool(video and video.state in UNDER_WAY),
        "source": video_access.playback_url(video, request.user) if video else "",
        "poster": video_access.poster_url(video, request.user) if video else "",
    }


def staff_page(request: HttpRequest, entry: Entry, *, may_act: bool) -> dict[str, Any]:
    """The secretariat's page of one entry."""
    return {
        **state_of(request, entry),
        **paper_of(entry),
        "contest": entry.contest,
        "events": audit.history(entry),
        "may_disqualify": may_act and ENTRY.allows("disqualify", entry.state),
        "may_reinstate": may_act and ENTRY.allows("reinstate", entry.state),
        "may_retry": may_act and bool(entry.code and entry.video and _may_succeed(entry.video)),
        "breadcrumb": [(_("Entries"), reverse("entries:staff_list", args=[entry.contest.slug]))],
    }


def _may_succeed(video: Any) -> bool:
    return video.state == VideoState.FAILED and not video.permanent
