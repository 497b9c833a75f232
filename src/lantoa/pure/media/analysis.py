"""What ffmpeg's measuring filters wrote, as facts."""

from __future__ import annotations

import re
from dataclasses import replace

from lantoa.pure.media.facts import Facts, Span

#: The lines that are worth keeping of a long log. What a file says of itself is printed indented and padded, so that
#: no title can pass for a measurement.
MEASUREMENTS = re.compile(r"^\[(?:Parsed_)?(?:black|freeze|silence)detect[_ ]|^\s+I:\s+\S+ LUFS")
_BLACK = re.compile(r"black_start:\s*([\d.]+)\s+black_end:\s*([\d.]+)")
_FREEZE = re.compile(r"freeze_(start|end):\s*([\d.]+)")
_SILENCE = re.compile(r"silence_(start|end):\s*(-?[\d.]+)")
_LOUDNESS = re.compile(r"\bI:\s+(-?[\d.]+|-inf)\s+LUFS")


def measured(facts: Facts, log: str, *, decoded_seconds: float) -> Facts:
    """`facts` with what was measured in one decode; a span that never ended lasts to the end."""
    sound = facts.audio_codec is not None
    loudness = _LOUDNESS.findall(log)
    return replace(
        facts,
        decoded_seconds=decoded_seconds,
        black=tuple((float(a), float(b)) for a, b in _BLACK.findall(log)),
        frozen=_spans(_FREEZE.findall(log), decoded_seconds),
        silence=_spans(_SILENCE.findall(log), decoded_seconds) if sound else None,
        loudness_lufs=float(loudness[-1]) if sound and loudness and loudness[-1] != "-inf" else None,
    )


def _spans(marks: list[tuple[str, str]], until: float) -> tuple[Span, ...]:
    spans: list[Span] = []
    began: float | None = None
    for mark, at in marks:
        if mark == "start":
            began = max(0.0, float(at))
        elif began is not None:
            spans.append((began, float(at)))
            began = None
    if began is not None and until > began:
        spans.append((began, until))
    return tuple(spans)
