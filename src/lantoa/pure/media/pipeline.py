"""From a file that somebody sent to a folder that may be published."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from lantoa.pure.media import analysis, commands, playlist, runner, sandbox
from lantoa.pure.media.binary import ffmpeg_path
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.facts import Facts
from lantoa.pure.media.ladder import Rung, ladder
from lantoa.pure.media.runner import Progress

#: Wall clock: generous for a slow machine, finite for a hostile file.
SECONDS_PER_MEDIA_SECOND = 30
LEAST_TIMEOUT = 300
HEAD_BYTES = 4096


@dataclass(frozen=True, kw_only=True)
class File:
    """One published file; `height` is 0 for what has no picture ladder."""

    name: str
    path: str
    height: int
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`files` are the renditions; `poster` and `master` are names in the folder; `facts` are now measured."""

    facts: Facts
    rungs: tuple[Rung, ...]
    files: tuple[File, ...]
    poster: str
    master: str
    tolerant: bool


def transcode(
    source: Path, out: Path, facts: Facts, *, on_progress: Progress | None = None, preset: str = "veryfast"
) -> Outcome:
    """Make every rendition of `source` in the empty folder `out`, with one decode.

    A clip that breaks the strict run is tried once more with patience for damaged parts. MediaError(permanent=True)
    when that fails too; `took_too_long` and `killed` are not permanent. `on_progress` is called in this thread.
    """
    rungs = ladder(facts.width, facts.height)
    try:
        log, decoded = _encode(source, out, facts, rungs, on_progress, preset, tolerant=False)
        tolerant = False
    except MediaError as error:
        if error.code != "ffmpeg_failed":
            raise
        _empty(out)
        log, decoded = _encode_tolerantly(source, out, facts, rungs, on_progress, preset)
        tolerant = True
    files = _publishable(out, facts, rungs, on_progress)
    poster = _choose_poster(out)
    _sync(out)
    return Outcome(
        facts=analysis.measured(facts, log, decoded_seconds=decoded),
        rungs=tuple(rungs),
        files=tuple(files),
        poster=poster,
        master="master.m3u8",
        tolerant=tolerant,
    )


def _encode_tolerantly(
    source: Path, out: Path, facts: Facts, rungs: list[Rung], on_progress: Progress | None, preset: str
) -> tuple[str, float]:
    try:
        return _encode(source, out, facts, rungs, on_progress, preset, tolerant=True)
    except MediaError as error:
        if error.code == "ffmpeg_failed":
            raise MediaError("undecodable", permanent=True, tail=error.params.get("tail", "")) from error
        raise


def _encode(
    source: Path,
    out: Path,
    facts: Facts,
    rungs: list[Rung],
    on_progress: Progress | None,
    preset: str,
    *,
    tolerant: bool,
) -> tuple[str, float]:
    """Run the one decode; returns the log and the decoded seconds, measured on what was made."""
    with sandbox.job(source) as (real, inside):
        log = runner.run(
            commands.encode(ffmpeg_path(), inside, out, facts, rungs, preset=preset, tolerant=tolerant),
            readable=[(real, inside)],
            writable=[out],
            timeout=LEAST_TIMEOUT + SECONDS_PER_MEDIA_SECOND * facts.duration_seconds,
            total_seconds=facts.duration_seconds,
            on_progress=on_progress,
            keep=analysis.MEASUREMENTS,
        )
    for name in _tracks(facts, rungs):
        if not (out / f"{name}.mp4").exists() or (out / f"{name}.mp4").stat().st_size < 1024:
            raise MediaError("ffmpeg_failed", tail=log[-500:])
        runner.run(
            commands.package(ffmpeg_path(), out, name),
            readable=[],
            writable=[out],
            timeout=LEAST_TIMEOUT,
        )
        (out / f"{name}.mp4").unlink()
        _beat(on_progress)
    return log, max(_listed_seconds(out / f"{name}.m3u8") for name in _tracks(facts, rungs))


def _beat(on_progress: Progress | None) -> None:
    """The decode is over, the rest is short: still alive."""
    if on_progress is not None:
        on_progress(1.0)


def _listed_seconds(path: Path) -> float:
    return sum(float(seconds) for seconds in re.findall(r"#EXTINF:([\d.]+)", path.read_text(encoding="utf-8")))


def _tracks(facts: Facts, rungs: list[Rung]) -> list[str]:
    return [*(rung.name for rung in rungs), *(["a"] if facts.audio_codec else [])]


def _publishable(out: Path, facts: Facts, rungs: list[Rung], on_progress: Progress | None) -> list[File]:
    """Write the master playlist and list what it names."""
    fps = commands.output_fps(facts)
    variants = []
    for rung in rungs:
        with (out / f"{rung.name}.m4s").open("rb") as source:
            codec = playlist.h264_codec(source.read(HEAD_BYTES))
        measured = playlist.rates(out / f"{rung.name}.m3u8")
        variants.append(
            playlist.Variant(
                uri=f"{rung.name}.m3u8",
                width=rung.width,
                height=rung.height,
                fps=fps,
                codec=codec,
                rates=measured,
            )
        )
    audio = playlist.rates(out / "a.m3u8") if facts.audio_codec else None
    (out / "master.m3u8").write_text(playlist.master(variants, audio=audio), encoding="utf-8")
    files = [_file(out, rung.name, f"{rung.name}.m4s", rung.short_side) for rung in rungs]
    return [*files, _file(out, "a", "a.m4s", 0)] if facts.audio_codec else files


def _file(out: Path, name: str, path: str, height: int) -> File:
    digest = hashlib.sha256()
    with (out / path).open("rb") as source:
        while block := source.read(1 << 20):
            digest.update(block)
    return File(name=name, path=path, height=height, size=(out / path).stat().st_size, sha256=digest.hexdigest())


def _choose_poster(out: Path) -> str:
    """The candidate with most detail: a flat or black frame compresses to next to nothing."""
    candidates = sorted(out.glob("candidate-*.jpg"), key=lambda path: (-path.stat().st_size, path.name))
    if not candidates:
        return ""
    candidates[0].rename(out / "poster.jpg")
    for other in candidates[1:]:
        other.unlink()
    return "poster.jpg"


def _empty(out: Path) -> None:
    for path in out.iterdir():
        path.unlink()


def _sync(out: Path) -> None:
    """Bytes and names on disk before anybody is told about them."""
    for path in [*out.iterdir(), out]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
