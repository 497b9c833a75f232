"""The hash of the first administrator's token, kept beside the database and gone once used."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def _path() -> Path:
    return settings.DATA.root / "first-administrator"


def keep(token_hash: str) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(token_hash)


def kept() -> str:
    try:
        return _path().read_text().strip()
    except FileNotFoundError:
        return ""


def take() -> bool:
    """Remove it; False if somebody else was faster."""
    try:
        _path().unlink()
    except FileNotFoundError:
        return False
    return True
