"""Cards, sentences and machine-readable descriptions of what is on show."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantoa.base.web.templatetags.lantoa import duration, number
from lantoa.contest.audience import components as audience_parts
from lantoa.contest.audience import queries as audience
from lantoa.contest.contests.models import Contest, State
from lantoa.contest.contests.queries import receives_entries
from lantoa.contest.entries.models import Entry
from lantoa.contest.videos.access import playback_url, poster_url
from lantoa.front.showcase import queries

DESCRIPTION_LETTERS = 200


def page(contest: Contest, name: str) -> dict[str, Any]:
    """What each page of a contest shows around its own matter."""
    path = reverse(f"showcase:{name}", args=[contest.slug])
    return {
        "contest": contest,
        "contest_url": reverse("showcase:contest", args=[contest.slug]),
        "canonical": absolute(path),
        "has_results": queries.has_results(contest),
    }


def cards(contest: Contest, entries: Iterable[Entry], user: Any) -> list[dict[str, Any]]:
    """What `showcase/cards.html` shows of each clip."""
    rows = list(entries)
    counts = audience.counts([entry.pk for entry in rows])
    names, awards = queries.unit_names(contest), queries.award_titles(contest)
    return [
        {
            "url": clip_path(entry),
            "title": entry.title,
            "code": entry.code,
            "poster": poster_url(entry.video, user),
            "duration": entry.video.duration,
            "unit": names.get(entry.unit_id, entry.unit.name),
            "award": awards.get(entry.pk, ""),
            "figures": audience_parts.figures(counts[entry.pk]),
        }
        for entry in rows
    ]


def clip_path(entry: Entry) -> str:
    return reverse("showcase:clip", args=[entry.contest.slug, entry.code])


def clip(entry: Entry, user: Any, viewer: str) -> dict[str, Any]:
    """Everything on the page of one clip."""
    counts = audience.counts([entry.pk])[entry.pk]
    unit = queries.unit_names(entry.contest).get(entry.unit_id, entry.unit.name)
    poster = poster_url(entry.video, user)
    return {
        "contest": entry.contest,
        "entry": entry,
        "unit": unit,
        "credits": list(entry.credits.all()),
        "award": queries.award_titles(entry.contest).get(entry.pk, ""),
        "source": playback_url(entry.video, user),
        "poster": poster,
        "captions": "[]",
        "like": audience_parts.like_button(entry, user, counts=counts),
        "counter": audience_parts.view_counter(entry, viewer, entry.video.duration),
        "here": clip_path(entry),
        "canonical": absolute(clip_path(entry)),
        "poster_absolute": absolute(poster) if poster else "",
        "description": short(entry.description) or f"{entry.title} · {unit}",
        "facebook": facebook(absolute(clip_path(entry))),
        "structured": structured_data(entry, unit=unit, poster=poster, counts=counts),
        "next_cards": cards(entry.contest, queries.next_clips(entry), user),
    }


def absolute(path: str) -> str:
    """The address to give away; what is absolute stays so."""
    return path if path.startswith(("http://", "https://")) else f"{settings.BASE_URL}{path}"


def short(text: str) -> str:
    """The beginning of a description for a preview."""
    line = " ".join(text.split())
    return line if len(line) <= DESCRIPTION_LETTERS else line[: DESCRIPTION_LETTERS - 1].rsplit(" ", 1)[0] + "…"


def stage(contest: Contest, now: datetime) -> tuple[str, str]:
    """Tone and words of the badge: where the contest stands for the public."""
    if contest.state == State.FINISHED:
        return "info", _("Finished")
    if contest.state == State.OPEN and contest.opens_at and now < contest.opens_at:
        return "muted", _("Not open yet")
    if receives_entries(contest, now):
        return "good", _("Receives entries")
    return ("info", _("Clips on show")) if contest.showcase_at else ("warn", _("Reception closed"))


def stats(numbers: queries.Figures) -> list[dict[str, str]]:
    """The contest's figures as tiles."""
    return [
        {
            "value": f"{number(numbers.units_taking_part)}/{number(numbers.units_total)}",
            "label": _("units take part"),
        },
        {"value": number(numbers.received), "label": _("clips received")},
        {"value": number(numbers.published), "label": _("clips published")},
    ]


def technical_rules(contest: Contest) -> list[str]:
    """The technical rules in words."""
    lines = [
        _("Length from %(shortest)s to %(longest)s.")
        % {"shortest": duration(contest.min_seconds), "longest": duration(contest.max_seconds)}
    ]
    if contest.tolerance_seconds:
        lines.append(
            ngettext(
                "A difference of %(seconds)s second is tolerated.",
                "A difference of %(seconds)s seconds is tolerated.",
                contest.tolerance_seconds,
            )
            % {"seconds": number(contest.tolerance_seconds)}
        )
    kinds = ", ".join(kind.upper() for kind in contest.formats.split())
    lines.append(
        _("File of the kind %(kinds)s, at most %(size)s.")
        % {"kinds": kinds, "size": f"{number(contest.max_megabytes)}\N{NO-BREAK SPACE}MB"}
    )
    if contest.min_height:
        lines.append(_("Picture at least %(height)s lines high.") % {"height": contest.min_height})
    lines.append(_quota(contest))
    return lines


def _quota(contest: Contest) -> str:
    if not contest.entries_per_unit:
        return _("A unit may send as many clips as it likes.")
    return ngettext(
        "A unit may send %(number)s clip at most.",
        "A unit may send %(number)s clips at most.",
        contest.entries_per_unit,
    ) % {"number": number(contest.entries_per_unit)}


def facebook(url: str) -> str:
    """A plain link to Facebook's share page; nothing of Facebook is loaded before somebody follows it."""
    return f"https://www.facebook.com/sharer/sharer.php?u={quote(url, safe='')}"


def structured_data(entry: Entry, *, unit: str, poster: str, counts: audience.Counts) -> SafeString:
    """schema.org VideoObject for search engines, safe inside `<script type="application/ld+json">`."""
    url = absolute(clip_path(entry))
    seconds = round(entry.video.duration or 0)
    document = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": entry.title,
        "description": short(entry.description) or entry.title,
        "thumbnailUrl": [absolute(poster)] if poster else [],
        "uploadDate": (entry.accepted_at or entry.submitted_at).isoformat(),
        "duration": f"PT{seconds // 60}M{seconds % 60}S",
        "url": url,
        "inLanguage": "vi",
        "author": {"@type": "Organization", "name": unit},
        "interactionStatistic": [
            _interaction("WatchAction", counts.views),
            _interaction("LikeAction", counts.votes),
        ],
    }
    text = json.dumps(document, ensure_ascii=False)
    # The same letters that Django's json_script escapes: the text cannot end the element.
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04X}")
    return mark_safe(text)


def _interaction(kind: str, count: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": f"https://schema.org/{kind}"},
        "userInteractionCount": count,
    }
