"""Run an installation: make it ready, then web and worker until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import gc
import hashlib
import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from lantoa.config import processes
from lantoa.config.messages import compile_stale
from lantoa.config.problems import NEEDED_BYTES, Problem, check_folder, check_port

#: Locked for as long as a site runs with the data folder.
MARK = "running"


def say(text: str) -> None:
    print(text, flush=True)


def prepare(data: Path, *, needed: int = 0) -> None:
    """Folder, words, database and static files: all that must be there before the first request."""
    check_folder(data, needed=needed)
    compile_stale()
    import django

    django.setup()
    from django.core.management import call_command

    with _rare_collections():
        call_command("migrate", verbosity=0, interactive=False)
    _collect_static(data)
    from lantoa.front.portal.services import ensure_site

    ensure_site()


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    """Migrations make a model of everything again and again; looking for garbage less often saves a fifth of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(400_000, 2, 2)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder: a second site on it would migrate and serve under the feet of the first."""
    check_folder(data)
    with (data / MARK).open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(
                f"Lantoa runs already with the folder {data}: stop it first, or choose another folder with --data DIR."
            ) from error
        yield


def _collect_static(data: Path) -> None:
    """Copy static files with hashed names, unless nothing has changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    mark = data / "static.mark"
    if mark.exists() and mark.read_text() == seen.hexdigest():
        return
    say("Preparing static files ...")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(seen.hexdigest())


def address(host: str, port: int) -> str:
    return f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104 - compared, not bound


def wait_until_served(base: str, web: object, *, seconds: float = 60) -> None:
    """Return when the site answers; Problem when it does not come up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=2) as answer:  # noqa: S310 - our own loopback address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Problem("The site did not come up within a minute; see the lines above.")


def _terminate_politely() -> None:
    """SIGTERM to the command is the same as Ctrl-C: everything is stopped in order."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def _settle_addresses(options: argparse.Namespace) -> str:
    base = address(options.host, options.port)
    os.environ.setdefault("LANTOA_BASE_URL", base)
    return os.environ["LANTOA_BASE_URL"]


def up(options: argparse.Namespace) -> int:
    """An installation for a real contest: web and worker in one foreground command."""
    _terminate_politely()
    data = Path(os.environ["LANTOA_DATA_DIR"])
    with alone(data):
        return _serve(options, data)


def _serve(options: argparse.Namespace, data: Path) -> int:
    check_port(options.host, options.port)
    base = _settle_addresses(options)
    prepare(data, needed=200_000_000)
    from lantoa.base.accounts.services import first_administrator_path

    # Again: preparing takes a while, and granian would share the port with whoever took it meanwhile.
    check_port(options.host, options.port)
    children = {"web server": processes.web(options.host, options.port), "worker": processes.worker()}
    try:
        wait_until_served(address(options.host, options.port), children["web server"])
        say(f"\nLantoa runs at {base}  (data in {data}; Ctrl-C stops everything)")
        if first := first_administrator_path():
            say(f"There is no administrator yet. Open this address once to become one:\n  {base}{first}")
        processes.wait_for(children)
    except KeyboardInterrupt:
        say("\nStopping ...")
    finally:
        processes.stop(*children.values())
    return 0


def worker() -> int:
    """One worker process, until SIGTERM or Ctrl-C."""
    import threading

    compile_stale()
    import django

    django.setup()
    from lantoa.base.jobs import worker as jobs_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    jobs_worker.run(stop=stop)
    return 0


def demo(options: argparse.Namespace) -> int:
    """Build the reference contest through the running site, then keep serving it."""
    _terminate_politely()
    data = Path(os.environ["LANTOA_DATA_DIR"])
    from lantoa.demo import run as story

    if options.fresh and os.environ.get("LANTOA_DATABASE_URL"):
        raise Problem(
            "--fresh throws a folder away, not the database that LANTOA_DATABASE_URL names: name an empty one, or none."
        )
    try:
        story.require_demonstration(data)
    except story.NotADemonstration as refusal:
        raise Problem(str(refusal)) from refusal
    with alone(data):
        if options.fresh:
            story.forget(data, but=MARK)
        return _tell(options, data)


def _tell(options: argparse.Namespace, data: Path) -> int:
    from lantoa.demo import run as story

    check_port(options.host, options.port)
    story.begin(data)
    base = _settle_addresses(options)
    say("Making ready: folder, database, static files ...")
    prepare(data, needed=NEEDED_BYTES)
    check_port(options.host, options.port)
    children = {"web server": processes.web(options.host, options.port), "worker": processes.worker()}
    try:
        local = address(options.host, options.port)
        wait_until_served(local, children["web server"])
        say(f"The site answers at {base} and fills while you watch.")
        story.build(local, data, options.stage, clips=options.clips, say=say, alive=lambda: _all_alive(children))
        if options.json:
            figures = story.figures()
            options.json.parent.mkdir(parents=True, exist_ok=True)
            options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            say(f"Figures written to {options.json}")
        say(story.where_to_look(base, data))
        if not options.no_serve:
            say("Ctrl-C stops everything.")
            processes.wait_for(children)
    except KeyboardInterrupt:
        say("\nStopping; run the command again to go on from here.")
        return 0 if not options.no_serve else 130
    finally:
        processes.stop(*children.values())
    return 0


def _all_alive(children: dict) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Problem(f"The {name} stopped by itself (status {child.returncode}); see the lines above.")


__all__ = ["demo", "prepare", "say", "up", "worker"]
