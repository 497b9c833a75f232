"""What a file is by its first bytes: nothing but MP4/MOV and Matroska/WebM goes any further."""

from __future__ import annotations

from pathlib import Path

from lantoa.pure.media.errors import MediaError

HEAD_BYTES = 64
EBML = b"\x1a\x45\xdf\xa3"
#: Kind → the demuxer that reads it.
DEMUXERS = {"mp4": "mov", "mov": "mov", "mkv": "matroska", "webm": "matroska"}
#: Box types with which an ISO base media file may begin.
FIRST_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"styp"}


def kind_of(head: bytes) -> str | None:
    """`"mp4"`, `"mov"` (QuickTime), `"mkv"`, `"webm"` or None; `head` is the first 64 bytes."""
    if head.startswith(EBML):
        # The document type stands in the first element, as plain letters.
        return "webm" if b"webm" in head else "mkv"
    # A box is at least eight bytes long; 0 means "to the end of the file", 1 "the length follows".
    length = int.from_bytes(head[:4], "big")
    if len(head) >= 12 and head[4:8] in FIRST_BOXES and (length in {0, 1} or length >= 8):
        return "mp4" if head[4:8] in {b"ftyp", b"styp"} and head[8:12] != b"qt  " else "mov"
    return None


def sniff(path: Path) -> str:
    """The kind of the file at `path`; MediaError("not_a_video") for everything else."""
    with path.open("rb") as source:
        found = kind_of(source.read(HEAD_BYTES))
    if found is None:
        raise MediaError("not_a_video", permanent=True)
    return found
