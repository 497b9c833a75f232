"""tus 1.0 on the wire: headers in, values out; a refusal for everything malformed."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lantoa.base.uploads.errors import LengthRequired, PreconditionFailed, WrongType
from lantoa.pure.kernel.errors import DomainError
from lantoa.pure.kernel.text import normalise

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,checksum,expiration"
ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
CONTENT_TYPE = "application/offset+octet-stream"
#: More digits than a bigint has.
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KEY = re.compile(r"[^\s,]+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What the sender says of a file before its bytes travel."""

    ticket: str
    size: int
    filename: str
    content_type: str
    sha256: str


@dataclass(frozen=True)
class Checksum:
    """The digest that one request's bytes must have."""

    algorithm: str
    digest: bytes

    def new(self) -> Any:
        return ALGORITHMS[self.algorithm]()


def check_version(headers: Mapping[str, str]) -> None:
    if headers.get("Tus-Resumable") != VERSION:
        raise PreconditionFailed("upload_wrong_version", version=VERSION)


def declaration(headers: Mapping[str, str]) -> Declaration:
    """From the headers of a creation request."""
    if "Upload-Length" not in headers:
        raise DomainError("upload_needs_length")
    told = metadata(headers.get("Upload-Metadata", ""))
    digest = told.get("sha256", "").lower()
    if digest and not _SHA256.fullmatch(digest):
        raise DomainError("upload_bad_checksum")
    return Declaration(
        ticket=told.get("ticket", ""),
        size=_number(headers["Upload-Length"], "upload_needs_length"),
        filename=clean_name(told.get("filename", "")),
        content_type=normalise(told.get("filetype", ""))[:100],
        sha256=digest,
    )


def metadata(header: str) -> dict[str, str]:
    """`key base64,key base64` as texts."""
    told: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = pair.partition(" ")
        if not _KEY.fullmatch(key) or key in told:
            raise DomainError("upload_bad_metadata")
        try:
            told[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise DomainError("upload_bad_metadata") from None
    return told


def clean_name(given: str) -> str:
    """The file's name for people to read: no folders, no control characters, no tricks with direction."""
    last = re.split(r"[\\/]", given)[-1]
    printable = "".join(sign for sign in last if sign.isprintable())
    return normalise(printable)[:255] or "video"


def offset(headers: Mapping[str, str]) -> int:
    return _number(headers.get("Upload-Offset", ""), "upload_needs_offset")


def body_length(headers: Mapping[str, str]) -> int:
    """How many bytes this request says it brings."""
    if "Transfer-Encoding" in headers:
        # WSGI hands over no body without a length: better refused than taken for empty.
        raise LengthRequired("upload_needs_content_length")
    given = headers.get("Content-Length") or "0"
    if not _NUMBER.fullmatch(given):
        raise LengthRequired("upload_needs_content_length")
    return int(given)


def check_content_type(headers: Mapping[str, str]) -> None:
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise WrongType("upload_wrong_type", wanted=CONTENT_TYPE)


def checksum(headers: Mapping[str, str]) -> Checksum | None:
    """From `Upload-Checksum: sha256 <base64>`, if it was sent."""
    given = headers.get("Upload-Checksum")
    if given is None:
        return None
    algorithm, _, value = given.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise DomainError("upload_bad_checksum")
    try:
        return Checksum(algorithm, base64.b64decode(value, validate=True))
    except binascii.Error:
        raise DomainError("upload_bad_checksum") from None


def _number(text: str, code: str) -> int:
    if not _NUMBER.fullmatch(text.strip()):
        raise DomainError(code)
    return int(text)
