"""Write units and memberships."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lantoa.base.audit import services as audit
from lantoa.base.units import queries
from lantoa.base.units.models import Kind, Membership, Unit
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import fold, normalise

LONGEST_NAME = 200
LONGEST_SHORT_NAME = 80
MOST_AT_ONCE = 500
HIGHEST_ORDER = 1_000_000


def create_unit(
    name: str,
    *,
    kind: str,
    by: Any,
    parent: Unit | None = None,
    order: int = 0,
    short_name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Add a unit under `parent`, or as a root."""
    unit = Unit()
    with transaction.atomic():
        _fill(unit, name=name, short_name=short_name, kind=kind, parent=parent, order=order)
        _set_validity(unit, valid_from, valid_to)
        _save(unit)
        audit.record("unit.created", unit, by=by)
    return unit


def update_unit(
    unit: Unit,
    *,
    by: Any,
    name: str,
    kind: str,
    parent: Unit | None = None,
    order: int = 0,
    short_name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Unit:
    """Change a unit. It may not come to stand under itself."""
    with transaction.atomic():
        locked = Unit.objects.select_for_update().get(pk=unit.pk)
        if parent and (parent.pk == locked.pk or parent.pk in queries.descendant_ids(locked)):
            raise Conflict("unit_under_itself", field="parent", name=locked.name)
        before = locked.name
        _fill(locked, name=name, short_name=short_name, kind=kind, parent=parent, order=order)
        _set_validity(locked, valid_from, valid_to)
        _save(locked)
        audit.record("unit.updated", locked, by=by, before=before, after=locked.name)
    return locked


def _fill(unit: Unit, *, name: str, short_name: str, kind: str, parent: Unit | None, order: int) -> None:
    unit.name = normalise(name)
    unit.short_name = normalise(short_name)
    if not unit.name:
        raise DomainError("unit_needs_name", field="name")
    if len(unit.name) > LONGEST_NAME:
        raise DomainError("unit_name_too_long", field="name", limit=LONGEST_NAME, name=unit.name[:40])
    if len(unit.short_name) > LONGEST_SHORT_NAME:
        raise DomainError("unit_name_too_long", field="short_name", limit=LONGEST_SHORT_NAME, name=unit.short_name[:40])
    if kind not in Kind.values:
        raise DomainError("unit_kind_unknown", field="kind")
    if not 0 <= order <= HIGHEST_ORDER:
        raise DomainError("unit_order_bad", field="order", limit=HIGHEST_ORDER)
    unit.folded = fold(unit.name)[:LONGEST_NAME]
    unit.kind, unit.parent, unit.order = kind, parent, order


def _set_validity(unit: Unit, valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise DomainError("unit_validity_reversed", field="valid_to")
    unit.valid_from, unit.valid_to = valid_from, valid_to


def _save(unit: Unit) -> None:
    if Unit.objects.filter(parent=unit.parent, name=unit.name).exclude(pk=unit.pk).exists():
        raise Conflict("unit_name_taken", field="name", name=unit.name)
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as race:
        # Somebody else took the name between the question and the answer.
        raise Conflict("unit_name_taken", field="name", name=unit.name) from race


def create_units(
    names: Iterable[str], *, kind: str, by: Any, parent: Unit | None = None
) -> tuple[list[Unit], list[str]]:
    """Add one unit for each name, in this order after those that are there; returns those made and names skipped.

    A name that stands under `parent` already (or twice in the list) is skipped, so that a list may be pasted again.
    """
    wanted = list(dict.fromkeys(made for name in names if (made := normalise(name))))
    if not wanted:
        raise DomainError("unit_list_empty", field="names")
    if len(wanted) > MOST_AT_ONCE:
        raise DomainError("unit_list_too_long", field="names", limit=MOST_AT_ONCE)
    with transaction.atomic():
        there = dict(Unit.objects.filter(parent=parent).values_list("name", "order"))
        order = max(there.values(), default=0)
        fresh = [name for name in wanted if name not in there]
        units = [
            create_unit(name, kind=kind, by=by, parent=parent, order=order + place)
            for place, name in enumerate(fresh, start=1)
        ]
    return units, [name for name in wanted if name in there]


def delete_unit(unit: Unit, *, by: Any) -> None:
    """Remove a unit that nothing hangs on; a unit that took part in anything is ended by its last valid day."""
    with transaction.atomic():
        audit.record("unit.deleted", unit, by=by, name=unit.name)
        try:
            unit.delete()
        except ProtectedError as problem:
            raise Conflict("unit_in_use", name=unit.name) from problem


def add_member(unit: Unit, user: Any, *, represents: bool = False, by: Any) -> Membership:
    """Make `user` a member of `unit`, or change whether they speak for it."""
    with transaction.atomic():
        member, made = Membership.objects.select_for_update().get_or_create(
            unit=unit, user=user, defaults={"represents": represents}
        )
        if not made and member.represents == represents:
            return member
        member.represents = represents
        member.save(update_fields=["represents"])
        action = "unit.speaker_added" if represents else "unit.member_added"
        audit.record(action, unit, by=by, person=user.pk, name=str(user))
    return member


def remove_member(unit: Unit, user: Any, *, by: Any) -> None:
    """End a membership; nothing happens if there is none."""
    with transaction.atomic():
        gone, _ = Membership.objects.filter(unit=unit, user=user).delete()
        if gone:
            audit.record("unit.member_removed", unit, by=by, person=user.pk, name=str(user))


def person_unknown(email: str) -> DomainError:
    """The refusal for an address without an account."""
    return DomainError("unit_person_unknown", field="email", email=email)
