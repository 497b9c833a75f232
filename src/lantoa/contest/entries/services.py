"""Everything that changes an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lantoa.base.audit.services import record
from lantoa.base.units.models import Unit
from lantoa.base.uploads import services as uploads
from lantoa.base.uploads.models import UploadTicket
from lantoa.contest.contests import queries as contests
from lantoa.contest.contests.models import Category, Contest
from lantoa.contest.entries import queries
from lantoa.contest.entries.conditions import (
    require_editable,
    require_open,
    require_playable_clip,
    require_sound_clip,
)
from lantoa.contest.entries.errors import Incomplete, NotInvited, NotNow
from lantoa.contest.entries.lifecycle import ENTRY
from lantoa.contest.entries.models import Entry, Receipt, State
from lantoa.contest.entries.paperwork import give_code, issue_receipt, keep_consents, write_credits, write_form
from lantoa.contest.entries.signals import entry_accepted, entry_removed, entry_submitted
from lantoa.contest.videos import services as videos
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel import clock

CLIP = "clip"
#: A transfer that began in time may still be resumed for so long; a submission may not.
RESUMABLE_AFTER_DEADLINE = timedelta(days=1)


@transaction.atomic
def begin_entry(
    contest: Contest,
    *,
    unit: Unit,
    by: Any,
    title: str,
    description: str = "",
    category: Category | None = None,
    credits: Sequence[tuple[str, str]] = (),
    now: datetime | None = None,
) -> Entry:
    """A draft for `unit`. `credits` are (name, part) pairs.

    NotInvited for a unit that is not invited or not one's own; NotNow outside the dates or beyond the quota.
    """
    now = now or clock.now()
    locked = Contest.objects.select_for_update().get(pk=contest.pk)
    if not queries.invited_units_of(by, locked).filter(pk=unit.pk).exists():
        raise NotInvited("entry_unit_not_invited", field="unit")
    require_open(locked, now)
    if queries.quota_left(locked, unit) == 0:
        raise NotNow("entry_quota_used_up", most=locked.entries_per_unit, unit=unit.name)
    entry = Entry(contest=locked, unit=unit, created_by=by)
    write_form(entry, title, description, category)
    entry.save()
    write_credits(entry, credits)
    record("entry.begun", entry, by=by, scope=locked, now=now)
    return entry


@transaction.atomic
def edit_entry(
    entry: Entry,
    *,
    by: Any,
    title: str,
    description: str = "",
    category: Category | None = None,
    credits: Sequence[tuple[str, str]] = (),
    now: datetime | None = None,
) -> Entry:
    """Change what the form holds, while the entry is a draft or was returned."""
    entry = _locked(entry)
    require_editable(entry)
    write_form(entry, title, description, category)
    entry.save(update_fields=["title", "folded", "description", "category"])
    write_credits(entry, credits)
    record("entry.edited", entry, by=by, scope=entry.contest, now=now)
    return entry


@transaction.atomic
def issue_ticket(entry: Entry, *, by: Any, now: datetime | None = None) -> UploadTicket:
    """Leave to send one file for this entry, as large as the rules allow."""
    now = now or clock.now()
    entry = _locked(entry)
    require_editable(entry)
    require_open(entry.contest, now)
    rules = contests.media_rules(entry.contest)
    assert entry.contest.closes_at is not None  # an open contest has dates
    return uploads.issue_ticket(
        by,
        purpose=CLIP,
        reference=str(entry.pk),
        max_bytes=rules.max_bytes,
        rules=rules.to_dict(),
        expires_at=entry.contest.closes_at + RESUMABLE_AFTER_DEADLINE,
    )


@transaction.atomic
def attach_video(video: Video) -> None:
    """The newest clip that arrived becomes the entry's, unless the entry is no longer its owner's to change."""
    entry = Entry.objects.select_for_update().filter(pk=_pk(video.reference)).first()
    if entry is None or entry.state not in queries.EDITABLE:
        return
    entry.video = video
    entry.save(update_fields=["video"])
    record("entry.clip_received", entry, by=video.upload.owner, scope=entry.contest, filename=video.upload.filename)


@transaction.atomic
def submit_entry(entry: Entry, *, by: Any, consents: Iterable[str], now: datetime | None = None) -> Receipt:
    """Hand the entry in. Gives the code at the first time, and a receipt each time.

    NotNow after the deadline, Conflict when it is submitted already, Incomplete without a whole clip, with an
    unreadable one, with one that the rules refuse, or without one of the consents.
    """
    now = now or clock.now()
    # The contest first: its row gives out the numbers, and one order of locks cannot deadlock.
    contest = Contest.objects.select_for_update().get(pk=entry.contest_id)
    entry = _locked(entry)
    state = ENTRY.target("submit", entry.state)
    require_open(contest, now)
    require_sound_clip(entry)
    hashes = keep_consents(entry, set(consents), by, now)
    give_code(entry, contest)
    entry.state, entry.reason = state, ""
    entry.submitted_at = entry.submitted_at or now
    entry.save(update_fields=["number", "code", "folded", "state", "reason", "submitted_at"])
    receipt = issue_receipt(entry, by, now)
    # What was handed in is what is screened: a file that still travels would come too late for it.
    uploads.revoke_tickets(CLIP, str(entry.pk))
    details = {"sha256": receipt.sha256, "receipt": receipt.number, "consents": hashes}
    record("entry.submitted", entry, by=by, scope=contest, now=now, **details)
    entry_submitted.send(sender=Entry, entry=entry)
    return receipt


@transaction.atomic
def withdraw_entry(entry: Entry, *, by: Any, reason: str = "", now: datetime | None = None) -> Entry:
    """Take the entry back; its clip is not shown any more and the record stays."""
    uploads.revoke_tickets(CLIP, str(entry.pk))
    return _move(entry, "withdraw", by=by, reason=reason, now=now)


def take_up_entry(entry: Entry, *, by: Any, now: datetime | None = None) -> Entry:
    """Somebody has begun to screen it."""
    return _move(entry, "take_up", by=by, now=now)


@transaction.atomic
def accept_entry(entry: Entry, *, by: Any, reason: str = "", now: datetime | None = None) -> Entry:
    """It takes part. Incomplete while its clip cannot be played."""
    require_playable_clip(_locked(entry))
    return _move(entry, "accept", by=by, reason=reason, now=now)


def return_entry(entry: Entry, *, by: Any, reason: str, now: datetime | None = None) -> Entry:
    """Back to the entrant, who may mend it and submit again."""
    return _move(entry, "return", by=by, reason=reason, now=now)


def reject_entry(entry: Entry, *, by: Any, reason: str, now: datetime | None = None) -> Entry:
    return _move(entry, "reject", by=by, reason=reason, now=now)


def disqualify_entry(entry: Entry, *, by: Any, reason: str, now: datetime | None = None) -> Entry:
    return _move(entry, "disqualify", by=by, reason=reason, now=now)


def reinstate_entry(entry: Entry, *, by: Any, reason: str, now: datetime | None = None) -> Entry:
    """A refusal or disqualification is taken back; the entry is screened again."""
    return _move(entry, "reinstate", by=by, reason=reason, now=now)


def publish_accepted(contest: Contest) -> None:
    """Everybody may watch what takes part; called when the showcase opens."""
    ids = queries.accepted(contest).filter(video__isnull=False).values_list("video_id", flat=True)
    videos.set_public(list(ids), public=True)


#: Acts that mean nothing to the entrant without a reason.
NEEDS_REASON = {"return", "reject", "disqualify", "reinstate"}
REMOVES = {"withdraw", "reject", "disqualify"}


@transaction.atomic
def _move(entry: Entry, name: str, *, by: Any, reason: str = "", now: datetime | None = None) -> Entry:
    now = now or clock.now()
    reason = reason.strip()
    entry = _locked(entry)
    entry.state = ENTRY.target(name, entry.state)
    if name in NEEDS_REASON and not reason:
        raise Incomplete("entry_reason_missing", field="reason")
    entry.reason = reason
    if name == "accept":
        entry.accepted_at = now
    entry.save(update_fields=["state", "reason", "accepted_at"])
    record(f"entry.{name}", entry, by=by, scope=entry.contest, reason=reason, now=now)
    _show_or_hide(entry)
    if name == "accept":
        entry_accepted.send(sender=Entry, entry=entry)
    if name in REMOVES:
        entry_removed.send(sender=Entry, entry=entry)
    return entry


def _show_or_hide(entry: Entry) -> None:
    if entry.video_id:
        shown = entry.state == State.ACCEPTED and entry.contest.showcase_at is not None
        videos.set_public([entry.video_id], public=shown)


def _locked(entry: Entry) -> Entry:
    """The row as it is now, held until the transaction ends."""
    return Entry.objects.select_for_update(of=("self",)).select_related("contest", "unit", "video").get(pk=entry.pk)


def _pk(reference: str) -> int:
    return int(reference) if reference.isascii() and reference.isdecimal() else 0
