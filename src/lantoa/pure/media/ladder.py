"""Which rungs a clip gets: chosen from the source, never larger than it."""

from __future__ import annotations

from dataclasses import dataclass

#: Short side in pixels → (CRF, most kbit/s).
RUNGS = {240: (25, 400), 360: (24, 800), 480: (24, 1400), 720: (23, 3000), 1080: (23, 6000)}
#: Every second size is enough for a phone to find one that fits its line.
LADDERS = {240: (240,), 360: (240, 360), 480: (240, 480), 720: (240, 480, 720), 1080: (240, 480, 720, 1080)}


@dataclass(frozen=True)
class Rung:
    """`short_side`, `width` and `height` in pixels, rates in kbit/s (buffer: kbit)."""

    short_side: int
    width: int
    height: int
    crf: int
    maxrate: int

    @property
    def name(self) -> str:
        return f"v{self.short_side}"

    @property
    def bufsize(self) -> int:
        return 2 * self.maxrate


def ladder(width: int, height: int) -> list[Rung]:
    """Rungs for a picture of `width` × `height` displayed pixels, smallest first; at least one, never upscaled.

    A source smaller than the smallest rung keeps its own size.
    """
    short = min(width, height)
    fitting = [size for size in LADDERS if size <= short]
    if not fitting:
        crf, maxrate = RUNGS[240]
        return [Rung(short, _even(width), _even(height), crf, maxrate)]
    return [_rung(size, width, height) for size in LADDERS[max(fitting)]]


def _rung(size: int, width: int, height: int) -> Rung:
    crf, maxrate = RUNGS[size]
    short, long = sorted((width, height))
    other = _even(round(long * size / short))
    wide, high = (other, size) if width >= height else (size, other)
    return Rung(size, wide, high, crf, maxrate)


def _even(pixels: int) -> int:
    return max(2, pixels - pixels % 2)
