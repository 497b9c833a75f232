"""Write audit lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from lantoa.base.audit.models import AuditEvent
from lantoa.pure.kernel import clock


def record(
    action: str,
    subject: models.Model,
    *,
    by: Any,
    scope: models.Model | None = None,
    reason: str = "",
    now: datetime | None = None,
    **details: Any,
) -> AuditEvent:
    """Add the line "`by` did `action` to `subject`"; `by=None` means the system itself."""
    return AuditEvent.objects.create(
        at=now or clock.now(),
        actor=by,
        actor_name=str(by) if by else "",
        action=action,
        object_type=subject._meta.label_lower,
        object_id=str(subject.pk),
        scope=f"{scope._meta.label_lower}:{scope.pk}" if scope else "",
        reason=reason,
        details=details,
    )
