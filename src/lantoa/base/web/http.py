"""Files over HTTP with ranges, so that a player can seek: RFC 9110 sections 13 and 14, single ranges only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header, http_date, parse_etags, parse_http_date_safe

BLOCK = 256 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
#: More digits than any file has: not a number worth parsing.
MOST_DIGITS = 19


class Unsatisfiable(Exception):
    """A well-formed range that lies outside the file."""


@dataclass(frozen=True)
class Span:
    """Bytes `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def parse_range(header: str, size: int) -> Span | None:
    """The bytes asked for; None where the header must be ignored (malformed, or several ranges)."""
    match = RANGE.fullmatch(header.strip())
    if not match or match.groups() == ("", "") or any(len(part) > MOST_DIGITS for part in match.groups()):
        return None
    first_text, last_text = match.groups()
    if not first_text:
        wanted = min(int(last_text), size)
        if not wanted:
            raise Unsatisfiable
        return Span(size - wanted, size - 1)
    first = int(first_text)
    last = int(last_text) if last_text else size - 1
    if last_text and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Span(first, min(last, size - 1))


def respond_file(
    request: HttpRequest,
    path: Path | str,
    *,
    content_type: str,
    etag: str = "",
    max_age: int = 0,
    public: bool = True,
    filename: str | None = None,
) -> HttpResponseBase:
    """Send the file at `path`, or the part asked for. The caller has authorised, and chose the path itself.

    A file that is missing raises FileNotFoundError: the caller knows whether that is a 404 or a fault.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    path = Path(path)
    stat = path.stat()
    tag = f'"{etag}"' if etag else f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    modified = int(stat.st_mtime)
    response = _answer(request, path, stat.st_size, tag, modified, content_type)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = f"{'public' if public else 'private'}, max-age={max_age}" + (
        ", immutable" if max_age >= 86_400 * 30 else ""
    )
    if filename:
        disposition = content_disposition_header(as_attachment=True, filename=filename)
        if disposition:
            response["Content-Disposition"] = disposition
    return response


def _answer(
    request: HttpRequest, path: Path, size: int, tag: str, modified: int, content_type: str
) -> HttpResponseBase:
    if _not_modified(request, tag, modified):
        return HttpResponse(status=304)
    span = None
    if request.method == "GET" and "Range" in request.headers and _range_applies(request, tag, modified):
        try:
            span = parse_range(request.headers["Range"], size)
        except Unsatisfiable:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    whole = Span(0, size - 1)
    part = span or whole
    headers = {"Content-Length": str(part.length)}
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=headers)
    return StreamingHttpResponse(
        _read(path, part), status=206 if span else 200, content_type=content_type, headers=headers
    )


def _not_modified(request: HttpRequest, tag: str, modified: int) -> bool:
    if "If-None-Match" in request.headers:
        wanted = [given.removeprefix("W/") for given in parse_etags(request.headers["If-None-Match"])]
        return tag in wanted or "*" in wanted
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and modified <= since


def _range_applies(request: HttpRequest, tag: str, modified: int) -> bool:
    """Whether the file is still the one whose part the client holds (If-Range)."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        # A weak tag never matches here: its bytes may differ.
        return condition == tag
    return parse_http_date_safe(condition) == modified


def _read(path: Path, span: Span) -> Iterator[bytes]:
    left = span.length
    with path.open("rb") as file:
        file.seek(span.first)
        while left > 0:
            block = file.read(min(BLOCK, left))
            if not block:
                return
            left -= len(block)
            yield block
