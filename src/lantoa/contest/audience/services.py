"""Like, unlike, count a view."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from lantoa.contest.audience.access import may_be_watched
from lantoa.contest.audience.models import View, Vote
from lantoa.contest.audience.tokens import Opened, check, seal, unseal
from lantoa.contest.audience.viewers import hash_viewer
from lantoa.contest.entries.models import Entry
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict

#: The half hour in which one viewer counts once.
SLOT_SECONDS = 1800


def like(entry: Entry, *, by: Any, now: datetime | None = None) -> Vote:
    """Note that `by` likes the clip; a second time changes nothing. Only published clips can be liked."""
    _ensure_published(entry)
    # Falls back on the row of whoever was faster: the constraint decides, in a savepoint of its own.
    vote, _created = Vote.objects.get_or_create(entry=entry, voter=by, defaults={"at": now or clock.now()})
    return vote


def unlike(entry: Entry, *, by: Any) -> bool:
    """Take the like back; whether there was one. Possible for ever, also when the clip is public no more."""
    deleted, _rows = Vote.objects.filter(entry=entry, voter=by).delete()
    return deleted > 0


def view_token(entry: Entry, viewer: str, now: datetime | None = None) -> str:
    """What the page of `entry` gives the player of `viewer` (the number in their cookie)."""
    hashed = hash_viewer(viewer, entry.contest_id)
    return seal(Opened(entry_id=entry.pk, viewer=hashed, at=now or clock.now()))


def count_view(entry: Entry, *, viewer: str, token: str, now: datetime | None = None) -> bool:
    """Count one view; False when this viewer has been counted in the same half hour already.

    The half hour is the one in which the page was opened, so a token can never be worth two views.
    """
    now = now or clock.now()
    opened = unseal(token)
    check(opened, entry_id=entry.pk, viewer=hash_viewer(viewer, entry.contest_id), now=now)
    _ensure_published(entry)
    slot = int(opened.at.timestamp()) // SLOT_SECONDS
    try:
        with transaction.atomic():
            View.objects.create(entry=entry, viewer=opened.viewer, slot=slot, at=now)
    except IntegrityError:
        return False
    return True


def _ensure_published(entry: Entry) -> None:
    if not may_be_watched(entry):
        raise Conflict("audience_not_published", title=entry.title)
