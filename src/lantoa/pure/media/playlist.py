"""The master playlist: which renditions there are and what a player needs to choose among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

_RANGE = re.compile(r"#EXT-X-BYTERANGE:(\d+)")
_LENGTH = re.compile(r"#EXTINF:([\d.]+)")


@dataclass(frozen=True)
class Rates:
    """Bits per second of one media playlist: its busiest segment, and all of it."""

    peak: int
    average: int


def rates(playlist: Path) -> Rates:
    """Read the rates from a single-file media playlist."""
    text = playlist.read_text(encoding="utf-8")
    lengths = [float(seconds) for seconds in _LENGTH.findall(text)]
    sizes = [int(size) for size in _RANGE.findall(text)][-len(lengths) :]
    pairs = [(size * 8, seconds) for size, seconds in zip(sizes, lengths, strict=True) if seconds > 0]
    if not pairs:
        return Rates(0, 0)
    # A very short last segment says nothing about the line that is needed.
    long_enough = [(bits, seconds) for bits, seconds in pairs if seconds >= 1] or pairs
    total = sum(seconds for _, seconds in pairs)
    return Rates(round(max(b / s for b, s in long_enough)), round(sum(b for b, _ in pairs) / total))


def h264_codec(init: bytes) -> str:
    """The RFC 6381 name from the avcC box, such as `avc1.64000d`."""
    at = init.find(b"avcC")
    if at < 0:
        return "avc1.640028"
    return f"avc1.{init[at + 5 : at + 8].hex()}"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One rung of the master playlist; `fps` in frames per second."""

    uri: str
    width: int
    height: int
    fps: Fraction
    codec: str
    rates: Rates


def master(variants: list[Variant], *, audio: Rates | None, audio_name: str = "audio") -> str:
    """The master playlist, smallest rung first: a poor line must not begin with the largest."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if audio:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="{audio_name}",DEFAULT=YES,AUTOSELECT=YES,URI="a.m3u8"'
        )
    sound_peak, sound_average = (audio.peak, audio.average) if audio else (0, 0)
    for variant in variants:
        codecs = f"{variant.codec},mp4a.40.2" if audio else variant.codec
        attributes = [
            f"BANDWIDTH={variant.rates.peak + sound_peak}",
            f"AVERAGE-BANDWIDTH={variant.rates.average + sound_average}",
            f"RESOLUTION={variant.width}x{variant.height}",
            f"FRAME-RATE={float(variant.fps):.3f}",
            f'CODECS="{codecs}"',
            *(['AUDIO="a"'] if audio else []),
        ]
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes)}", variant.uri]
    return "\n".join(lines) + "\n"
