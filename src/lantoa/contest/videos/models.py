"""A clip on its way from an upload to something that plays."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.base.jobs.models import Leased
from lantoa.base.uploads.models import Upload


class State(models.TextChoices):
    RECEIVED = "received", _("received")
    PROBING = "probing", _("being examined")
    QUEUED = "queued", _("waiting to be prepared")
    ENCODING = "encoding", _("being prepared")
    READY = "ready", _("ready to play")
    FAILED = "failed", _("cannot be played")


class Video(Leased):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.OneToOneField(Upload, on_delete=models.PROTECT, related_name="video")
    #: The ticket's reference: who asked for this video. It means nothing here.
    reference = models.CharField(max_length=80, db_index=True)
    rules = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    #: Why it failed, as a code with parameters; `permanent` says that trying again cannot help.
    reason = models.CharField(max_length=60, blank=True)
    reason_params = models.JSONField(default=dict)
    permanent = models.BooleanField(default=False)
    #: `lantoa.pure.media.probe.Facts` as JSON.
    facts = models.JSONField(default=dict)
    duration = models.FloatField(_("duration (seconds)"), null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    #: Per cent of the preparation, for people who wait.
    progress = models.PositiveSmallIntegerField(default=0)
    #: Folder of the published files under MEDIA_ROOT/videos; a new one for each publication.
    media_key = models.CharField(max_length=80, blank=True)
    #: Whether everybody may watch it; set by whoever decides that.
    public = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="video_progress_is_percent"),
            models.CheckConstraint(condition=~Q(state="ready") | ~Q(media_key=""), name="video_ready_is_published"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(reason=""), name="video_failed_has_reason"),
        ]
        indexes = [models.Index(fields=["state", "lease_until"], name="video_work")]


class Rendition(models.Model):
    """One rung of the ladder, or the sound."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=20)
    height = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["height"]
        constraints = [models.UniqueConstraint(fields=["video", "name"], name="rendition_once")]


class Level(models.TextChoices):
    PASS = "pass", _("pass")
    WARN = "warn", _("warning")
    FAIL = "fail", _("fail")


class TechnicalCheck(models.Model):
    """One measured rule: `lantoa.pure.media.checks.Finding` kept."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="checks")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=4, choices=Level)
    blocking = models.BooleanField(default=False)
    params = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("technical check")
        verbose_name_plural = _("technical checks")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["video", "code"], name="technical_check_once")]
