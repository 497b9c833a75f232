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
#: Other names under which the rules may ask for a kind; a WebM file is a Matroska file too.
KINDS = {"m4v": {"mp4"}, "mkv": {"mkv", "webm"}}


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


def playable_seconds(facts: Facts) -> float:
    """How long the clip is: what its head says, or what could be played when that is plainly something else."""
    decoded = facts.decoded_seconds
    if decoded is None or abs(facts.duration_seconds - decoded) <= TRUNCATED_SECONDS:
        return facts.duration_seconds
    return decoded


def _findings(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield from _duration(facts, rules)
    yield from _form(facts, rules)
    if facts.decoded_seconds is not None:
        yield from _substance(facts)
    yield from _sound(facts, rules)


def _duration(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    seconds = playable_seconds(facts)
    told: dict[str, Any] = {"seconds": seconds, "min": rules.min_seconds, "max": rules.max_seconds}
    slack = rules.tolerance_seconds
    if rules.min_seconds:
        yield "too_short", FAIL if seconds < rules.min_seconds - slack else PASS, told
    if rules.max_seconds:
        yield "too_long", FAIL if seconds > rules.max_seconds + slack else PASS, told


def _form(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if rules.max_bytes:
        told: dict[str, Any] = {"bytes": facts.size_bytes, "max": rules.max_bytes}
        yield "too_big", FAIL if facts.size_bytes > rules.max_bytes else PASS, told
    if rules.formats:
        wanted = {kind for name in rules.formats for kind in KINDS.get(name, {name})}
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


def _sound(facts: Facts, rules: TechnicalRules) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Missing sound is only pointed out, unless the rules ask for it."""
    yield "no_sound", PASS if facts.audio_codec else _worst("no_sound", rules), {}
    if facts.audio_codec and facts.silence is not None:
        decoded = facts.decoded_seconds or 0.0
        found = seconds_of(facts.silence)
        level = _share_level(found, decoded)
        yield (
            "mostly_silent",
            _worst("mostly_silent", rules) if level == FAIL else level,
            {"seconds": found, "of": decoded},
        )


def _worst(code: str, rules: TechnicalRules) -> str:
    return FAIL if code in rules.blocking else WARN


def _share_level(found: float, whole: float) -> str:
    if whole and found >= FAIL_SHARE * whole:
        return FAIL
    return WARN if whole and found >= WARN_SHARE * whole else PASS
