"""Which entries the public may meet, and whose views count."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest

from lantoa.contest.contests import access as contests
from lantoa.contest.entries import queries as entries
from lantoa.contest.entries.models import Entry

#: Crawlers and link previews, which say what they are. A program that lies is held by the token,
#: the ten seconds and one count per viewer and half hour.
BOTS = re.compile(r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|lighthouse|archiver|monitor", re.IGNORECASE)


def entry_for_public(pk: int) -> Entry:
    """An entry that was accepted once, so that its page may have been open; 404 for all others."""
    found = Entry.objects.select_related("contest").filter(pk=pk, accepted_at__isnull=False).first()
    if found is None or found.contest.showcase_at is None:
        raise Http404
    return found


def may_be_watched(entry: Entry) -> bool:
    """Whether everybody may watch the clip now."""
    return entries.published(entry.contest).filter(pk=entry.pk).exists()


def is_counted(request: HttpRequest, entry: Entry) -> bool:
    """Whether a view of this reader counts: not that of a program, nor of those who work on the contest."""
    agent = request.headers.get("User-Agent", "")
    return bool(agent) and not BOTS.search(agent) and not _works_on(request.user, entry)


def _works_on(user: Any, entry: Entry) -> bool:
    return user.is_authenticated and (user.is_superuser or bool(contests.roles_of(user, entry.contest)))
