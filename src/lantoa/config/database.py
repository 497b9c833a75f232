"""Refuse a SQLite connection that could lose what was acknowledged.

With WAL and synchronous=NORMAL a power cut loses committed rows while integrity_check still says ok, so the
promise is checked on each connection rather than trusted to a settings file.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

FULL = 2


def check_connection(sender: object, connection: Any, **_: object) -> None:
    """Receiver of `connection_created`: journal_mode must be WAL (or memory) and synchronous FULL."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if synchronous != FULL or journal not in {"wal", "memory"}:
        raise ImproperlyConfigured(
            f"SQLite must run WAL with synchronous=FULL, but runs {journal} with synchronous={synchronous}."
        )
