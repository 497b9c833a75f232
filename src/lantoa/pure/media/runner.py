"""Run one fenced ffmpeg and listen to it."""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from lantoa.pure.media import sandbox
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.sandbox import Bind, Limits

#: Told the share done, 0 to 1, about once a second; may raise to stop the work.
Progress = Callable[[float], None]
TAIL_CHARACTERS = 2000
TAIL_LINES = 60
#: A hostile file can make ffmpeg talk without end: so many lines of measurements are kept, and the last few others.
MOST_LINES = 50_000
LINE_CHARACTERS = 1000


def run(
    argv: Sequence[str],
    *,
    readable: Sequence[Bind],
    writable: Sequence[Path],
    timeout: float,
    total_seconds: float = 0,
    on_progress: Progress | None = None,
    limits: Limits | None = None,
    keep: re.Pattern[str] | None = None,
) -> str:
    """Run `argv` in the fence and return what it wrote to stderr: lines that match `keep`, and the last few.

    `-progress pipe:1` is read in this thread, so that a heartbeat comes from whoever waits for the work; whatever
    `on_progress` raises ends the program and comes out here. MediaError("ffmpeg_failed", tail=…) for a bad exit
    status, MediaError("took_too_long") after `timeout` seconds, MediaError("killed") when something else ended it.
    """
    folder = writable[0] if writable else Path(tempfile.gettempdir())
    try:
        process = sandbox.start(
            sandbox.fence(argv, readable=readable, writable=writable),
            limits=limits or Limits(),
            cwd=folder,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise MediaError("no_ffmpeg") from error
    late = threading.Event()
    said = _Said(keep)

    def expire() -> None:
        late.set()
        sandbox.kill(process)

    watchdog = threading.Timer(timeout, expire)
    watchdog.daemon = True
    listener = threading.Thread(target=said.listen, args=(process.stderr,), daemon=True)
    watchdog.start()
    listener.start()
    try:
        _listen(process, total_seconds, on_progress)
        process.wait()
    finally:
        watchdog.cancel()
        if process.poll() is None:
            sandbox.kill(process)
        listener.join(timeout=10)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()
    if late.is_set():
        raise MediaError("took_too_long", seconds=round(timeout))
    if process.returncode in sandbox.KILLED:
        raise MediaError("killed", status=process.returncode, tail=said.tail())
    if process.returncode != 0:
        raise MediaError("ffmpeg_failed", status=process.returncode, tail=said.tail())
    return said.text()


class _Said:
    """What a program writes to stderr, as much of it as is wanted."""

    def __init__(self, keep: re.Pattern[str] | None) -> None:
        self._keep = keep
        self._kept: list[str] = []
        self._last: deque[str] = deque(maxlen=TAIL_LINES)

    def listen(self, pipe: IO[str]) -> None:
        """Read to the end; runs in a thread of its own, so that a full pipe stops nobody."""
        with contextlib.suppress(OSError, ValueError):
            while line := pipe.readline(LINE_CHARACTERS):
                if self._keep and self._keep.search(line):
                    if len(self._kept) < MOST_LINES:
                        self._kept.append(line)
                else:
                    self._last.append(line)

    def text(self) -> str:
        return "".join([*self._kept, *self._last])

    def tail(self) -> str:
        return "".join(self._last)[-TAIL_CHARACTERS:]


def _listen(process: subprocess.Popen[str], total_seconds: float, on_progress: Progress | None) -> None:
    """Tell the share at the end of each block of lines, also while ffmpeg does not yet know how far it is."""
    assert process.stdout is not None
    share = 0.0
    for line in process.stdout:
        key, _, value = line.strip().partition("=")
        if key == "out_time_us" and value.isdigit() and total_seconds > 0:
            share = max(share, min(int(value) / 1e6 / total_seconds, 1.0))
        elif key == "progress" and on_progress is not None:
            on_progress(share)
