"""The state of each transfer; the bytes are files under PRIVATE_ROOT."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UploadTicket(models.Model):
    """Leave to send one kind of file, given by a room above: who, what for, how large.

    `reference` and `rules` mean nothing here; they travel with the upload to whoever gave the ticket.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    reference = models.CharField(max_length=80)
    max_bytes = models.BigIntegerField()
    rules = models.JSONField(default=dict)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("upload ticket")
        verbose_name_plural = _("upload tickets")
        indexes = [models.Index(fields=["purpose", "reference"], name="ticket_by_reference")]


class State(models.TextChoices):
    RECEIVING = "receiving", _("receiving")
    COMPLETE = "complete", _("complete")
    TERMINATED = "terminated", _("cancelled")


class Upload(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ticket = models.ForeignKey(UploadTicket, on_delete=models.PROTECT, related_name="uploads")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    filename = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    #: Hex SHA-256 of the whole file, once it is complete.
    sha256 = models.CharField(max_length=64, blank=True)
    #: What the browser said it would be, if it did.
    declared_sha256 = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVING)
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    #: Held by the one request that writes now; another one takes it over when it is stale.
    writer = models.CharField(max_length=40, blank=True)
    writer_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_not_empty"),
            models.CheckConstraint(
                condition=Q(offset__gte=0) & Q(offset__lte=F("size")), name="upload_offset_within_size"
            ),
            models.CheckConstraint(
                condition=~Q(state="complete") | (Q(offset=F("size")) & ~Q(sha256="")), name="upload_complete_is_whole"
            ),
        ]
