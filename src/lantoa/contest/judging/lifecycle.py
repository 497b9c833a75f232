"""A round's and an assignment's states."""

from lantoa.pure.kernel.transitions import Lifecycle

ROUND = Lifecycle.table(
    "round",
    [
        ("open", "draft", "open"),
        ("close", "open", "closed"),
        # Also after publication: a correction is a new tally.
        ("tally", "closed|tallied|published", "tallied"),
        ("publish", "tallied|published", "published"),
    ],
)

ASSIGNMENT = Lifecycle.table(
    "assignment",
    [
        ("start", "assigned|started", "started"),
        ("submit", "assigned|started", "submitted"),
        ("recuse", "assigned|started|submitted", "recused"),
        ("cancel", "assigned|started|submitted", "cancelled"),
        # The entry came back while the round is still open.
        ("restore", "cancelled", "assigned"),
    ],
)
