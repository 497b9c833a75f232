"""News of entries: an open round follows them."""

from __future__ import annotations

from typing import Any

from lantoa.contest.judging import services


def entry_accepted(sender: Any, entry: Any, **_more: Any) -> None:
    services.deal_entry(entry)


def entry_removed(sender: Any, entry: Any, **_more: Any) -> None:
    services.cancel_entry(entry)
