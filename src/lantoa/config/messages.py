"""Catalogues of words: compiled from .po when they are older than it, so that no system tool is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def catalogues() -> Iterator[Path]:
    """Every .po file of the package: those of the rooms in `locale`, Wagtail's words in `locale_wagtail`."""
    return iter(sorted(PACKAGE.glob("**/locale*/*/LC_MESSAGES/*.po")))


def compile_stale() -> list[Path]:
    """Write each .mo that is missing or older than its .po; returns those written."""
    written = []
    for po in catalogues():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        # Written beside and renamed: two commands may start at once.
        partial = mo.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(po)).save_as_mofile(str(partial))
        partial.replace(mo)
        written.append(mo)
    return written
