import logging
import threading
import time
from datetime import timedelta

import pytest
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lantoa.base.jobs import queue, reconciler, worker
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db
done = []


@task
def note(text):
    done.append(text)


@task
def break_down():
    raise RuntimeError("on purpose")


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


@pytest.fixture
def duty():
    """`duty(fn)` registers a duty for this test."""
    names = []

    def add(function, **options):
        name = f"test.{len(names)}"
        names.append(name)
        reconciler.register(name, function, **options)
        return name

    yield add
    for name in names:
        for table in (reconciler._duties, reconciler._every, reconciler._last):
            table.pop(name, None)


def test_waiting_tasks_are_run():
    note.enqueue("a")
    note.enqueue("b")
    worker.run_until_idle()
    assert done == ["a", "b"]
    assert {row.status for row in DBTaskResult.objects.all()} == {TaskResultStatus.SUCCESSFUL}


def test_failed_task_does_not_hold_up_the_next(caplog):
    caplog.set_level(logging.CRITICAL)
    break_down.enqueue()
    note.enqueue("after")
    worker.run_until_idle()
    assert done == ["after"]
    assert DBTaskResult.objects.get(task_path__endswith="break_down").status == TaskResultStatus.FAILED


def test_task_left_running_by_a_dead_worker_is_harmless():
    note.enqueue("lost")
    assert queue.take_next("a worker that dies") is not None
    note.enqueue("next")
    worker.run_until_idle()
    assert done == ["next"]
    assert queue.clear_away(clock.now()) == 0
    assert queue.clear_away(clock.now() + timedelta(days=8)) == 1


def test_call_that_waits_is_not_enqueued_twice():
    assert queue.enqueue_missing(note, ("a",), ("b",)) == 2
    assert queue.enqueue_missing(note, ("a",), ("c",)) == 1
    assert DBTaskResult.objects.count() == 3


def test_duty_that_fails_does_not_hold_up_the_others(duty, caplog):
    caplog.set_level(logging.CRITICAL)
    told = []
    duty(lambda now: 1 / 0)
    later = duty(lambda now: told.append(now) or 4)
    now = clock.now()
    assert reconciler.tick(now)[later] == 4
    assert told == [now]


def test_rare_duty_waits_for_its_time(duty):
    told = []
    rare = duty(lambda now: told.append(now) or 0, every=3600)
    reconciler.tick()
    assert rare not in reconciler.tick()
    assert len(told) == 1


def test_two_duties_cannot_share_a_name(duty):
    name = duty(lambda now: 0)
    with pytest.raises(reconciler.AlreadyRegistered):
        reconciler.register(name, lambda now: 1)


@pytest.mark.django_db(transaction=True)
def test_worker_runs_until_it_is_told_to_stop(settings, duty):
    settings.LANTOA_TICK_SECONDS = 1
    stop = threading.Event()
    ticks = []
    duty(lambda now: ticks.append(now) or 0)
    note.enqueue("while it runs")
    threading.Timer(1.5, stop.set).start()
    began = time.monotonic()
    worker.run(stop=stop)
    assert done == ["while it runs"]
    assert ticks
    assert time.monotonic() - began < 10
