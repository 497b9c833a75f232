"""Which ffmpeg is used, and what it can do."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lantoa.pure.media.errors import MediaError


@cache
def ffmpeg_path() -> Path:
    """LANTOA_FFMPEG if it is set, else the build that the installation brought."""
    given = os.environ.get("LANTOA_FFMPEG")
    if given:
        return Path(given)
    import imageio_ffmpeg

    return Path(imageio_ffmpeg.get_ffmpeg_exe())


@dataclass(frozen=True)
class Features:
    """What was found in the build; `version` is its own first line."""

    version: str
    x264: bool
    aac: bool
    vmaf: bool
    chromaprint: bool


@cache
def features() -> Features:
    """Ask the build once; MediaError("no_ffmpeg") when it does not run."""
    try:
        version = _ask("-version").splitlines()[0]
        encoders, filters, muxers = _ask("-encoders"), _ask("-filters"), _ask("-muxers")
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        raise MediaError("no_ffmpeg") from error
    return Features(version, "libx264" in encoders, " aac " in encoders, "libvmaf" in filters, "chromaprint" in muxers)


def _ask(question: str) -> str:
    done = subprocess.run(
        [str(ffmpeg_path()), "-hide_banner", question], capture_output=True, text=True, timeout=20, check=True
    )
    return done.stdout
