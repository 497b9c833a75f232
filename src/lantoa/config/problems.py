"""What can go wrong outside the house, each with a sentence that says what to do."""

from __future__ import annotations

import errno
import shutil
import socket
from pathlib import Path

NEEDED_BYTES = 1_500_000_000


class Problem(Exception):
    """Something an administrator can mend; the message is all they need."""


def explain(error: OSError) -> str | None:
    """A sentence for the operating system's own refusals, else None."""
    where = f" ({error.filename})" if error.filename else ""
    return {
        errno.ENOSPC: f"The disk is full{where}: free some space and run the command again; nothing is lost.",
        errno.EDQUOT: f"The disk quota is used up{where}: free some space and run the command again.",
        errno.EACCES: f"Not allowed to write here{where}: choose another folder with --data DIR.",
        errno.EPERM: f"Not allowed to write here{where}: choose another folder with --data DIR.",
        errno.EROFS: f"This disk is read-only{where}: choose another folder with --data DIR.",
        errno.ENOTDIR: f"A file stands where a folder is needed{where}: choose another folder with --data DIR.",
        errno.EADDRINUSE: "The port is in use: choose another one with --port.",
    }.get(error.errno or 0)


def check_port(host: str, port: int) -> None:
    """Raise Problem unless `port` can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Problem(f"Port {port} is in use by another program: choose another one with --port.") from error
            raise Problem(f"Cannot listen on {host}:{port}: {error.strerror}.") from error


def check_folder(folder: Path, *, needed: int = 0) -> None:
    """Raise Problem unless `folder` can be made, written and has `needed` free bytes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".can-write"
        trial.write_text("")
        trial.unlink()
    except OSError as error:
        raise Problem(explain(error) or f"The folder {folder} cannot be used: {error.strerror}.") from error
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Problem(
            f"Only {free // 1_000_000} MB are free where {folder} lies, {needed // 1_000_000} MB are needed: "
            "free some space or choose another folder with --data DIR."
        )
