"""Read audit lines."""

from __future__ import annotations

from django.db import models

from lantoa.base.audit.models import AuditEvent


def history(subject: models.Model) -> models.QuerySet[AuditEvent]:
    """All lines about one object, newest first."""
    return AuditEvent.objects.filter(object_type=subject._meta.label_lower, object_id=str(subject.pk))


def within(scope: models.Model) -> models.QuerySet[AuditEvent]:
    """All lines about things that belong to `scope`, newest first."""
    return AuditEvent.objects.filter(scope=f"{scope._meta.label_lower}:{scope.pk}")
