"""Bytes from one request to disk: one writer at a time, nothing acknowledged before it is safe."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, BinaryIO, Protocol

from django.db import transaction
from django.db.models import Q

from lantoa.base.audit import services as audit
from lantoa.base.uploads import files
from lantoa.base.uploads.errors import Busy, ChecksumMismatch, Locked
from lantoa.base.uploads.models import State, Upload
from lantoa.base.uploads.protocol import Checksum
from lantoa.base.uploads.signals import upload_completed
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, NoSpace, TooLarge

#: A writer that has been silent for so long is taken to be gone (its line was cut and nobody noticed).
WRITER_SECONDS = 15
#: How often a busy writer says that it is still there.
CONFIRM_SECONDS = 4
#: How often it puts on disk and on record what has arrived, so that a fall of the server costs little.
RECORD_SECONDS = 8
RECORD_BYTES = 32 * 1024 * 1024

#: So many requests may bring bytes to this process at once. Fewer than the web server's threads
#: (`lantoa.config.processes`): any number of slow lines before a deadline leaves some for everybody else.
SLOTS = 40
_slots = threading.BoundedSemaphore(SLOTS)


class Readable(Protocol):
    def read(self, size: int) -> bytes: ...


def receive(
    upload: Upload, body: Readable | BinaryIO, *, offset: int, length: int, checksum: Checksum | None = None
) -> Upload:
    """Append up to `length` bytes of `body` at `offset` and complete the upload when it is whole.

    Returns the upload with its new offset: as far as the bytes came, also when the line was cut on the way.
    """
    if offset + length > upload.size:
        raise TooLarge("upload_longer_than_declared")
    writer = Writer(upload)
    with _slot(), writer:
        _admit_loss(writer)
        if writer.upload.offset != offset:
            raise Conflict("upload_wrong_offset", offset=writer.upload.offset)
        if writer.upload.state == State.RECEIVING:
            _append(writer, body, length, checksum)
    return writer.upload


@contextlib.contextmanager
def _slot() -> Iterator[None]:
    """Never waits: a waiting request would hold the very thread that is short."""
    if not _slots.acquire(blocking=False):
        raise Busy("upload_too_many")
    try:
        yield
    finally:
        _slots.release()


def _admit_loss(writer: Writer) -> None:
    """If the disk holds less than was acknowledged (a restored backup), ask for the rest again."""
    held = files.size(writer.upload.pk)
    if writer.upload.state == State.RECEIVING and held < writer.upload.offset:
        writer.record(held)


def _append(writer: Writer, body: Readable | BinaryIO, length: int, checksum: Checksum | None) -> None:
    digest = checksum.new() if checksum else None
    upload = writer.upload
    start = arrived = upload.offset
    full = False
    with files.open_at(upload.pk, start) as descriptor:
        try:
            for block in _blocks(body, length):
                writer.confirm()
                files.write(descriptor, block, arrived)
                arrived += len(block)
                if digest:
                    digest.update(block)
                elif writer.is_time_to_record(arrived):
                    os.fsync(descriptor)
                    writer.record(arrived)
        except OSError as error:
            if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise
            full = True
        # With a checksum it is all or nothing: a part of the bytes cannot be checked.
        if digest and checksum and (full or arrived - start < length or digest.digest() != checksum.digest):
            os.ftruncate(descriptor, start)
            if arrived - start == length and not full:
                raise ChecksumMismatch("upload_checksum_differs")
            arrived = start
        os.fsync(descriptor)
    if arrived < upload.size:
        writer.record(arrived)
    else:
        _complete(writer)
    if full:
        raise NoSpace("upload_no_room")


def _blocks(body: Readable | BinaryIO, length: int) -> Iterator[bytes]:
    """The body in pieces, until it ends: as it should, or because the line was cut."""
    left = length
    while left > 0:
        try:
            block = body.read(min(files.BLOCK, left))
        except OSError:
            # Django's UnreadablePostError is one too: the sender is gone, what came before is good.
            return
        if not block:
            return
        left -= len(block)
        yield block


def _complete(writer: Writer) -> None:
    """All bytes are there: compare, then one transaction makes it true and tells the others."""
    upload = writer.upload
    files.sync_folder()
    found = files.sha256(upload.pk, on_block=writer.confirm)
    if upload.declared_sha256 and found != upload.declared_sha256:
        with files.open_at(upload.pk, 0):
            writer.record(0)
        raise ChecksumMismatch("upload_differs")
    now = clock.now()
    with transaction.atomic():
        writer.record(upload.size, state=State.COMPLETE, sha256=found, completed_at=now)
        audit.record("upload.completed", upload, by=upload.owner, now=now, sha256=found, size=upload.size)
        upload_completed.send(sender=Upload, upload=upload)


class Writer:
    """The one request that may write to an upload. Entering takes over from a silent one, or raises Locked."""

    def __init__(self, upload: Upload) -> None:
        self.upload = upload
        self.name = secrets.token_hex(16)
        self._confirmed_at = self._recorded_at = 0.0
        self._recorded = upload.offset

    def __enter__(self) -> Writer:
        now = clock.now()
        free = Q(writer="") | Q(writer_until__isnull=True) | Q(writer_until__lte=now)
        with transaction.atomic():
            taken = Upload.objects.filter(free, pk=self.upload.pk).update(writer=self.name, writer_until=now + _lease())
            if not taken:
                raise Locked("upload_busy")
            self.upload = Upload.objects.select_related("ticket", "owner").get(pk=self.upload.pk)
        self._confirmed_at = self._recorded_at = time.monotonic()
        self._recorded = self.upload.offset
        return self

    def __exit__(self, *_: object) -> None:
        Upload.objects.filter(pk=self.upload.pk, writer=self.name).update(writer="", writer_until=None)

    def confirm(self) -> None:
        """Called before each write: still the one? After a long silence somebody else may have taken over."""
        if time.monotonic() - self._confirmed_at >= CONFIRM_SECONDS:
            self._update()

    def is_time_to_record(self, arrived: int) -> bool:
        late = time.monotonic() - self._recorded_at >= RECORD_SECONDS
        return late or arrived - self._recorded >= RECORD_BYTES

    def record(self, offset: int, **fields: Any) -> None:
        """Acknowledge everything before `offset`; the bytes are on disk already."""
        self._update(offset=offset, touched_at=clock.now(), **fields)
        self._recorded = offset
        self._recorded_at = time.monotonic()

    def _update(self, **fields: Any) -> None:
        mine = Upload.objects.filter(pk=self.upload.pk, writer=self.name, state=State.RECEIVING)
        if not mine.update(writer_until=clock.now() + _lease(), **fields):
            # Another request took over, or the transfer was cancelled; whoever asks again is told which.
            raise Locked("upload_busy")
        self._confirmed_at = time.monotonic()
        for name, value in fields.items():
            setattr(self.upload, name, value)


def _lease() -> timedelta:
    return timedelta(seconds=WRITER_SECONDS)
