"""A worker: one thread asks every few seconds what is due, the main thread does the long work."""

from __future__ import annotations

import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections, reset_queries
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from lantoa.base.jobs import queue, reconciler, stopping
from lantoa.base.jobs.identity import worker_name

logger = logging.getLogger(__name__)

#: How long an idle worker waits before it looks again, in seconds.
PAUSE = 0.5
#: After a failure of the database.
LONG_PAUSE = 5.0


def run(*, stop: threading.Event, until_idle: bool = False) -> None:
    """Work until `stop` is set (or, with `until_idle`, until nothing is due)."""
    with stopping.listening_to(stop):
        if until_idle:
            _work_off(stop)
            return
        ticking = threading.Thread(target=_tick_until, args=(stop,), name="reconciler", daemon=True)
        ticking.start()
        try:
            _serve_queue(stop)
        finally:
            stop.set()
            ticking.join(timeout=10)


def run_until_idle() -> None:
    """Do everything that is due now, in this thread; for tests and scripts."""
    run(stop=threading.Event(), until_idle=True)


def _work_off(stop: threading.Event) -> None:
    worked = True
    while worked and not stop.is_set():
        reconciler.tick()
        worked = False
        while not stop.is_set() and run_one():
            worked = True


def run_one() -> bool:
    """Run the next waiting task; False when none waits."""
    row = queue.take_next(worker_name())
    if row is None:
        return False
    _runner().run_task(row)
    if settings.DEBUG:
        reset_queries()
    _log_failure(row)
    return True


def _runner() -> Worker:
    """The queue's own worker, for how it calls a task and keeps its outcome; the loop is ours."""
    return Worker(
        queue_names=["*"],
        interval=PAUSE,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name()[:64],
        excluded_queue_names=[],
    )


def _log_failure(row: DBTaskResult) -> None:
    if row.status == "FAILED":
        logger.error("The task %s %s failed:\n%s", row.task_path, row.args_kwargs, row.traceback)


def _serve_queue(stop: threading.Event) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            worked = run_one()
        except DatabaseError:
            # A database that is away for a while is not the end of the worker.
            logger.exception("The database did not answer; trying again in %s s.", LONG_PAUSE)
            connections.close_all()
            stop.wait(LONG_PAUSE)
            continue
        if not worked:
            stop.wait(PAUSE)
    connections.close_all()


def _tick_until(stop: threading.Event) -> None:
    while not stop.is_set():
        began = time.monotonic()
        close_old_connections()
        reconciler.tick()
        if settings.DEBUG:
            reset_queries()
        stop.wait(max(0.1, settings.LANTOA_TICK_SECONDS - (time.monotonic() - began)))
    connections.close_all()
