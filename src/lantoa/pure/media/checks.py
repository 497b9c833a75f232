"""Judge measured facts by a contest's rules: every rule that was looked at gives one finding, also when it is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lantoa.pure.media.facts import Facts, seconds_of
from lantoa.pure.media.rules import TechnicalRules

PASS, WARN, FAIL = "pass", "warn", "fail"
#: Above this share of the clip it has no picture worth the name; above the smaller one somebody should look.
FAIL_SHARE = 0.9
WARN_SHARE = 0.2
#: Decoded and declared duration may differ by so many seconds.
TRUNCATED_SECONDS = 2.0
KINDS = {"mp4": "mov", "mov": "mov", "m4v": "mov", "mkv": "matroska", "webm": "matroska"}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`code` names the rule, `level` is pass, warn or fail; `params` fill the sentence (seconds, pixels, bytes)."""

    code: str
    level: str
    params: dict[str, Any] = field(default_factory=dict)
    blocking: bool = False


def judge(facts: Facts, rules: TechnicalRules) -> list[Finding]:
    """All findings, in the order in which people want to read them."""
    return [
        Finding(code=code, level=level, params=params, blocking=level == FAIL and code in rules.blocking)
        for code, level, params in _findings(facts, rules)
    ]


def _findings(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield from _duration(facts, rules)
    yield from _form(facts, rules)
    if facts.decoded_seconds is not None:
        yield from _substance(facts)
    yield from _sound(facts)


def _duration(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    told: dict[str, Any] = {"seconds": facts.duration_seconds, "min": rules.min_seconds, "max": rules.max_seconds}
    slack = rules.tolerance_seconds
    if rules.min_seconds:
        yield "too_short", FAIL if facts.duration_seconds < rules.min_seconds - slack else PASS, told
    if rules.max_seconds:
        yield "too_long", FAIL if facts.duration_seconds > rules.max_seconds + slack else PASS, told


def _form(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if rules.max_bytes:
        told: dict[str, Any] = {"bytes": facts.size_bytes, "max": rules.max_bytes}
        yield "too_big", FAIL if facts.size_bytes > rules.max_bytes else PASS, told
    if rules.formats:
        wanted = {KINDS.get(name, name) for name in rules.formats}
        told = {"found": facts.container, "wanted": list(rules.formats)}
        yield "wrong_format", PASS if facts.container in wanted else FAIL, told
    if rules.min_height:
        short_side = min(facts.width, facts.height)
        told = {"height": short_side, "min": rules.min_height, "width": facts.width}
        yield "too_low_resolution", FAIL if short_side < rules.min_height else PASS, told


def _substance(facts: Facts) -> Iterator[tuple[str, str, dict[str, Any]]]:
    decoded = facts.decoded_seconds or 0.0
    missing = facts.duration_seconds - decoded
    yield (
        "truncated",
        FAIL if missing > TRUNCATED_SECONDS else PASS,
        {"seconds": decoded, "declared": facts.duration_seconds},
    )
    for code, spans in (("mostly_black", facts.black), ("mostly_frozen", facts.frozen)):
        found = seconds_of(spans)
        yield code, _share_level(found, decoded), {"seconds": found, "of": decoded}


def _sound(facts: Facts) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "no_sound", PASS if facts.audio_codec else WARN, {}
    if facts.audio_codec and facts.silence is not None:
        decoded = facts.decoded_seconds or 0.0
        found = seconds_of(facts.silence)
        yield (
            "mostly_silent",
            WARN if decoded and found >= WARN_SHARE * decoded else PASS,
            {"seconds": found, "of": decoded},
        )


def _share_level(found: float, whole: float) -> str:
    if whole and found >= FAIL_SHARE * whole:
        return FAIL
    return WARN if whole and found >= WARN_SHARE * whole else PASS
