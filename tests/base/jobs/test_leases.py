"""Leases are tried on videos, the rows that they were made for."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import Q
from tests.contest.videos.makers import make_video

from lantoa.base.jobs import leases, stopping
from lantoa.contest.videos.models import State, Video
from lantoa.pure.kernel import clock


@pytest.fixture
def video(db):
    return make_video()


def claim(video, owner="one", **options):
    return leases.claim(Video, video.pk, owner=owner, seconds=20, **options)


def test_free_row_is_claimed_once(video):
    row = claim(video)
    assert (row.lease_owner, row.fence, row.attempts) == ("one", 1, 1)
    assert claim(video, "two") is None


def test_row_is_free_again_when_its_lease_has_run_out(video):
    now = clock.now()
    assert claim(video, now=now)
    assert claim(video, "two", now=now + timedelta(seconds=19)) is None
    row = claim(video, "two", now=now + timedelta(seconds=20))
    assert (row.lease_owner, row.fence, row.attempts) == ("two", 2, 2)


def test_row_that_does_not_fit_is_not_claimed(video):
    assert claim(video, where=Q(state=State.READY)) is None
    assert claim(video, where=Q(state=State.RECEIVED))


def test_row_to_be_tried_later_is_not_claimed_before(video):
    now = clock.now()
    Video.objects.update(retry_at=now + timedelta(seconds=30))
    assert claim(video, now=now) is None
    assert claim(video, now=now + timedelta(seconds=30)).retry_at is None


def test_zombie_cannot_write(video):
    now = clock.now()
    zombie = claim(video, now=now - timedelta(minutes=1))
    heir = claim(video, "two", now=now)
    for write in (
        lambda: leases.guarded_update(zombie, progress=99),
        lambda: leases.renew(zombie),
        lambda: leases.release(zombie),
    ):
        with pytest.raises(leases.LostLease):
            write()
    leases.guarded_update(heir, progress=3)
    video.refresh_from_db()
    assert (video.progress, video.lease_owner, video.fence) == (3, "two", 2)


def test_zombie_of_the_same_worker_cannot_write(video):
    now = clock.now()
    zombie = claim(video, now=now - timedelta(minutes=1))
    assert claim(video, now=now)
    with pytest.raises(leases.LostLease):
        leases.guarded_update(zombie, progress=99)


def test_released_row_cannot_be_written_and_is_free(video):
    row = claim(video)
    leases.release(row)
    with pytest.raises(leases.LostLease):
        leases.guarded_update(row, progress=1)
    assert claim(video, "two").attempts == 2


def test_refunded_attempt_does_not_count(video):
    leases.release(claim(video), refund=True)
    assert claim(video).attempts == 1


def test_renewed_lease_lasts_from_now(video):
    row = claim(video, now=clock.now() - timedelta(seconds=19))
    leases.renew(row, seconds=20)
    assert claim(video, "two", now=clock.now() + timedelta(seconds=18)) is None


def test_heartbeat_renews_and_notices_the_stop(video):
    row = claim(video)
    heartbeat = leases.Heartbeat(row, seconds=0.001)
    before = row.lease_until
    leases.time.sleep(0.01)
    heartbeat.beat()
    assert row.lease_until != before
    stop = threading.Event()
    with stopping.listening_to(stop):
        heartbeat.beat()
        stop.set()
        with pytest.raises(stopping.Stopping):
            heartbeat.beat()
    heartbeat.beat()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_get_one_lease():
    video = make_video()
    together = threading.Barrier(6)
    won = []

    def rush(number):
        together.wait()
        try:
            if row := claim(video, f"worker-{number}"):
                won.append(row.fence)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=rush, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert won == [1]
