"""A video's states. What a dead worker left half-way is taken up from the same stage."""

from lantoa.pure.kernel.transitions import Lifecycle

VIDEO = Lifecycle.table(
    "video",
    [
        ("examine", "received|probing", "probing"),
        ("queue", "probing", "queued"),
        ("prepare", "queued|encoding", "encoding"),
        ("publish", "encoding", "ready"),
        ("postpone_examination", "probing", "received"),
        ("postpone_preparation", "encoding", "queued"),
        ("fail", "received|probing|queued|encoding", "failed"),
        ("retry", "failed", "received"),
    ],
)
#: States in which a worker has something to do.
TO_EXAMINE = ("received", "probing")
TO_PREPARE = ("queued", "encoding")
