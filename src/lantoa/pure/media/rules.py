"""What a clip must be, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class TechnicalRules:
    """Durations in seconds, sizes in bytes, heights in pixels; 0 or empty means "no rule".

    `blocking` names the finding codes that refuse a clip at once; all others only inform the screening panel.
    """

    min_seconds: float = 0
    max_seconds: float = 0
    tolerance_seconds: float = 0
    max_bytes: int = 0
    formats: tuple[str, ...] = ()
    min_height: int = 0
    blocking: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> TechnicalRules:
        """The opposite of `to_dict`; unknown keys are ignored, so that stored rules outlive a release."""
        known = {key: told[key] for key in cls.__dataclass_fields__ if key in told}
        for key in ("formats", "blocking"):
            if key in known:
                known[key] = tuple(known[key])
        return cls(**known)
