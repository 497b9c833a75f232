"""A person at a browser, reduced to HTTP: the same addresses, forms and tokens, nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

CHUNK = 8 * 1024 * 1024
PATIENCE_SECONDS = 120


class Refused(Exception):
    """The site said no; the status and what it said."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))[:400]
        super().__init__(f"{response.request.method} {response.url}: {self.status} {self.text}")


@dataclass
class Person:
    """One signed-in (or anonymous) visitor with a cookie jar of their own."""

    base: str
    email: str = ""
    password: str = ""
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self._send("GET", path, **options)

    def post(self, path: str, data: Any = None, **options: Any) -> requests.Response:
        """POST a form (or json=…) with the CSRF token that the site gave."""
        headers = {"X-CSRFToken": self._token(), "Referer": self.base, **options.pop("headers", {})}
        return self._send("POST", path, data=data, headers=headers, **options)

    def _token(self) -> str:
        if "csrftoken" not in self.session.cookies:
            self.get("/accounts/login/")
        return self.session.cookies.get("csrftoken") or ""

    def _send(self, method: str, path: str, **options: Any) -> requests.Response:
        """One request; waits like a person when the site asks for patience (429), raises Refused on other noes."""
        accepted = options.pop("expect", ())
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self.session.request(method, self.base + path, timeout=60, **options)
            if answer.status_code != 429 or time.monotonic() > until:
                break
            time.sleep(float(answer.headers.get("Retry-After") or 5))
        if answer.status_code >= 400 and answer.status_code not in accepted:
            raise Refused(answer)
        return answer

    def sign_in(self) -> Person:
        """Through the sign-in page, with e-mail and password."""
        answer = self.post("/accounts/login/", {"login": self.email, "password": self.password})
        if "sessionid" not in self.session.cookies:
            raise Refused(answer)
        return self

    def upload(self, path: Path, ticket: str, *, filename: str | None = None, filetype: str = "video/mp4") -> str:
        """Send a file by tus 1.0 in chunks; returns the address of the upload."""
        with path.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
        words = {"ticket": ticket, "filename": filename or path.name, "filetype": filetype, "sha256": digest}
        metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())
        tus = {"Tus-Resumable": "1.0.0"}
        size = path.stat().st_size
        made = self.post("/uploads/", headers={**tus, "Upload-Length": str(size), "Upload-Metadata": metadata})
        where = made.headers["Location"].removeprefix(self.base)
        offset = 0
        with path.open("rb") as source:
            while offset < size:
                source.seek(offset)
                answer = self._send(
                    "PATCH",
                    where,
                    data=source.read(CHUNK),
                    headers={
                        **tus,
                        "Upload-Offset": str(offset),
                        "Content-Type": "application/offset+octet-stream",
                        "X-CSRFToken": self._token(),
                        "Referer": self.base,
                    },
                )
                offset = int(answer.headers["Upload-Offset"])
        return where
