"""News from rooms below; each only calls a service of this room."""

from __future__ import annotations

from typing import Any

from lantoa.contest.entries.models import Entry
from lantoa.contest.screening import services


def entry_submitted(sender: object, entry: Entry, **_: Any) -> None:
    services.look_anew(entry)
