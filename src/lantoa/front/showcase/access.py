"""What everybody may open."""

from __future__ import annotations

from django.http import Http404

from lantoa.contest.contests.access import public_contest
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry
from lantoa.front.showcase import queries

__all__ = ["public_clip", "public_contest"]


def public_clip(contest: Contest, code: str) -> Entry:
    """A published clip by its code; 404 for one that is not public, whatever the reason."""
    entry = queries.clips(contest).prefetch_related("credits").filter(code=code).first()
    if entry is None:
        raise Http404
    return entry
