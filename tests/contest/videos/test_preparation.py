"""From an upload to something that plays, with real files and a real ffmpeg."""

import hashlib
import logging
import shutil
from datetime import timedelta

import pytest
from django.dispatch import receiver
from tests import factories
from tests.contest.videos.makers import make_upload, make_video

from lantoa.base.audit.models import AuditEvent
from lantoa.base.jobs import leases, stopping, worker
from lantoa.base.uploads import services as uploads
from lantoa.base.uploads.models import Upload
from lantoa.base.uploads.signals import upload_completed
from lantoa.contest.videos import folders, preparation, queries, services, signals
from lantoa.contest.videos.models import State, Video
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict
from lantoa.pure.media.errors import MediaError

pytestmark = pytest.mark.django_db
RULES = {"min_seconds": 420, "max_seconds": 600, "formats": ["mp4"], "blocking": ["too_short"]}


@pytest.fixture
def news():
    heard = []
    kinds = {name: getattr(signals, name) for name in ("video_received", "video_probed", "video_ready", "video_failed")}
    receivers = []
    for name, signal in kinds.items():

        def hear(*, video, _name=name, **_):
            heard.append((_name, video.pk))

        receivers.append((signal, hear))
        signal.connect(hear, sender=Video)
    yield heard
    for signal, hear in receivers:
        signal.disconnect(hear, sender=Video)


def fresh(video):
    return Video.objects.get(pk=video.pk)


def published_folders():
    return (
        sorted(path.name for path in folders.root().iterdir() if path.name != folders.WORK)
        if folders.root().exists()
        else []
    )


def work_left():
    work = folders.root() / folders.WORK
    return sorted(path.name for path in work.iterdir()) if work.exists() else []


def test_complete_upload_becomes_a_video_that_plays(clip, news):
    upload = make_upload(source=clip, rules=RULES)
    upload_completed.send(sender=Upload, upload=upload)
    video = Video.objects.get()
    assert (video.state, video.reference, video.rules) == (State.RECEIVED, upload.ticket.reference, RULES)
    worker.run_until_idle()
    video.refresh_from_db()
    assert video.state == State.READY, video.reason
    assert [name for name, _ in news] == ["video_received", "video_probed", "video_ready"]
    assert (video.width, video.height, video.progress, round(video.duration)) == (426, 240, 100, 4)
    assert published_folders() == [video.media_key]
    assert work_left() == []
    assert (video.lease_owner, video.lease_until) == ("", None)
    folder = folders.root() / video.media_key
    for rendition in video.renditions.all():
        assert hashlib.sha256((folder / rendition.path).read_bytes()).hexdigest() == rendition.sha256
    assert set(video.renditions.values_list("name", flat=True)) == {"v240", "a"}
    assert {"master.m3u8", "poster.jpg"} <= {path.name for path in folder.iterdir()}
    assert list(AuditEvent.objects.filter(object_id=str(video.pk)).order_by("id").values_list("action", flat=True)) == [
        "video.received",
        "video.ready",
    ]


def test_too_short_clip_plays_all_the_same_and_says_so(clip):
    video = make_video(source=clip, rules=RULES)
    worker.run_until_idle()
    video = fresh(video)
    assert video.state == State.READY
    assert [check.code for check in queries.blocking_checks(video)] == ["too_short"]
    assert ("fail", "Quá ngắn: 0:04, yêu cầu tối thiểu 7:00") in queries.checklist(video)
    assert queries.state_sentence(video) == "Clip đã sẵn sàng để xem."


def test_upload_for_something_else_is_left_alone(clip):
    upload_completed.send(sender=Upload, upload=make_upload(source=clip, purpose="portrait"))
    assert not Video.objects.exists()


def test_same_upload_is_received_once(clip, news):
    upload = make_upload(source=clip)
    assert services.receive_video(upload) == services.receive_video(upload)
    assert [name for name, _ in news] == ["video_received"]


def test_file_that_is_no_video_fails_for_good(news):
    video = make_video()
    worker.run_until_idle()
    video = fresh(video)
    assert (video.state, video.reason, video.permanent) == (State.FAILED, "not_a_video", True)
    assert "MP4, MOV, MKV" in queries.state_sentence(video)
    assert news == [("video_failed", video.pk)]
    with pytest.raises(Conflict, match="video_failure_is_permanent"):
        services.retry_video(video, by=video.upload.owner)


def test_lost_original_is_said(clip):
    video = make_video(source=clip)
    uploads.path_of(video.upload).unlink()
    worker.run_until_idle()
    assert fresh(video).reason == "original_missing"


def test_passing_trouble_is_tried_again_later_and_then_given_up(clip, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    video = make_video(source=clip)
    trouble = MediaError("took_too_long", seconds=9)

    def stumble(*_, **__):
        raise trouble

    monkeypatch.setattr(preparation.pipeline, "transcode", stumble)
    now = clock.now()
    for attempt in (1, 2, 3):
        worker.run_until_idle()
        video = fresh(video)
        assert video.attempts == attempt
        if attempt < 3:
            assert (video.state, video.reason) == (State.QUEUED, "took_too_long")
            assert video.retry_at > now + timedelta(seconds=29)
            assert "Hệ thống sẽ tự thử lại" in queries.state_sentence(video)
        Video.objects.update(retry_at=None)
    assert (video.state, video.permanent) == (State.FAILED, False)
    assert work_left() == []
    monkeypatch.undo()
    services.retry_video(video, by=video.upload.owner)
    worker.run_until_idle()
    assert fresh(video).state == State.READY


def test_fault_of_ours_is_tried_again(clip, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    video = make_video(source=clip)
    monkeypatch.setattr(preparation.pipeline, "transcode", lambda *_, **__: 1 / 0)
    worker.run_until_idle()
    assert (fresh(video).state, fresh(video).reason) == (State.QUEUED, "internal")


def test_full_disk_costs_no_attempt(clip, monkeypatch, caplog):
    caplog.set_level(logging.CRITICAL)
    video = make_video(source=clip)

    def full(*_, **__):
        raise MediaError("undecodable", permanent=True, tail="av_interleaved_write_frame(): No space left on device")

    monkeypatch.setattr(preparation.pipeline, "transcode", full)
    worker.run_until_idle()
    assert (fresh(video).state, fresh(video).reason, fresh(video).attempts) == (State.QUEUED, "no_space", 0)


def test_video_that_kills_its_workers_is_given_up():
    video = make_video(state=State.QUEUED, attempts=3)
    worker.run_until_idle()
    assert (fresh(video).state, fresh(video).reason) == (State.FAILED, "gave_up")


def test_stop_gives_the_lease_back_without_an_attempt(clip):
    video = make_video(source=clip)
    preparation.examine(video.pk)
    stop = stopping.threading.Event()
    stop.set()
    with stopping.listening_to(stop):
        preparation.prepare(video.pk)
    video = fresh(video)
    assert (video.state, video.attempts, video.lease_owner) == (State.QUEUED, 0, "")
    assert work_left() == []


def test_zombie_publishes_nothing(clip, monkeypatch, caplog):
    """A worker sleeps through its lease while its heir finishes; what it made is thrown away."""
    caplog.set_level(logging.CRITICAL)
    video = make_video(source=clip)
    preparation.examine(video.pk)
    transcode = preparation.pipeline.transcode
    heirs = []

    def sleep_through(source, out, facts, **options):
        outcome = transcode(source, out, facts, **options)
        if not heirs:
            heirs.append(True)
            Video.objects.update(lease_until=clock.now() - timedelta(seconds=1))
            preparation.prepare(video.pk)
        return outcome

    monkeypatch.setattr(preparation.pipeline, "transcode", sleep_through)
    preparation.prepare(video.pk)
    video = fresh(video)
    assert (video.state, video.fence) == (State.READY, 3)
    assert published_folders() == [video.media_key]
    assert folders.owner_of(video.media_key).fence == 3
    assert work_left() == []
    assert AuditEvent.objects.filter(action="video.ready").count() == 1


def test_refusal_by_a_receiver_undoes_the_publication(clip, caplog):
    caplog.set_level(logging.CRITICAL)
    video = make_video(source=clip)

    @receiver(signals.video_ready)
    def refuse(**_):
        raise RuntimeError("on purpose")

    try:
        worker.run_until_idle()
    finally:
        signals.video_ready.disconnect(refuse)
    assert (fresh(video).state, fresh(video).reason, fresh(video).media_key) == (State.QUEUED, "internal", "")
    assert not fresh(video).renditions.exists()
    services.sweep_folders(clock.now())
    assert published_folders() == []


def test_sweep_removes_only_what_nobody_can_name_any_more(clip):
    video = make_video(source=clip)
    worker.run_until_idle()
    video = fresh(video)
    working = make_video(state=State.ENCODING)
    held = leases.claim(Video, working.pk, owner="alive", seconds=60)
    kept = folders.new_key(held.pk, held.fence)
    folders.work_folder(kept)
    old = folders.new_key(video.pk, 1)
    for key in (old, folders.new_key(held.pk, 0)):
        shutil.copytree(folders.root() / video.media_key, folders.root() / key)
    folders.work_folder(folders.new_key(video.pk, 1))
    (folders.root() / "something-else").mkdir()
    assert services.sweep_folders(clock.now()) == 3
    assert published_folders() == sorted([video.media_key, "something-else"])
    assert work_left() == [kept]


def test_work_of_a_dead_worker_is_taken_up(clip):
    video = make_video(source=clip, state=State.ENCODING, facts={})
    preparation_left = leases.claim(Video, video.pk, owner="dead", now=clock.now() - timedelta(minutes=1), seconds=20)
    Video.objects.update(state=State.PROBING)
    assert preparation_left.fence == 1
    worker.run_until_idle()
    assert fresh(video).state == State.READY


def test_retry_of_a_video_that_has_not_failed_is_refused(clip):
    video = make_video(source=clip)
    with pytest.raises(Conflict, match="video_cannot_retry"):
        services.retry_video(video, by=factories.make_user())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_reason_and_finding_has_words(language):
    from django.utils import translation

    from lantoa.contest.videos import sentences

    params = dict.fromkeys(
        (
            "found",
            "most",
            "width",
            "height",
            "codec",
            "fps",
            "seconds",
            "min",
            "max",
            "bytes",
            "wanted",
            "of",
            "declared",
        ),
        "1",
    )
    with translation.override(language):
        for text in [*sentences.REASONS.values(), *sentences.FINDINGS.values()]:
            assert str(text) % params
        for state in State:
            assert queries.state_sentence(Video(state=state, reason="internal" if state == State.FAILED else ""))
