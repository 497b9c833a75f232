"""One worker at a time on one row: every change of hands raises the fence, every write is checked against it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q

from lantoa.base.jobs import stopping
from lantoa.base.jobs.models import Leased
from lantoa.pure.kernel import clock

Row = TypeVar("Row", bound=Leased)


class LostLease(Exception):
    """Somebody else works on this row now: stop, and throw away what was made."""


def is_free(now: datetime) -> Q:
    """Rows on which nobody works: never taken, given back, or left by a worker that fell silent."""
    return Q(lease_until__isnull=True) | Q(lease_until__lte=now)


def due(queryset: models.QuerySet[Any], now: datetime) -> models.QuerySet[Any]:
    """Those of `queryset` that a worker may take now."""
    return queryset.filter(is_free(now)).filter(Q(retry_at__isnull=True) | Q(retry_at__lte=now))


def claim(
    model: type[Row],
    pk: Any,
    *,
    owner: str,
    now: datetime | None = None,
    seconds: float | None = None,
    where: Q | None = None,
) -> Row | None:
    """Take the lease of one row, or None when it is not free (or `where` does not hold).

    Counts an attempt: a row that kills its worker each time is noticed by that number.
    """
    now = now or clock.now()
    until = now + timedelta(seconds=_seconds(seconds))
    with transaction.atomic():
        free = due(model._default_manager.filter(pk=pk), now)
        if where is not None:
            free = free.filter(where)
        taken = free.update(
            lease_owner=owner, lease_until=until, fence=F("fence") + 1, attempts=F("attempts") + 1, retry_at=None
        )
        # Read inside the transaction: the row stays locked until its new fence is known.
        return model._default_manager.get(pk=pk) if taken else None


def renew(row: Leased, now: datetime | None = None, *, seconds: float | None = None) -> None:
    """Hold the lease for another while; LostLease when it has passed to somebody else."""
    until = (now or clock.now()) + timedelta(seconds=_seconds(seconds))
    guarded_update(row, lease_until=until)


def guarded_update(row: Leased, **fields: Any) -> None:
    """Write `fields` if `row` still holds its lease, else LostLease and nothing is written."""
    written = (
        type(row)._default_manager.filter(pk=row.pk, fence=row.fence, lease_owner=row.lease_owner).update(**fields)
    )
    if not written or not row.lease_owner:
        raise LostLease(f"{row._meta.label} {row.pk} fence {row.fence}")
    for name, value in fields.items():
        setattr(row, name, value)


#: What a row looks like when nobody works on it; add it to the last guarded write.
GIVEN_BACK: dict[str, Any] = {"lease_owner": "", "lease_until": None}


def release(row: Leased, *, refund: bool = False) -> None:
    """Give the lease back; `refund` when the attempt was broken off through no fault of the row."""
    spent = {"attempts": max(0, row.attempts - 1)} if refund else {}
    guarded_update(row, **GIVEN_BACK, **spent)


class Heartbeat:
    """Call `beat` as often as you like while you work: it renews the lease when a third of it has passed.

    Raises LostLease when the row has passed on, and `stopping.Stopping` when this worker is told to stop.
    """

    def __init__(self, row: Leased, *, seconds: float | None = None) -> None:
        self.row = row
        self.seconds = _seconds(seconds)
        self._renew_at = time.monotonic() + self.seconds / 3

    def beat(self) -> None:
        stopping.check()
        if time.monotonic() >= self._renew_at:
            renew(self.row, seconds=self.seconds)
            self._renew_at = time.monotonic() + self.seconds / 3


def _seconds(given: float | None) -> float:
    return float(settings.LANTOA_LEASE_SECONDS if given is None else given)
