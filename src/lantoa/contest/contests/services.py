"""Write contests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.base.units.models import Unit
from lantoa.contest.contests import fields as checks
from lantoa.contest.contests import queries, signals
from lantoa.contest.contests.lifecycle import CONTEST
from lantoa.contest.contests.models import Category, Contest, ContestRole, InvitedUnit, Role, State
from lantoa.contest.contests.rules import draft_rules, publish_rules
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import normalise


def _locked(contest: Contest) -> Contest:
    return Contest.objects.select_for_update().get(pk=contest.pk)


def _same(contest: Contest, locked: Contest) -> Contest:
    """The caller's object shows what was written."""
    for field in contest._meta.concrete_fields:
        setattr(contest, field.attname, getattr(locked, field.attname))
    return contest


def create_contest(title: str, *, by: Any, **fields: Any) -> Contest:
    """A contest being prepared; `by` becomes its organiser. `fields` as in `lantoa.contest.contests.fields`."""
    contest = Contest()
    with transaction.atomic():
        checks.fill(contest, {**fields, "title": title})
        if not fields.get("slug"):
            contest.slug = checks.free_slug(contest.title)
        contest.save()
        ContestRole.objects.create(contest=contest, user=by, role=Role.ORGANISER)
        audit.record("contest.created", contest, by=by, scope=contest)
    return contest


def begin_contest(fields: dict[str, Any], categories: Iterable[str], *, by: Any, rules: str = "") -> Contest:
    """A contest as the form of the desk gives it: with categories and, from a preset, a first draft of the rules."""
    with transaction.atomic():
        contest = create_contest(by=by, **fields)
        set_categories(contest, categories, by=by)
        if rules:
            draft_rules(contest, rules, by=by)
    return contest


def change_contest(
    contest: Contest, fields: dict[str, Any], categories: Iterable[str] | None, *, by: Any, reason: str = ""
) -> Contest:
    """All that the edit form of the desk gives, or nothing of it; `categories=None` leaves them."""
    with transaction.atomic():
        if categories is not None:
            set_categories(contest, categories, by=by)
        return update_contest(contest, by=by, reason=reason, **fields)


def update_contest(contest: Contest, *, by: Any, reason: str = "", **fields: Any) -> Contest:
    """Change what is announced. While entries are received only words change and the deadline may be put off."""
    with transaction.atomic():
        locked = _locked(contest)
        changed = checks.changed(locked, fields)
        checks.refuse_broken_promises(locked, changed, reason)
        checks.fill(locked, changed)
        if not changed:
            return _same(contest, locked)
        locked.save()
        audit.record("contest.updated", locked, by=by, scope=locked, reason=reason.strip(), fields=sorted(changed))
    return _same(contest, locked)


def set_categories(contest: Contest, names: Iterable[str], *, by: Any) -> list[Category]:
    """Make `names`, in this order, the contest's categories; only while it is being prepared."""
    wanted = list(dict.fromkeys(made for name in names if (made := normalise(name))))
    with transaction.atomic():
        locked = _locked(contest)
        there = list(locked.categories.values_list("name", flat=True))
        if there == wanted:
            return list(locked.categories.all())
        if locked.state != State.DRAFT:
            raise Conflict("contest_terms_fixed", field="categories")
        if any(len(name) > checks.LONGEST_CATEGORY for name in wanted):
            raise DomainError("contest_category_too_long", field="categories", limit=checks.LONGEST_CATEGORY)
        locked.categories.exclude(name__in=wanted).delete()
        for order, name in enumerate(wanted):
            Category.objects.update_or_create(contest=locked, name=name, defaults={"order": order})
        audit.record("contest.categories_set", locked, by=by, scope=locked, names=wanted)
    return list(locked.categories.all())


def invite_units(contest: Contest, units: Iterable[Unit], *, by: Any) -> list[InvitedUnit]:
    """Invite these units besides those invited already; only until the contest opens."""
    with transaction.atomic():
        locked = _changeable_list(contest)
        there = set(locked.invited.values_list("unit_id", flat=True))
        fresh = {unit.pk: unit for unit in units if unit.pk not in there}
        made = InvitedUnit.objects.bulk_create(
            [InvitedUnit(contest=locked, unit=unit, name=unit.name, order=unit.order) for unit in fresh.values()]
        )
        if made:
            audit.record("contest.units_invited", locked, by=by, scope=locked, units=sorted(fresh))
    return made


def set_invited_units(contest: Contest, units: Iterable[Unit], *, by: Any) -> list[InvitedUnit]:
    """Make `units` the whole list of invited units; only until the contest opens."""
    units = list(units)
    with transaction.atomic():
        locked = _changeable_list(contest)
        gone = locked.invited.exclude(unit__in=units)
        removed = sorted(gone.values_list("unit_id", flat=True))
        gone.delete()
        if removed:
            audit.record("contest.units_uninvited", locked, by=by, scope=locked, units=removed)
        invite_units(locked, units, by=by)
    return list(queries.invited_units(contest))


def _changeable_list(contest: Contest) -> Contest:
    locked = _locked(contest)
    if locked.state != State.DRAFT:
        raise Conflict("contest_units_frozen")
    return locked


def grant_role(contest: Contest, user: Any, role: str, *, by: Any) -> ContestRole:
    """Give `user` a role; nothing happens if they have it."""
    if role not in Role.values:
        raise DomainError("contest_role_unknown", field="role")
    with transaction.atomic():
        locked = _locked(contest)
        held, made = ContestRole.objects.get_or_create(contest=locked, user=user, role=role)
        if made:
            audit.record(
                "contest.role_granted", locked, by=by, scope=locked, person=user.pk, name=str(user), role=str(role)
            )
    return held


def revoke_role(contest: Contest, user: Any, role: str, *, by: Any) -> None:
    """Take a role back; a contest always keeps one organiser."""
    with transaction.atomic():
        locked = _locked(contest)
        held = ContestRole.objects.filter(contest=locked, user=user, role=role)
        others = ContestRole.objects.filter(contest=locked, role=Role.ORGANISER).exclude(user=user)
        if role == Role.ORGANISER and held.exists() and not others.exists():
            raise Conflict("contest_needs_organiser")
        gone, _ = held.delete()
        if gone:
            audit.record(
                "contest.role_revoked", locked, by=by, scope=locked, person=user.pk, name=str(user), role=str(role)
            )


def open_contest(contest: Contest, *, by: Any, now: datetime | None = None) -> Contest:
    """Begin to receive entries: freezes the invited units with the names they have now."""
    now = now or clock.now()
    with transaction.atomic():
        locked = _locked(contest)
        target = CONTEST.target("open", locked.state)
        for code in queries.missing_for_opening(locked, now):
            raise Conflict(code)
        _freeze_units(locked, now)
        locked.state = target
        locked.save(update_fields=["state"])
        audit.record("contest.opened", locked, by=by, scope=locked, now=now)
    return _same(contest, locked)


def _freeze_units(contest: Contest, now: datetime) -> None:
    rows = list(queries.invited_units(contest))
    for row in rows:
        row.name, row.order, row.frozen_at = row.unit.name, row.unit.order, now
    InvitedUnit.objects.bulk_update(rows, ["name", "order", "frozen_at"])


def close_contest(contest: Contest, *, by: Any, reason: str = "", now: datetime | None = None) -> Contest:
    """End reception; before the announced instant only with a reason."""
    now = now or clock.now()
    with transaction.atomic():
        locked = _locked(contest)
        target = CONTEST.target("close", locked.state)
        if now < locked.closes_at and not reason.strip():
            raise DomainError("contest_early_close_needs_reason", field="reason")
        locked.state = target
        locked.save(update_fields=["state"])
        audit.record("contest.closed", locked, by=by, scope=locked, reason=reason.strip(), now=now)
    return _same(contest, locked)


def reopen_contest(
    contest: Contest, *, by: Any, closes_at: datetime, reason: str, now: datetime | None = None
) -> Contest:
    """Receive entries again until `closes_at`; with a reason, and only while no clip is public yet."""
    now = now or clock.now()
    with transaction.atomic():
        locked = _locked(contest)
        target = CONTEST.target("reopen", locked.state)
        if locked.showcase_at:
            raise Conflict("contest_showcase_is_open")
        if not reason.strip():
            raise DomainError("contest_needs_reason", field="reason")
        if closes_at <= now:
            raise DomainError("contest_deadline_past", field="closes_at")
        locked.state, locked.closes_at = target, closes_at
        locked.save(update_fields=["state", "closes_at"])
        audit.record(
            "contest.reopened",
            locked,
            by=by,
            scope=locked,
            reason=reason.strip(),
            now=now,
            closes_at=closes_at.isoformat(),
        )
    return _same(contest, locked)


def open_showcase(contest: Contest, *, by: Any, now: datetime | None = None) -> Contest:
    """Make the accepted clips public, once; sends `showcase_opened` inside the transaction."""
    now = now or clock.now()
    with transaction.atomic():
        locked = _locked(contest)
        if locked.showcase_at:
            raise Conflict("contest_showcase_is_open")
        if locked.state not in {State.OPEN, State.CLOSED}:
            raise Conflict("contest_cannot_open_showcase", state=locked.state)
        locked.showcase_at = now
        locked.save(update_fields=["showcase_at"])
        audit.record("contest.showcase_opened", locked, by=by, scope=locked, now=now)
        signals.showcase_opened.send(sender=Contest, contest=locked)
    return _same(contest, locked)


def finish_contest(contest: Contest, *, by: Any, now: datetime | None = None) -> Contest:
    """Nothing more will happen in this contest."""
    with transaction.atomic():
        locked = _locked(contest)
        locked.state = CONTEST.target("finish", locked.state)
        locked.save(update_fields=["state"])
        audit.record("contest.finished", locked, by=by, scope=locked, now=now)
    return _same(contest, locked)


__all__ = [
    "begin_contest",
    "change_contest",
    "close_contest",
    "create_contest",
    "draft_rules",
    "finish_contest",
    "grant_role",
    "invite_units",
    "open_contest",
    "open_showcase",
    "publish_rules",
    "reopen_contest",
    "revoke_role",
    "set_categories",
    "set_invited_units",
    "update_contest",
]
