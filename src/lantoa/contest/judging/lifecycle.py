"""A round's and an assignment's states."""

from lantoa.pure.kernel.transitions import Lifecycle

ROUND = Lifecycle.table(
    "round",
    [
        ("open", "draft", "open"),
        ("close", "open", "closed"),
        ("tally", "closed|tallied", "tallied"),
        ("publish", "tallied|published", "published"),
    ],
)

ASSIGNMENT = Lifecycle.table(
    "assignment",
    [
        ("start", "assigned|started", "started"),
        ("submit", "assigned|started", "submitted"),
        ("recuse", "assigned|started|submitted", "recused"),
        ("cancel", "assigned|started|submitted|recused", "cancelled"),
    ],
)
