"""The one door to a unit on the desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from lantoa.base.accounts.access import require_manager
from lantoa.base.units import queries
from lantoa.base.units.models import Membership, Unit


def managed_unit(request: HttpRequest, pk: int) -> Unit:
    """The unit `pk`, for those who look after units; 404 for everybody else."""
    require_manager(request)
    found = queries.listed().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def managed_membership(unit: Unit, pk: int) -> Membership:
    """A membership of `unit`."""
    found = queries.members(unit).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
