"""What this room refuses to do."""

from __future__ import annotations

from lantoa.pure.kernel.errors import Conflict


class NothingToReport(Conflict):
    """The contest has not been called yet: there is nothing to write about."""

    def __init__(self) -> None:
        super().__init__("article_nothing_to_report")
