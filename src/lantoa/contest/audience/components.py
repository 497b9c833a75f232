"""What templates of other rooms include from here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import npgettext

from lantoa.base.web.templatetags.lantoa import number
from lantoa.contest.audience import queries
from lantoa.contest.audience.services import view_token
from lantoa.contest.entries.models import Entry

#: A clip counts as seen after so many distinct seconds, or after a quarter if it is shorter.
SEEN_SECONDS = 10
SEEN_SHARE = 0.25


def figures(counts: queries.Counts) -> list[tuple[str, str]]:
    """Views and likes as a line of figures."""
    return [
        (number(counts.views), npgettext("figure", "view", "views", counts.views)),
        (number(counts.votes), npgettext("figure", "like", "likes", counts.votes)),
    ]


def like_button(entry: Entry, user: Any, *, counts: queries.Counts | None = None) -> dict[str, Any]:
    """What `audience/like.html` shows."""
    known = counts or queries.counts([entry.pk])[entry.pk]
    liked = entry.pk in queries.liked_ids(user, [entry.pk])
    return {"entry": entry, "liked": liked, "figures": figures(known)}


def view_counter(entry: Entry, viewer: str, duration: float | None) -> dict[str, Any]:
    """What `<lantoa-counted-view>` needs; numbers as text, because a machine reads them."""
    needed = min(SEEN_SECONDS, (duration or SEEN_SECONDS / SEEN_SHARE) * SEEN_SHARE)
    return {"entry": str(entry.pk), "token": view_token(entry, viewer), "needed": f"{needed:.2f}"}
