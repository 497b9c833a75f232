"""Child processes that live and die with the command that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from lantoa.config.problems import Problem

PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Runs in the child: ask the kernel for SIGTERM when the parent goes, however it goes."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(arguments: Sequence[str], **environment: str) -> subprocess.Popen[bytes]:
    """Start a child in its own session, so that Ctrl-C reaches only the command, which then stops it in order."""
    return subprocess.Popen(
        list(arguments),
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def web(host: str, port: int) -> subprocess.Popen[bytes]:
    """granian on WSGI: one process, many threads, because each upload on a slow line holds one while it sends.

    They mostly wait. The level keeps granian from warning about their number, and uploads take at most 40 of them
    (`lantoa.base.uploads.transfer.SLOTS`), so that pages are always answered.
    """
    return start(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1",
         "--blocking-threads", "64", "--respawn-failed-workers", "--log-level", "error",
         "lantoa.config.wsgi:application"]
    )  # fmt: skip


def worker() -> subprocess.Popen[bytes]:
    return start([sys.executable, "-m", "lantoa", "worker"])


def stop(*children: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """SIGTERM to all, then SIGKILL to their whole sessions after `patience` seconds."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def wait_for(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return on SIGTERM or Ctrl-C; raise Problem when a child ends by itself."""
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise Problem(f"The {name} stopped by itself (status {child.returncode}); see the lines above.")
        time.sleep(0.5)
