"""Read units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from lantoa.base.units.models import Membership, Unit


def represented_units(user: Any) -> QuerySet[Unit]:
    """The units for which `user` speaks, in official order."""
    return Unit.objects.filter(memberships__user_id=user.pk, memberships__represents=True)


def own_units(user: Any) -> QuerySet[Unit]:
    """The units to which `user` belongs, whether they speak for them or not."""
    return Unit.objects.filter(memberships__user_id=user.pk)


def conflict_unit_ids(user: Any) -> set[int]:
    """Units whose work `user` may not judge: their own and every unit above these."""
    own = Membership.objects.filter(user_id=user.pk).values_list("unit_id", flat=True)
    return with_ancestors(own)


def with_ancestors(unit_ids: Iterable[int]) -> set[int]:
    """These units and every unit above them."""
    waiting = list(unit_ids)
    if not waiting:
        return set()
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    while waiting:
        pk = waiting.pop()
        if pk is None or pk in found:
            continue
        found.add(pk)
        waiting.append(parents.get(pk))
    return found


def descendant_ids(unit: Unit) -> set[int]:
    """Ids of every unit below `unit`."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Unit.objects.values_list("pk", "parent_id"):
        below.setdefault(parent, []).append(pk)
    found: set[int] = set()
    waiting = list(below.get(unit.pk, ()))
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += below.get(pk, ())
    return found


def descendants(unit: Unit) -> QuerySet[Unit]:
    """Every unit below `unit`, in official order."""
    return Unit.objects.filter(pk__in=descendant_ids(unit))


def listed() -> QuerySet[Unit]:
    """All units with what a list shows: the parent, how many people, how many of them speak for it."""
    return Unit.objects.select_related("parent").annotate(
        people=Count("memberships", distinct=True),
        speakers=Count("memberships", filter=Q(memberships__represents=True), distinct=True),
    )


def as_tree(units: Iterable[Unit]) -> list[tuple[int, Unit]]:
    """(depth, unit) from the roots down; a unit whose parent is not among `units` stands as a root."""
    units = list(units)
    here = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in here else None, []).append(unit)
    rows: list[tuple[int, Unit]] = []
    waiting = [(0, unit) for unit in reversed(below.get(None, []))]
    while waiting:
        depth, unit = waiting.pop()
        rows.append((depth, unit))
        waiting += [(depth + 1, child) for child in reversed(below.get(unit.pk, []))]
    return rows


def members(unit: Unit) -> QuerySet[Membership]:
    """The people of `unit`, those who speak for it first."""
    return unit.memberships.select_related("user").order_by("-represents", "user__full_name", "pk")
