"""A fence around every program that reads an entrant's file.

bubblewrap where it works (only the one input file and one output folder exist inside, no network), else
`unshare` without network, else resource limits alone. `isolation()` says which is in force; LANTOA_ISOLATION
names one by hand.
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
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG = 1
GIB = 1024**3
LEVELS = ("bubblewrap", "unshare", "limits")
#: Where the one input file lies inside the fence.
INSIDE = Path("/job/in.bin")
#: bubblewrap asks to die with its parent only a few milliseconds after its start, and does not notice a parent that died
#: before. So the program inside waits for a word: who is dead does not say it, and whoever says it is listened to.
GATE = 'echo ready && read -r go && exec "$@" </dev/null'
#: Loaded before any fork: between fork and exec a lock of the loader may be held by a thread that no longer exists.
_LIBC = ctypes.CDLL(None)
#: Killed from outside (no memory left, an operator): not the clip's fault. bubblewrap adds 128 to the signal.
KILLED = {-signal.SIGKILL, -signal.SIGTERM, 128 + signal.SIGKILL, 128 + signal.SIGTERM}

Bind = tuple[Path, Path]


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
    forced = os.environ.get("LANTOA_ISOLATION", "")
    if forced in LEVELS:
        return forced
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


def _bubblewrap(readable: Sequence[Bind], writable: Sequence[Path]) -> list[str]:
    argv = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    # A private one, and first: an installation may itself lie below /tmp, and what is mounted later lies on top.
    argv += ["--tmpfs", "/tmp"]  # noqa: S108
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
    argv += ["--proc", "/proc", "--dev", "/dev"]
    for path, inside in readable:
        argv += ["--ro-bind", str(path), str(inside)]
    for path in writable:
        argv += ["--bind", str(path), str(path)]
    return argv


def _python_folders() -> list[str]:
    """Where the interpreter and its packages lie, if not under /usr."""
    return sorted({p for p in (sys.prefix, sys.base_prefix) if not p.startswith("/usr")})


@contextlib.contextmanager
def job(source: Path) -> Iterator[Bind]:
    """The one input file and the name under which the fenced program finds it, alone in its folder.

    A neutral name without an ending and without neighbours: nothing inside the file can point to another clip.
    """
    source = source.resolve()
    if isolation() == "bubblewrap":
        yield source, INSIDE
        return
    with tempfile.TemporaryDirectory(prefix="lantoa-job-") as folder:
        alone = Path(folder, INSIDE.name)
        alone.symlink_to(source)
        yield source, alone


def fence(argv: Sequence[str], *, readable: Sequence[Bind] = (), writable: Sequence[Path] = ()) -> list[str]:
    """`argv` inside the strongest fence; only `readable` files and `writable` folders are visible under bubblewrap.

    `readable` are pairs of a file and its name inside.
    """
    level = isolation()
    program = Path(argv[0]).resolve()
    if level == "bubblewrap":
        inside = _bubblewrap([(program, program), *readable], writable)
        return [*inside, "--", "/bin/sh", "-c", GATE, "sh", *argv]
    if level == "unshare":
        return ["unshare", "--user", "--map-root-user", "--net", "--", *argv]
    return list(argv)


def start(argv: Sequence[str], *, limits: Limits, cwd: Path, stderr: int) -> subprocess.Popen[str]:
    """Start a fenced program in a process group of its own that dies with this process; its output is a pipe."""
    parent = os.getpid()
    prctl = getattr(_LIBC, "prctl", None)

    def before_exec() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            # It died before it could be said that we want to die with it.
            os._exit(1)
        for what, most in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_FSIZE, limits.file_size),
            (resource.RLIMIT_CPU, limits.cpu_seconds),
            (resource.RLIMIT_NOFILE, limits.open_files),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))
        os.nice(5)

    gated = GATE in argv
    process = subprocess.Popen(
        list(argv),
        stdin=subprocess.PIPE if gated else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=before_exec,
    )
    if gated:
        _let_in(process)
    return process


def _let_in(process: subprocess.Popen[str]) -> None:
    """Say the word that `GATE` waits for, once the fence stands."""
    assert process.stdin is not None and process.stdout is not None
    with contextlib.suppress(OSError):
        if process.stdout.readline():
            process.stdin.write("go\n")
        process.stdin.close()
    # Nobody else may try to write to it or to close it.
    process.stdin = None


def kill(process: subprocess.Popen[str]) -> None:
    """End the whole process group at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
