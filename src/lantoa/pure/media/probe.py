"""Read a clip's headers with PyAV, in a fenced process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lantoa.pure.media import sandbox
from lantoa.pure.media.commands import CODECS, MAX_PIXELS, MAX_STREAMS
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.facts import Facts
from lantoa.pure.media.sandbox import GIB, Limits
from lantoa.pure.media.sniff import DEMUXERS, sniff

READER = Path(__file__).with_name("reader.py")
LIMITS = Limits(memory=2 * GIB, cpu_seconds=60, file_size=1024 * 1024)
MOST_FPS = 240


def probe(path: Path, *, timeout: float = 60) -> Facts:
    """The facts that headers tell. MediaError(permanent): `not_a_video`, `unreadable`, `no_picture_track`,
    `too_many_streams`, `picture_too_large`, `codec_not_allowed`, `frame_rate_not_allowed`."""
    container = sniff(path)
    told = _read(path, container, timeout)
    if "error" in told:
        raise MediaError("unreadable", permanent=True)
    _refuse_hostile(told)
    facts = Facts.from_dict({**told, "container": container, "size_bytes": path.stat().st_size})
    if facts.duration_seconds <= 0:
        raise MediaError("unreadable", permanent=True)
    return facts


def _read(path: Path, container: str, timeout: float) -> dict[str, Any]:
    with sandbox.job(path) as (source, inside):
        argv = [sys.executable, "-I", str(READER), str(inside), DEMUXERS[container], CODECS, str(MAX_PIXELS)]
        process = sandbox.start(
            sandbox.fence(argv, readable=[(source, inside), (READER, READER)]),
            limits=LIMITS,
            cwd=Path(tempfile.gettempdir()),
            stderr=subprocess.DEVNULL,
        )
        try:
            answer, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            raise MediaError("took_too_long", seconds=round(timeout)) from error
        finally:
            if process.poll() is None:
                sandbox.kill(process)
    if process.returncode in sandbox.KILLED:
        raise MediaError("killed", status=process.returncode)
    try:
        told: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise MediaError("unreadable", permanent=True) from error
    return told


def _refuse_hostile(told: dict[str, Any]) -> None:
    if told["stream_count"] > MAX_STREAMS:
        raise MediaError("too_many_streams", permanent=True, most=MAX_STREAMS, found=told["stream_count"])
    if not told["video_codec"]:
        raise MediaError("no_picture_track", permanent=True)
    if not (told["width"] and told["height"]):
        # The decoder would not even look at it.
        raise MediaError("unreadable", permanent=True)
    if told["width"] * told["height"] > MAX_PIXELS:
        raise MediaError("picture_too_large", permanent=True, width=told["width"], height=told["height"])
    for codec in (told["video_codec"], told["audio_codec"]):
        if codec and codec not in CODECS.split(","):
            raise MediaError("codec_not_allowed", permanent=True, codec=codec)
    if told["fps"] > MOST_FPS:
        raise MediaError("frame_rate_not_allowed", permanent=True, fps=round(told["fps"]))
