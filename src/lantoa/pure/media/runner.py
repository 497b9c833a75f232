"""Run one fenced ffmpeg and listen to it."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from lantoa.pure.media import sandbox
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.sandbox import Limits

#: Told the share done, 0 to 1, about once a second; may raise to stop the work.
Progress = Callable[[float], None]
TAIL_CHARACTERS = 2000


def run(
    argv: Sequence[str],
    *,
    readable: Sequence[Path],
    writable: Sequence[Path],
    timeout: float,
    total_seconds: float = 0,
    on_progress: Progress | None = None,
    limits: Limits | None = None,
) -> str:
    """Run `argv` in the fence and return what it wrote to stderr.

    `-progress pipe:1` is read in this thread, so that a heartbeat comes from whoever waits for the work; whatever
    `on_progress` raises ends the program and comes out here. MediaError("ffmpeg_failed", tail=…) for a bad exit
    status, MediaError("took_too_long") after `timeout` seconds.
    """
    folder = writable[0] if writable else Path(tempfile.gettempdir())
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        process = sandbox.start(
            sandbox.fence(argv, readable=readable, writable=writable),
            limits=limits or Limits(),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=said.fileno(),
        )
        late = threading.Event()

        def expire() -> None:
            late.set()
            sandbox.kill(process)

        watchdog = threading.Timer(timeout, expire)
        watchdog.daemon = True
        watchdog.start()
        try:
            _listen(process, total_seconds, on_progress)
            process.wait()
        finally:
            watchdog.cancel()
            if process.poll() is None:
                sandbox.kill(process)
            with contextlib.suppress(OSError):
                if process.stdout is not None:
                    process.stdout.close()
        said.seek(0)
        text = said.read()
    if late.is_set():
        raise MediaError("took_too_long", seconds=round(timeout))
    if process.returncode != 0:
        raise MediaError("ffmpeg_failed", status=process.returncode, tail=text[-TAIL_CHARACTERS:])
    return text


def _listen(process: subprocess.Popen[str], total_seconds: float, on_progress: Progress | None) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        key, _, value = line.strip().partition("=")
        if on_progress is None or key not in {"out_time_us", "progress"}:
            continue
        if key == "out_time_us" and value.lstrip("-").isdigit() and total_seconds > 0:
            on_progress(min(max(int(value) / 1e6 / total_seconds, 0.0), 1.0))
