"""The bytes of each transfer: one file under PRIVATE_ROOT/uploads, readable by the service alone, never served."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

BLOCK = 1024 * 1024
SUFFIX = ".part"


def folder() -> Path:
    """Where the files lie; made on first use."""
    found = Path(settings.PRIVATE_ROOT) / "uploads"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path_for(pk: uuid.UUID) -> Path:
    """The file of the upload `pk`. The name that its sender gave it is never part of a path."""
    return folder() / f"{pk}{SUFFIX}"


def create(pk: uuid.UUID) -> None:
    """An empty file, whose name is on disk before anybody is told of the upload."""
    os.close(os.open(path_for(pk), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    sync_folder()


def size(pk: uuid.UUID) -> int:
    """Bytes on disk, acknowledged or not; 0 when there is no file."""
    try:
        return path_for(pk).stat().st_size
    except FileNotFoundError:
        return 0


def delete(pk: uuid.UUID) -> None:
    path_for(pk).unlink(missing_ok=True)


@contextlib.contextmanager
def open_at(pk: uuid.UUID, offset: int) -> Iterator[int]:
    """A descriptor for writing; whatever lies behind `offset` was never acknowledged and is cut off."""
    descriptor = os.open(path_for(pk), os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        os.ftruncate(descriptor, offset)
        yield descriptor
    finally:
        os.close(descriptor)


def write(descriptor: int, block: bytes, offset: int) -> None:
    """Write all of `block` at `offset`, wherever another writer may stand."""
    view = memoryview(block)
    while view:
        written = os.pwrite(descriptor, view, offset)
        view, offset = view[written:], offset + written


def sync_folder() -> None:
    descriptor = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256(pk: uuid.UUID, *, on_block: Callable[[], None]) -> str:
    """Hex SHA-256 of the file as it is on disk."""
    digest = hashlib.sha256()
    with path_for(pk).open("rb") as source:
        while block := source.read(4 * BLOCK):
            digest.update(block)
            on_block()
    return digest.hexdigest()


def free_bytes() -> int:
    return shutil.disk_usage(folder()).free


def strangers(known: Callable[[list[uuid.UUID]], set[uuid.UUID]], *, older_than: float) -> list[Path]:
    """Files that belong to no upload and have not been touched since `older_than` (seconds since the epoch)."""
    old = {
        path: name
        for path in folder().glob(f"*{SUFFIX}")
        if (name := _uuid(path.stem)) and path.stat().st_mtime < older_than
    }
    kept = known(list(old.values())) if old else set()
    return [path for path, name in old.items() if name not in kept]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
