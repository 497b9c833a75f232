"""A fence around every program that reads an entrant's file.

bubblewrap where it works (only the one input file and one output folder exist inside, no network), else
`unshare` without network, else resource limits alone. `isolation()` says which is in force.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG = 1
GIB = 1024**3


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bytes of address space and of one written file, seconds of processor time, open files."""

    memory: int = 6 * GIB
    file_size: int = 16 * GIB
    cpu_seconds: int = 4 * 3600
    open_files: int = 256


@cache
def isolation() -> str:
    """`"bubblewrap"`, `"unshare"` or `"limits"`: the strongest fence that works on this machine."""
    if shutil.which("bwrap") and _works([*_bubblewrap((), ()), "/bin/true"]):
        return "bubblewrap"
    if shutil.which("unshare") and _works(["unshare", "--user", "--map-root-user", "--net", "/bin/true"]):
        return "unshare"
    return "limits"


def _works(argv: Sequence[str]) -> bool:
    try:
        return subprocess.run(argv, capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def _bubblewrap(readable: Sequence[Path], writable: Sequence[Path]) -> list[str]:
    argv = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    for folder in (
        "/usr",
        "/bin",
        "/lib",
        "/lib64",
        "/etc/alternatives",
        "/etc/ld.so.cache",
        *_python_folders(),
    ):
        if Path(folder).is_symlink():
            argv += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).exists():
            argv += ["--ro-bind", folder, folder]
    argv += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108 - a private one inside the fence
    for path in readable:
        argv += ["--ro-bind", str(path), str(path)]
    for path in writable:
        argv += ["--bind", str(path), str(path)]
    return argv


def _python_folders() -> list[str]:
    """Where the interpreter and its packages lie, if not under /usr."""
    return sorted({p for p in (sys.prefix, sys.base_prefix) if not p.startswith("/usr")})


def fence(argv: Sequence[str], *, readable: Sequence[Path] = (), writable: Sequence[Path] = ()) -> list[str]:
    """`argv` inside the strongest fence; only `readable` files and `writable` folders are visible under bubblewrap."""
    level = isolation()
    program = Path(argv[0]).resolve()
    if level == "bubblewrap":
        return [*_bubblewrap([program, *readable], writable), "--", *argv]
    if level == "unshare":
        return ["unshare", "--user", "--map-root-user", "--net", "--", *argv]
    return list(argv)


def start(argv: Sequence[str], *, limits: Limits, cwd: Path, stdout: int, stderr: int) -> subprocess.Popen[str]:
    """Start a fenced program in a process group of its own that dies with this process."""

    def before_exec() -> None:
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        for what, most in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, limits.file_size),
            (resource.RLIMIT_CPU, limits.cpu_seconds),
            (resource.RLIMIT_NOFILE, limits.open_files),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))
        os.nice(5)

    return subprocess.Popen(
        list(argv),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=before_exec,
    )


def kill(process: subprocess.Popen[str]) -> None:
    """End the whole process group at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
