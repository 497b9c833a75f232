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
from lantoa.contest.entries import consents as wordings
from lantoa.contest.entries import queries
from lantoa.contest.entries.errors import Incomplete, NotInvited, NotNow
from lantoa.contest.entries.lifecycle import ENTRY
from lantoa.contest.entries.models import Consent, Credit, Entry, Purpose, Receipt, State
from lantoa.contest.entries.signals import entry_accepted, entry_removed, entry_submitted
from lantoa.contest.videos import services as videos
from lantoa.contest.videos.models import State as VideoState
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.text import fold, normalise

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
    _require_open(locked, now)
    if queries.quota_left(locked, unit) == 0:
        raise NotNow("entry_quota_used_up", most=locked.entries_per_unit, unit=unit.name)
    entry = Entry(contest=locked, unit=unit, created_by=by)
    _write_form(entry, title, description, category)
    entry.save()
    _write_credits(entry, credits)
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
    _require_editable(entry)
    _write_form(entry, title, description, category)
    entry.save(update_fields=["title", "folded", "description", "category"])
    entry.credits.all().delete()
    _write_credits(entry, credits)
    record("entry.edited", entry, by=by, scope=entry.contest, now=now)
    return entry


@transaction.atomic
def issue_ticket(entry: Entry, *, by: Any, now: datetime | None = None) -> UploadTicket:
    """Leave to send one file for this entry, as large as the rules allow."""
    now = now or clock.now()
    entry = _locked(entry)
    _require_editable(entry)
    _require_open(entry.contest, now)
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
    _require_open(contest, now)
    _require_sound_clip(entry)
    _keep_consents(entry, set(consents), by, now)
    if entry.number is None:
        contest.last_entry_number += 1
        contest.save(update_fields=["last_entry_number"])
        entry.number = contest.last_entry_number
        entry.code = f"{contest.entry_prefix}{entry.number:02}"
        entry.folded = _folded(entry)
    entry.state, entry.reason = state, ""
    entry.submitted_at = entry.submitted_at or now
    entry.save(update_fields=["number", "code", "folded", "state", "reason", "submitted_at"])
    receipt = _issue_receipt(entry, by, now)
    record("entry.submitted", entry, by=by, scope=contest, now=now, sha256=receipt.sha256, receipt=receipt.number)
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
    locked = _locked(entry)
    if locked.video is None or locked.video.state != VideoState.READY:
        raise Incomplete("entry_clip_not_ready", code=locked.code)
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


def _require_open(contest: Contest, now: datetime) -> None:
    if contests.receives_entries(contest, now):
        return
    if contest.closes_at and now >= contest.closes_at:
        raise NotNow("entry_deadline_passed", closes_at=_local(contest.closes_at))
    if contest.state == "open" and contest.opens_at:
        raise NotNow("entry_not_open_yet", opens_at=_local(contest.opens_at))
    raise NotNow("entry_contest_not_open")


def _local(instant: datetime) -> str:
    at = instant.astimezone(clock.VIETNAM)
    return f"{at:%H:%M}, {at.day}/{at.month}/{at.year}"


def _require_editable(entry: Entry) -> None:
    if entry.state not in queries.EDITABLE:
        raise NotNow("entry_not_editable")


def _require_sound_clip(entry: Entry) -> None:
    if entry.video is None:
        raise Incomplete("entry_without_clip")
    if entry.video.state == VideoState.FAILED and entry.video.permanent:
        raise Incomplete("entry_clip_unreadable")
    if queries.blocking_check(entry):
        raise Incomplete("entry_clip_against_rules")


def _write_form(entry: Entry, title: str, description: str, category: Category | None) -> None:
    entry.title = normalise(title)
    if not entry.title:
        raise Incomplete("entry_title_missing", field="title")
    most = Entry._meta.get_field("title").max_length
    if len(entry.title) > most:
        raise Incomplete("entry_title_too_long", field="title", most=most, found=len(entry.title))
    if category is not None and category.contest_id != entry.contest_id:
        raise Incomplete("entry_unknown_category", field="category")
    entry.description = description.strip()
    entry.category = category
    entry.folded = _folded(entry)


def _folded(entry: Entry) -> str:
    return fold(f"{entry.code} {entry.title} {entry.unit.name}")[:420]


def _write_credits(entry: Entry, credits: Sequence[tuple[str, str]]) -> None:
    rows = [(normalise(name), normalise(part)) for name, part in credits]
    Credit.objects.bulk_create(
        Credit(entry=entry, name=name[:120], role=part[:80], order=place)
        for place, (name, part) in enumerate(rows, start=1)
        if name
    )


def _keep_consents(entry: Entry, given: set[str], by: Any, now: datetime) -> None:
    """Each yes is a row of its own; a silent one is no yes."""
    missing = [purpose for purpose in Purpose if purpose.value not in given]
    if missing:
        raise Incomplete("entry_consent_missing", field="consents")
    for purpose in Purpose:
        text, digest = wordings.wording(purpose)
        Consent.objects.update_or_create(
            entry=entry,
            purpose=purpose,
            defaults={"text": text, "sha256": digest, "given_by": by, "given_at": now},
        )


def _issue_receipt(entry: Entry, by: Any, now: datetime) -> Receipt:
    assert entry.video is not None  # checked before
    upload = entry.video.upload
    return Receipt.objects.create(
        entry=entry,
        number=entry.receipts.count() + 1,
        issued_at=now,
        issued_to=by,
        filename=upload.filename,
        size=upload.size,
        sha256=upload.sha256,
    )


def _pk(reference: str) -> int:
    return int(reference) if reference.isdigit() else 0
