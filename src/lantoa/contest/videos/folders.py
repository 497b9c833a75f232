"""Published files: one folder for each publication, named after video, fence and chance; never changed once there."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

WORK = ".work"
_KEY = re.compile(r"([0-9a-f]{32})-(\d{1,9})-[0-9a-f]{12}", re.ASCII)
_PLAYLIST = re.compile(r"(v\d{1,5}|a)\.m3u8", re.ASCII)
_RENDITION = re.compile(r"(v\d{1,5}|a)\.m4s", re.ASCII)
MASTER, POSTER = "master.m3u8", "poster.jpg"


@dataclass(frozen=True)
class Owner:
    """Whose folder it is: the video, and the fence of the worker that made it."""

    video: uuid.UUID
    fence: int


def root() -> Path:
    return Path(settings.MEDIA_ROOT).resolve() / "videos"


def new_key(video: uuid.UUID, fence: int) -> str:
    """A name that no other publication has, and that nobody can guess."""
    return f"{video.hex}-{fence}-{secrets.token_hex(6)}"


def owner_of(key: str) -> Owner | None:
    match = _KEY.fullmatch(key)
    return Owner(uuid.UUID(match[1]), int(match[2])) if match else None


def work_folder(key: str) -> Path:
    """An empty folder on the same disk as the published ones, so that publishing is one rename."""
    made = root() / WORK / key
    made.mkdir(parents=True)
    return made


def publish(key: str) -> Path:
    """Move the finished work folder to where it is served from, in one step, and see it on disk."""
    target = root() / key
    (root() / WORK / key).rename(target)
    descriptor = os.open(root(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return target


def discard_unfinished(key: str) -> None:
    shutil.rmtree(root() / WORK / key, ignore_errors=True)


def discard_unfinished_before(video: uuid.UUID, fence: int) -> None:
    """Remove what dead workers left of `video`: whoever works under a lower fence can publish nothing any more."""
    for key in unfinished():
        owner = owner_of(key)
        if owner and owner.video == video and owner.fence < fence:
            discard_unfinished(key)


def discard(key: str) -> None:
    """Remove a folder, finished or not: first out of sight in one step, then file by file."""
    discard_unfinished(key)
    published = root() / key
    if published.is_dir():
        grave = root() / WORK / f"gone-{key}-{secrets.token_hex(4)}"
        grave.parent.mkdir(parents=True, exist_ok=True)
        published.rename(grave)
        shutil.rmtree(grave, ignore_errors=True)


def published() -> list[str]:
    """The names of all folders that are, or could be, served."""
    return _names(root())


def unfinished() -> list[str]:
    return _names(root() / WORK)


def bury_the_dead() -> int:
    """Remove folders whose removal was broken off."""
    graves = list((root() / WORK).glob("gone-*")) if (root() / WORK).is_dir() else []
    for grave in graves:
        shutil.rmtree(grave, ignore_errors=True)
    return len(graves)


def rendition_of(name: str) -> str | None:
    """The rendition to which the file `name` belongs; "" for master and poster; None for what is never served."""
    if name in {MASTER, POSTER}:
        return ""
    match = _PLAYLIST.fullmatch(name) or _RENDITION.fullmatch(name)
    return match[1] if match else None


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if owner_of(path.name)] if folder.is_dir() else []
