"""The queue makes work prompt; that it is done at all is the reconciler's care."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

KEEP_FINISHED = timedelta(days=14)
#: Rows that a dead worker left RUNNING do nothing; they are only cleared away.
KEEP_RUNNING = timedelta(days=7)


def waiting(task: Task[Any, Any]) -> set[tuple[Any, ...]]:
    """The arguments of all calls of `task` that wait in the queue."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=task.module_path)
    return {tuple(row["args"]) for row in rows.values_list("args_kwargs", flat=True)}


def uses_database() -> bool:
    """Whether the tasks are kept in our database (any other backend runs its own workers)."""
    return settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db.")


def enqueue_missing(task: Task[Any, Any], *calls: tuple[Any, ...]) -> int:
    """Enqueue those calls that do not wait already; returns how many."""
    known = waiting(task) if calls and uses_database() else set()
    missing = [call for call in calls if call not in known]
    for call in missing:
        task.enqueue(*call)
    return len(missing)


def take_next(worker: str) -> DBTaskResult | None:
    """The next waiting call, marked as run by `worker`."""
    ready = DBTaskResult.objects.ready().filter(backend_name="default")
    if not ready.exists():
        # Without this look an idle worker would take SQLite's one write lock twice a second.
        return None
    with transaction.atomic():
        row = ready.get_locked()
        if row is not None:
            row.claim(worker[:64])
        return row


def clear_away(now: datetime) -> int:
    """Duty: forget what is long over."""
    finished = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_FINISHED)
    running = DBTaskResult.objects.running().filter(started_at__lt=now - KEEP_RUNNING)
    return finished.delete()[0] + running.delete()[0]
