"""The name under which this process holds leases."""

from __future__ import annotations

import os
import secrets
import socket
from functools import cache


def worker_name() -> str:
    """Unique to this process, also after the number of a dead one has come round again."""
    return _name(os.getpid())


@cache
def _name(pid: int) -> str:
    return f"{socket.gethostname()[:30]}-{pid}-{secrets.token_hex(4)}"
