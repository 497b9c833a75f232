"""The two stages of a video, each under a lease: examine the file, then prepare and publish it."""

from __future__ import annotations

import contextlib
import logging
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from lantoa.base.audit import services as audit
from lantoa.base.jobs import leases
from lantoa.base.jobs.identity import worker_name
from lantoa.base.jobs.leases import GIVEN_BACK, LostLease
from lantoa.base.jobs.stopping import Stopping
from lantoa.base.uploads.services import path_of
from lantoa.contest.videos import folders, signals
from lantoa.contest.videos.lifecycle import TO_EXAMINE, TO_PREPARE, VIDEO
from lantoa.contest.videos.models import Rendition, TechnicalCheck, Video
from lantoa.pure.kernel import clock
from lantoa.pure.media import checks, pipeline
from lantoa.pure.media.errors import MediaError
from lantoa.pure.media.facts import Facts
from lantoa.pure.media.probe import probe
from lantoa.pure.media.rules import TechnicalRules

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
FIRST_PAUSE = timedelta(seconds=30)
NO_SPACE_PAUSE = timedelta(minutes=5)
#: How often the progress is written for people who wait, in seconds.
REPORT_SECONDS = 2.0


def examine(pk: uuid.UUID) -> bool:
    """Measure the file and judge it; True if this call brought it on its way to be prepared."""
    video = leases.claim(Video, pk, owner=worker_name(), where=Q(state__in=TO_EXAMINE))
    if video is None:
        return False
    with _accounted(video, "postpone_examination"):
        leases.guarded_update(video, state=VIDEO.target("examine", video.state))
        facts = probe(_original(video))
        with transaction.atomic():
            queued = VIDEO.target("queue", video.state)
            leases.guarded_update(
                video, state=queued, attempts=0, reason="", reason_params={}, **_columns(facts), **GIVEN_BACK
            )
            _keep_findings(video, facts)
            signals.video_probed.send(sender=Video, video=video)
        return True
    return False


def prepare(pk: uuid.UUID) -> None:
    """Make the renditions and publish them; does nothing when somebody else is at it or nothing is to be done."""
    video = leases.claim(Video, pk, owner=worker_name(), where=Q(state__in=TO_PREPARE))
    if video is None:
        return
    key = folders.new_key(video.pk, video.fence)
    with _accounted(video, "postpone_preparation"):
        leases.guarded_update(video, state=VIDEO.target("prepare", video.state), progress=0)
        folders.discard_unfinished_before(video.pk, video.fence)
        source, folder = _original(video), folders.work_folder(key)
        try:
            facts = Facts.from_dict(video.facts)
            outcome = pipeline.transcode(source, folder, facts, on_progress=Reporter(video))
            _publish(video, key, outcome)
        except LostLease:
            folders.discard(key)
            raise
        except BaseException:
            # After a failed commit only the database knows whether the folder is published: the sweep asks it.
            folders.discard_unfinished(key)
            raise


class Reporter:
    """Hears ffmpeg's progress: keeps the lease and tells the people who wait."""

    def __init__(self, video: Video) -> None:
        self.video = video
        self.heartbeat = leases.Heartbeat(video)
        self._reported_at = 0.0

    def __call__(self, share: float) -> None:
        self.heartbeat.beat()
        if time.monotonic() - self._reported_at >= REPORT_SECONDS:
            # 100 is said by the publication alone.
            leases.guarded_update(self.video, progress=min(99, int(share * 100)))
            self._reported_at = time.monotonic()


def _publish(video: Video, key: str, outcome: pipeline.Outcome) -> None:
    """All or nothing, and only by the holder of the lease; until the commit nobody can know of the folder."""
    leases.renew(video)
    target = folders.publish(key)
    with transaction.atomic():
        now = clock.now()
        leases.guarded_update(
            video,
            state=VIDEO.target("publish", video.state),
            media_key=key,
            progress=100,
            reason="",
            reason_params={},
            ready_at=now,
            **_columns(outcome.facts),
            **GIVEN_BACK,
        )
        if not target.is_dir():
            # Swept away while this worker slept beyond its lease.
            raise LostLease(key)
        _keep_renditions(video, outcome)
        _keep_findings(video, outcome.facts)
        audit.record("video.ready", video, by=None, now=now, rungs=[rung.name for rung in outcome.rungs])
        signals.video_ready.send(sender=Video, video=video)


def _keep_renditions(video: Video, outcome: pipeline.Outcome) -> None:
    video.renditions.all().delete()
    Rendition.objects.bulk_create(
        Rendition(video=video, name=file.name, height=file.height, path=file.path, size=file.size, sha256=file.sha256)
        for file in outcome.files
    )


def _keep_findings(video: Video, facts: Facts) -> None:
    video.checks.all().delete()
    TechnicalCheck.objects.bulk_create(
        TechnicalCheck(video=video, code=found.code, level=found.level, blocking=found.blocking, params=found.params)
        for found in checks.judge(facts, TechnicalRules.from_dict(video.rules))
    )


def _columns(facts: Facts) -> dict[str, Any]:
    return {"facts": facts.to_dict(), "duration": facts.duration_seconds, "width": facts.width, "height": facts.height}


def _original(video: Video) -> Any:
    path = path_of(video.upload)
    if not path.is_file():
        raise MediaError("original_missing", permanent=True)
    return path


@contextlib.contextmanager
def _accounted(video: Video, postpone: str) -> Iterator[None]:
    """Whatever happens inside, the row afterwards says so; only a worker's sudden death leaves it to the lease."""
    claimed = video.fence, video.lease_owner
    try:
        try:
            if video.attempts > MAX_ATTEMPTS:
                raise MediaError("gave_up")
            yield
        except LostLease:
            raise
        except Stopping:
            _reread(video, claimed)
            leases.guarded_update(
                video, state=_back(video, postpone), attempts=max(0, video.attempts - 1), **GIVEN_BACK
            )
        except MediaError as error:
            _reread(video, claimed)
            _settle(video, postpone, error)
        except Exception:
            logger.exception("Video %s: unexpected failure", video.pk)
            _reread(video, claimed)
            _settle(video, postpone, MediaError("internal"))
    except LostLease:
        logger.warning("Video %s has passed to another worker; what was made is thrown away.", video.pk)


def _reread(video: Video, claimed: tuple[int, str]) -> None:
    """The row as it is after a transaction that was undone; LostLease when it is no longer ours."""
    video.refresh_from_db()
    if (video.fence, video.lease_owner) != claimed:
        raise LostLease(str(video.pk))


def _settle(video: Video, postpone: str, error: MediaError) -> None:
    """Fail for good, or try again later."""
    params = {name: value for name, value in error.params.items() if name != "tail"}
    tail = str(error.params.get("tail", ""))
    if tail:
        logger.warning("Video %s: %s: %s", video.pk, error.code, tail)
    if "No space left on device" in tail:
        _postpone(video, postpone, "no_space", {}, NO_SPACE_PAUSE, attempts=max(0, video.attempts - 1))
    elif error.permanent or video.attempts >= MAX_ATTEMPTS:
        _fail(video, error, params)
    else:
        pause = FIRST_PAUSE * 4 ** max(0, video.attempts - 1)
        _postpone(video, postpone, error.code, params, pause)


def _postpone(video: Video, name: str, code: str, params: dict[str, Any], pause: timedelta, **fields: Any) -> None:
    leases.guarded_update(
        video,
        state=_back(video, name),
        reason=code,
        reason_params=params,
        retry_at=clock.now() + pause,
        progress=0,
        **fields,
        **GIVEN_BACK,
    )


def _fail(video: Video, error: MediaError, params: dict[str, Any]) -> None:
    with transaction.atomic():
        leases.guarded_update(
            video,
            state=VIDEO.target("fail", video.state),
            reason=error.code,
            reason_params=params,
            permanent=error.permanent,
            progress=0,
            **GIVEN_BACK,
        )
        audit.record("video.failed", video, by=None, code=error.code)
        signals.video_failed.send(sender=Video, video=video)


def _back(video: Video, name: str) -> str:
    """The state from which the stage begins again; unchanged if it had not begun."""
    return VIDEO.target(name, video.state) if VIDEO.allows(name, video.state) else video.state
