"""A throw-away PostgreSQL for the test suite, listening on a socket in a private folder only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from lantoa.config.problems import Problem


def _find() -> Path | None:
    """The folder of initdb and pg_ctl, newest version first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*installed, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def binaries() -> Path:
    """Where PostgreSQL's programs are; installed from Debian's packages when root on Debian."""
    found = _find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing PostgreSQL from Debian's packages (for the tests only) ...", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, env=environment, **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "--no-install-recommends", "postgresql"],
            check=False,
            env=environment,
            **quiet,
        )
        found = _find()
    if found is None:
        raise Problem(
            "PostgreSQL was not found, and the suite must pass on it too. Install it (Debian: apt install postgresql), "
            "or run './lantoa test --no-postgres' to leave that half out."
        )
    return found


def _owner() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as the package's own user, else as nobody."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def running() -> Iterator[str]:
    """The LANTOA_DATABASE_URL of a fresh server, stopped and removed at the end."""
    programs, owner = binaries(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="lantoa-pg-"))
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"

    def run(*arguments: str) -> None:
        done = subprocess.run(
            arguments,
            user=owner,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Problem(f"PostgreSQL for the tests did not start: {done.stderr.strip() or done.stdout.strip()}")

    try:
        run(
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "lantoa",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        # Throw-away data: durability is tested elsewhere, here the disk may be lazy.
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield f"postgresql://lantoa@/postgres?host={quote(str(folder), safe='')}"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
