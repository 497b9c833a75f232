"""What may be said of a contest, and what a contest that receives entries has promised."""

from __future__ import annotations

import re
from typing import Any

from lantoa.contest.contests.models import Contest, State
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import normalise, slug

WORDS = {"title": 300, "organiser_name": 200}
TEXTS = {"summary": 5000, "note": 2000}
#: Least and most of each number.
NUMBERS = {
    "min_seconds": (1, 14_400),
    "max_seconds": (1, 14_400),
    "tolerance_seconds": (0, 600),
    "max_megabytes": (1, 20_480),
    "min_height": (0, 4320),
    "entries_per_unit": (0, 1000),
}
DATES = ("opens_at", "closes_at")
OTHER = ("formats", "refuse_wrong_duration", "entry_prefix", "slug")
ALL = (*WORDS, *TEXTS, *NUMBERS, *DATES, *OTHER)
#: What entrants rely on once they have begun.
PROMISED = (*NUMBERS, "opens_at", "formats", "refuse_wrong_duration", "entry_prefix", "slug")
FORMATS = ("mp4", "mov", "m4v", "webm", "mkv", "avi", "mpg", "mts")
LONGEST_CATEGORY = 120
LONGEST_SLUG = 90
RESERVED_SLUGS = {"new"}
PREFIX = re.compile(r"[A-Z]{1,8}")


def changed(contest: Contest, fields: dict[str, Any]) -> dict[str, Any]:
    """Those of `fields` that differ from what the contest has."""
    unknown = set(fields) - set(ALL)
    if unknown:
        raise TypeError(f"A contest has no {', '.join(sorted(unknown))}")
    return {name: value for name, value in fields.items() if getattr(contest, name) != value}


def refuse_broken_promises(contest: Contest, fields: dict[str, Any], reason: str) -> None:
    """Once open: technical terms stay, a deadline is only put off, and that with a reason."""
    if contest.state == State.DRAFT:
        return
    for name in PROMISED:
        if name in fields:
            raise Conflict("contest_terms_fixed", field=name)
    if "closes_at" not in fields:
        return
    if contest.state != State.OPEN:
        raise Conflict("contest_terms_fixed", field="closes_at")
    if fields["closes_at"] is None or fields["closes_at"] < contest.closes_at:
        raise Conflict("contest_deadline_only_later", field="closes_at")
    if not reason.strip():
        raise DomainError("contest_needs_reason", field="reason")


def fill(contest: Contest, fields: dict[str, Any]) -> None:
    """Put `fields` into the contest, each checked, and the whole checked for sense."""
    unknown = set(fields) - set(ALL)
    if unknown:
        raise TypeError(f"A contest has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(contest, name, _checked(name, value))
    if not contest.title:
        raise DomainError("contest_needs_title", field="title")
    if contest.min_seconds > contest.max_seconds:
        raise DomainError("contest_duration_reversed", field="max_seconds")
    if contest.opens_at and contest.closes_at and contest.closes_at <= contest.opens_at:
        raise DomainError("contest_dates_reversed", field="closes_at")
    if contest.slug:
        _refuse_taken_slug(contest)


def _checked(name: str, value: Any) -> Any:
    if name in WORDS:
        return _short_enough(name, normalise(value), WORDS[name])
    if name in TEXTS:
        return _short_enough(name, value.strip(), TEXTS[name])
    if name in NUMBERS:
        return _within(name, value)
    if name == "formats":
        return _formats(value)
    if name == "entry_prefix" and not PREFIX.fullmatch(value):
        raise DomainError("contest_prefix_bad", field=name)
    if name == "slug":
        return slug(value, limit=LONGEST_SLUG)
    return value


def _short_enough(name: str, value: str, limit: int) -> str:
    if len(value) > limit:
        raise DomainError("contest_text_too_long", field=name, limit=limit)
    return value


def _within(name: str, value: int) -> int:
    least, most = NUMBERS[name]
    if not least <= value <= most:
        raise DomainError("contest_number_bad", field=name, least=least, most=most)
    return value


def _formats(value: str) -> str:
    words = value.lower().replace(",", " ").replace(".", " ").split()
    for word in words:
        if word not in FORMATS:
            raise DomainError("contest_format_unknown", field="formats", name=word[:20], known=", ".join(FORMATS))
    if not words:
        raise DomainError("contest_format_unknown", field="formats", name="", known=", ".join(FORMATS))
    return " ".join(dict.fromkeys(words))


def free_slug(title: str) -> str:
    """An address made of the title that no other contest has."""
    base = slug(title, limit=80) or "contest"
    taken = set(Contest.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _refuse_taken_slug(contest: Contest) -> None:
    others = Contest.objects.exclude(pk=contest.pk)
    if contest.slug in RESERVED_SLUGS or others.filter(slug=contest.slug).exists():
        raise Conflict("contest_slug_taken", field="slug")
