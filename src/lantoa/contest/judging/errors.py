"""Refusals of this room that carry more than a sentence."""

from __future__ import annotations

from typing import Any

from lantoa.pure.kernel.errors import Conflict, DomainError


class Unprocessable(DomainError):
    """Understood, but not a value that the rubric allows."""

    status = 422


class SignedOut(DomainError):
    """The session ended while a page was open; what was typed is still in the browser."""

    status = 401


class StaleSheet(Conflict):
    """The sheet has been written elsewhere since; `ballot` is what is stored now."""

    def __init__(self, ballot: Any, *, given: int) -> None:
        current = ballot.version if ballot else 0
        super().__init__("judging_sheet_stale", given=given, current=current)
        self.ballot = ballot
