"""`./lantoa bench`: measure the two commands as a user runs them, and print a line for docs/benchmarks.md.

Times are wall-clock seconds. Memory is read from Linux's /proc a few times a second, for the command and everything it
started: resident (pages shared between processes counted in each) and proportional (shared pages counted once).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lantoa.config.problems import Problem
from lantoa.config.suite import HOME

PAUSE = 0.25
MEBIBYTE = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Run:
    """One measured command: exit status, seconds, peaks in bytes, seconds until its site first answered."""

    status: int = -1
    seconds: float = 0.0
    resident: int = 0
    proportional: int = 0
    first_page: float | None = None


def family(root: int) -> Iterator[int]:
    """`root` and all its descendants that live now."""
    children = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                children[int(parent)].append(int(entry.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        yield pid
        waiting += children[pid]


def memory(root: int) -> tuple[int, int]:
    """Resident and proportional bytes of a whole family."""
    resident = proportional = 0
    for pid in family(root):
        # A process may end between the list and the question.
        with contextlib.suppress(OSError, IndexError):
            resident += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    proportional += int(line.split()[1]) * 1024
    return resident, proportional


def measure(command: list[str], *, page: str | None = None, cwd: Path = HOME, **environment: str) -> Run:
    """Run `command` to its end; `page` is the address whose first answer is timed."""
    run, began = Run(), time.monotonic()
    child = subprocess.Popen(command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        while child.poll() is None:
            resident, proportional = memory(child.pid)
            run.resident, run.proportional = max(run.resident, resident), max(run.proportional, proportional)
            if page and run.first_page is None and _answers(page):
                run.first_page = time.monotonic() - began
            time.sleep(PAUSE)
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
    run.status, run.seconds = child.returncode, time.monotonic() - began
    return run


def _answers(page: str) -> bool:
    try:
        with urllib.request.urlopen(page, timeout=2) as answer:  # noqa: S310 - our own loopback address
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _demo(folder: Path) -> Run:
    """From an empty folder to the published result."""
    port = str(_free_port())
    command = ["./lantoa", "demo", "--fresh", "--no-serve", "--port", port, "--data", str(folder / "demo")]
    return measure(command, page=f"http://127.0.0.1:{port}/")


def _test(folder: Path) -> Run:
    """Every check and test."""
    return measure(["./lantoa", "test"])


def _install(folder: Path) -> Run:
    """From a clean clone to a command that answers; packages come from the registry, not from a cache."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(HOME), str(clone)], check=True)
    # Where this command runs must not leak into the clone.
    return measure(["./lantoa", "--version"], cwd=clone, PIP_NO_CACHE_DIR="1", LANTOA_HOME=str(clone))


BENCHES: dict[str, Callable[[Path], Run]] = {"demo": _demo, "install": _install, "test": _test}


def machine() -> str:
    """Cores, processor, memory, system: what a figure means nothing without."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "")
    total = os.sysconf("SC_PHYS_PAGES") * PAGE / 1e9
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores ({model}), {total:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def line(name: str, run: Run) -> str:
    first = f"{run.first_page:.1f} s" if run.first_page is not None else "–"
    sizes = " | ".join(f"{size / MEBIBYTE:,.0f} MiB" for size in (run.resident, run.proportional))
    return f"| `{name}` | {run.seconds:.0f} s | {first} | {sizes} | {'ok' if run.status == 0 else run.status} |"


def run(options: argparse.Namespace) -> int:
    """Measure what was asked for, print a table, and fail when a measured command failed."""
    if platform.system() != "Linux":
        raise Problem("The benchmarks read /proc, which only Linux has.")
    if shutil.which("git") is None and "install" in options.names:
        raise Problem("Measuring the installation needs git.")
    print(machine(), flush=True)
    print("\n| measured | wall | first page | peak resident | peak proportional | status |\n|---|---|---|---|---|---|")
    worst = 0
    for name in options.names or list(BENCHES):
        for _ in range(options.times):
            with tempfile.TemporaryDirectory(prefix="lantoa-bench-") as folder:
                done = BENCHES[name](Path(folder))
            print(line(name, done), flush=True)
            worst = max(worst, abs(done.status))
    return min(worst, 1)
