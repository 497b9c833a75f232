"""Real worker processes: killed half-way, stopped politely, several at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from tests.contest.videos.makers import make_video

from lantoa.base.audit.models import AuditEvent
from lantoa.contest.videos import folders
from lantoa.contest.videos.models import State, Video

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
SCRIPT = """
import signal, threading, django
django.setup()
from lantoa.base.jobs import worker
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
worker.run(stop=stop)
"""


def database_url():
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    where = f"host={quote(told['HOST'])}"
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}"
    return f"postgresql://{who}@:{told['PORT'] or 5432}/{quote(told['NAME'])}?{where}"


@pytest.fixture
def start(tmp_path, settings):
    """`start()` is a new worker process on this test's database and files."""
    settings.PRIVATE_ROOT, settings.MEDIA_ROOT = tmp_path / "private", tmp_path / "media"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")]),
        "LANTOA_DATA_DIR": str(tmp_path),
        "LANTOA_DATABASE_URL": database_url(),
        "LANTOA_SECRET_KEY": django_settings.SECRET_KEY,
        "LANTOA_LEASE_SECONDS": "3",
        "LANTOA_TICK_SECONDS": "1",
    }
    started = []

    def go():
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT], env=environment, cwd=Path(__file__).parents[3], start_new_session=True
        )
        started.append(process)
        return process

    yield go
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until(condition, *, seconds=90, what=""):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    found = list(Video.objects.values("state", "reason", "progress", "fence", "lease_owner"))
    pytest.fail(f"in vain waited for {what}: {found}")


def half_way(video):
    return lambda: Video.objects.filter(pk=video.pk, state=State.ENCODING, progress__gt=5).first()


def ready(*videos):
    return lambda: Video.objects.filter(pk__in=[v.pk for v in videos], state=State.READY).count() == len(videos)


def published():
    return sorted(folders.published())


def test_killed_worker_loses_nothing_and_publishes_nothing_twice(start, long_clip):
    video = make_video(source=long_clip)
    first = start()
    before = wait_until(half_way(video), what="the middle of the work")
    first.kill()
    first.wait()
    assert published() == []
    assert folders.unfinished() != []
    start()
    wait_until(ready(video), what="the second worker")
    video.refresh_from_db()
    assert video.fence > before.fence
    assert video.attempts == 2
    assert folders.owner_of(video.media_key).fence == video.fence
    assert published() == [video.media_key]
    assert AuditEvent.objects.filter(action="video.ready").count() == 1
    assert video.renditions.count() == len(set(video.renditions.values_list("name", flat=True))) >= 2
    assert folders.unfinished() == []


def test_stopped_worker_gives_its_work_back(start, long_clip):
    video = make_video(source=long_clip)
    process = start()
    wait_until(half_way(video), what="the middle of the work")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    video.refresh_from_db()
    assert (video.state, video.lease_owner, video.attempts) == (State.QUEUED, "", 0)
    assert folders.unfinished() == published() == []


def test_two_workers_do_nothing_twice(start, clip):
    videos = [make_video(source=clip) for _ in range(6)]
    start(), start()
    wait_until(ready(*videos), what="all videos")
    assert len(published()) == 6
    assert published() == sorted(Video.objects.values_list("media_key", flat=True))
    # One claim to examine and one to prepare: nobody's lease ever ran out.
    assert set(Video.objects.values_list("fence", flat=True)) == {2}
    assert AuditEvent.objects.filter(action="video.ready").count() == 6
