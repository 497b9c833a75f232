"""A contest's states."""

from lantoa.pure.kernel.transitions import Lifecycle

CONTEST = Lifecycle.table(
    "contest",
    [
        ("open", "draft", "open"),
        ("close", "open", "closed"),
        ("reopen", "closed", "open"),
        ("finish", "closed", "finished"),
    ],
)
