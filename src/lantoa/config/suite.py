"""`./lantoa test`: everything that must hold before a change lands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lantoa.config.problems import Problem

HOME = Path(os.environ.get("LANTOA_HOME") or Path(__file__).resolve().parents[3])
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
USAGE = """usage: lantoa test [--no-postgres] [--no-browser] [PYTEST ARGUMENTS ...]

Without arguments: lint, types, import contracts, the suite on SQLite and on PostgreSQL, and browser tests.
With pytest arguments (a path, -k ...): only those tests, on the configured database."""


def find_browser() -> str:
    """A Chromium: one that is there, else Debian's package when root on Debian, else Playwright's own."""
    given = os.environ.get("LANTOA_CHROMIUM")
    names = [given] if given else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    for name in names:
        if path := shutil.which(name):
            return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium from Debian's packages (for the browser tests) ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], check=False, **quiet)
        if path := shutil.which("chromium"):
            return path
    print("Fetching Playwright's own Chromium ...", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)",
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    path = asked.stdout.strip()
    if path and Path(path).exists():
        return path
    raise Problem(
        "No browser could be had for the browser tests: install Chromium (Debian: apt install chromium), name one with "
        "LANTOA_CHROMIUM, or run './lantoa test --no-browser' to leave them out."
    )


def _step(name: str, command: Sequence[str], **environment: str) -> bool:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(list(command), cwd=HOME, env={**os.environ, **environment}, check=False)
    print(
        f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return done.returncode == 0


def _checks() -> list[bool]:
    return [
        _step("lint", [str(BIN / "ruff"), "check", "src", "tests"]),
        _step("format", [str(BIN / "ruff"), "format", "--check", "src", "tests"]),
        _step("types", [str(BIN / "mypy")]),
        _step("import contracts", [str(BIN / "lint-imports")]),
    ]


def _suite(name: str, marks: str, url: str = "", *extra: str, **environment: str) -> Callable[[], bool]:
    def run() -> bool:
        return _step(name, [*PYTEST, "-m", marks, *extra], LANTOA_DATABASE_URL=url, **environment)

    return run


def run(arguments: Sequence[str]) -> int:
    """Run what was asked; exit status 0 only when all of it passed."""
    if "--help" in arguments or "-h" in arguments:
        print(USAGE)
        return 0
    wanted = [a for a in arguments if a not in {"--no-postgres", "--no-browser"}]
    if wanted:
        return subprocess.run([*PYTEST, *wanted], cwd=HOME, check=False).returncode
    began = time.monotonic()
    browser = "" if "--no-browser" in arguments else find_browser()
    results = _checks()
    results.append(_suite("suite on SQLite", "not e2e", "", "-n", "2")())
    if "--no-postgres" not in arguments:
        from lantoa.config import postgres

        with postgres.running() as url:
            results.append(_suite("suite on PostgreSQL", "not e2e", url, "-n", "2")())
    if browser:
        results.append(_suite("browser", "e2e", LANTOA_CHROMIUM=browser)())
    passed = all(results)
    print(f"\n{'All checks passed' if passed else 'Some checks FAILED'} in {time.monotonic() - began:.0f} s")
    return 0 if passed else 1


def lock() -> int:
    """Write requirements/*.lock from requirements/*.in, with hashes and without the registry's address."""
    for name in ("base", "test"):
        done = subprocess.run(
            [str(BIN / "uv"), "pip", "compile", "--quiet", "--upgrade", "--python-version", "3.11", "--generate-hashes",
             "--no-emit-index-url", "--no-header", "-o", f"requirements/{name}.lock", f"requirements/{name}.in"],
            cwd=HOME,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise Problem("The lock could not be written; see above.")
    return 0
