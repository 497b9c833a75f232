"""What was measured of a clip."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Span = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Seconds, pixels (as displayed, after rotation), bytes, bits per second, LUFS.

    The second half is None until the clip has been decoded once.
    """

    container: str
    duration_seconds: float
    width: int
    height: int
    rotation: int
    fps: float
    video_codec: str
    pix_fmt: str
    size_bytes: int
    bit_rate: int
    stream_count: int
    audio_codec: str | None = None
    audio_profile: str | None = None
    audio_channels: int = 0
    audio_rate: int = 0
    audio_bit_rate: int = 0
    #: Seconds after the beginning of the file.
    audio_start: float = 0.0

    decoded_seconds: float | None = None
    black: tuple[Span, ...] | None = None
    frozen: tuple[Span, ...] | None = None
    silence: tuple[Span, ...] | None = None
    loudness_lufs: float | None = None

    @property
    def black_seconds(self) -> float | None:
        """None until measured, like the two below."""
        return None if self.black is None else seconds_of(self.black)

    @property
    def frozen_seconds(self) -> float | None:
        return None if self.frozen is None else seconds_of(self.frozen)

    @property
    def silence_seconds(self) -> float | None:
        return None if self.silence is None else seconds_of(self.silence)

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Facts:
        known = {key: told[key] for key in cls.__dataclass_fields__ if key in told}
        for key in ("black", "frozen", "silence"):
            if known.get(key) is not None:
                known[key] = tuple((float(a), float(b)) for a, b in known[key])
        return cls(**known)


def seconds_of(spans: tuple[Span, ...] | None) -> float:
    """How long all spans are together, in seconds."""
    return sum(end - start for start, end in spans or ())
