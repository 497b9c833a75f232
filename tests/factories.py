"""Makers of rows for tests: plain functions that go through services where there is one."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from lantoa.base.accounts import services as accounts
from lantoa.base.units import services as units
from lantoa.base.units.models import Kind
from lantoa.contest.contests import services as contests
from lantoa.contest.contests.models import Role
from lantoa.pure.kernel import clock

PASSWORD = "correct horse battery"
_numbers = count(1)


def make_user(full_name: str = "", *, email: str = "", superuser: bool = False, **fields: Any):
    """A person who can sign in with PASSWORD."""
    number = next(_numbers)
    user = accounts.create_person(
        email or f"person{number}@example.org",
        full_name=full_name or f"Người Thử {number}",
        password=PASSWORD,
        **fields,
    )
    if superuser:
        user.is_superuser = user.is_staff = True
        user.save(update_fields=["is_superuser", "is_staff"])
    return user


def make_unit(name: str = "", *, kind: str = Kind.PARTY, parent=None, by=None, **fields: Any):
    return units.create_unit(name or f"Chi bộ số {next(_numbers)}", kind=kind, parent=parent, by=by, **fields)


def make_representative(unit=None, user=None):
    """Somebody who speaks for `unit` (a new unit if none is given)."""
    user = user or make_user()
    units.add_member(unit or make_unit(), user, represents=True, by=user)
    return user


def make_contest(
    title: str = "",
    *,
    by=None,
    units=None,
    state: str = "open",
    now=None,
    rules: str = "# Thể lệ\n\nVăn bản thử.",
    **fields: Any,
):
    """A contest with dates, published rules and invited units, in `state` (draft, open or closed).

    `by` becomes its organiser; `units` are invited, one new unit if none are given. It opened a day before `now`
    and closes ten days after.
    """
    now = now or clock.now()
    by = by or make_user()
    invited = [make_unit()] if units is None else units
    fields = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=10), **fields}
    contest = contests.create_contest(title or f"Cuộc thi thử {next(_numbers)}", by=by, **fields)
    if rules:
        contests.draft_rules(contest, rules, by=by)
        contests.publish_rules(contest, by=by, now=now)
    if invited:
        contests.invite_units(contest, invited, by=by)
    if state in {"open", "closed"}:
        contests.open_contest(contest, by=by, now=now)
    if state == "closed":
        contests.close_contest(contest, by=by, reason="Đủ bài", now=now)
    return contest


def grant(contest, *roles: str, user=None, by=None):
    """A person with these roles in `contest`."""
    user = user or make_user()
    for role in roles:
        contests.grant_role(contest, user, role, by=by or user)
    return user


def make_organiser(contest):
    return grant(contest, Role.ORGANISER)


def make_secretary(contest):
    return grant(contest, Role.SECRETARY)


def make_screener(contest):
    return grant(contest, Role.SCREENER)


def make_judge(contest):
    return grant(contest, Role.JUDGE)


def make_auditor(contest):
    return grant(contest, Role.AUDITOR)
