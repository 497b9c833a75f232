"""An entry's states."""

from lantoa.pure.kernel.transitions import Lifecycle

ENTRY = Lifecycle.table(
    "entry",
    [
        ("submit", "draft|returned", "submitted"),
        ("take_up", "submitted", "screening"),
        ("accept", "submitted|screening", "accepted"),
        ("return", "submitted|screening", "returned"),
        ("reject", "submitted|screening", "rejected"),
        ("withdraw", "draft|submitted|screening|returned|accepted", "withdrawn"),
        ("disqualify", "accepted", "disqualified"),
        ("reinstate", "rejected|disqualified", "screening"),
    ],
)
