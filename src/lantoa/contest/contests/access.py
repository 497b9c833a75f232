"""The one door to a contest, and what each person may do in it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from lantoa.base.accounts.access import may_manage, require_manager
from lantoa.contest.contests.models import Contest, ContestRole, Role, RulesVersion, State

#: Who may do a role's work without having been given it.
IMPLIED = {Role.ORGANISER: {Role.SECRETARY}}
_REMEMBERED = "_lantoa_contest_roles"


def roles_of(user: Any, contest: Contest) -> set[str]:
    """The roles of `user` in `contest`, with those that they imply; a superuser counts as organiser."""
    if not user.is_authenticated or not user.is_active:
        return set()
    held = set(ContestRole.objects.filter(contest=contest, user_id=user.pk).values_list("role", flat=True))
    return _with_implied(held, user)


def _with_implied(held: set[str], user: Any) -> set[str]:
    if user.is_superuser:
        held = held | {Role.ORGANISER.value}
    implied = {role.value for source, roles in IMPLIED.items() if source in held for role in roles}
    return {str(role) for role in held} | implied


def has_role(user: Any, contest: Contest, *roles: str) -> bool:
    """Whether `user` has one of `roles` in `contest`; without `roles`, any role at all."""
    held = roles_of(user, contest)
    return bool(held & {str(role) for role in roles}) if roles else bool(held)


def contest_for(user: Any, slug: str, *roles: str) -> Contest:
    """The contest, for people with one of `roles` (any role if none is named).

    404 for people without a role in it; PermissionDenied for those whose role is another one.
    """
    contest = Contest.objects.filter(slug=slug).first()
    held = roles_of(user, contest) if contest else set()
    if contest is None or not held:
        raise Http404
    if roles and not held & {str(role) for role in roles}:
        raise PermissionDenied
    return contest


def public_contest(slug: str) -> Contest:
    """The contest as everybody may see it: 404 while it is being prepared."""
    contest = Contest.objects.filter(slug=slug).exclude(state=State.DRAFT).first()
    if contest is None:
        raise Http404
    return contest


def contests_of(user: Any, *roles: str) -> QuerySet[Contest]:
    """Contests in which `user` has one of `roles` (any role if none is named); all of them for a superuser."""
    if not user.is_authenticated:
        return Contest.objects.none()
    if user.is_superuser and (not roles or {Role.ORGANISER, Role.SECRETARY} & set(roles)):
        return Contest.objects.all()
    wanted = ContestRole.objects.filter(user_id=user.pk)
    if roles:
        stronger = {source for source, implied in IMPLIED.items() if implied & set(roles)}
        wanted = wanted.filter(role__in={*roles, *stronger})
    return Contest.objects.filter(pk__in=wanted.values("contest_id"))


def held_roles(request: HttpRequest) -> dict[int, set[str]]:
    """Roles of the reader by contest id, read once for each request; a superuser's are not listed here."""
    if not hasattr(request, _REMEMBERED):
        held: dict[int, set[str]] = {}
        if request.user.is_authenticated:
            for contest_id, role in ContestRole.objects.filter(user_id=request.user.pk).values_list(
                "contest_id", "role"
            ):
                held.setdefault(contest_id, set()).add(role)
        setattr(request, _REMEMBERED, held)
    return getattr(request, _REMEMBERED)


def has_any_role(request: HttpRequest, *roles: str) -> bool:
    """For menus: whether the reader has one of `roles` in some contest (superusers always do)."""
    if getattr(request.user, "is_superuser", False):
        return True
    wanted = {str(role) for role in roles}
    stronger = {str(source) for source, implied in IMPLIED.items() if {str(r) for r in implied} & wanted}
    return any(held & (wanted | stronger) if roles else held for held in held_roles(request).values())


def organises_something(user: Any) -> bool:
    """Whether `user` is organiser of some contest; told to `accounts`, which lets such people look after units."""
    return ContestRole.objects.filter(user_id=user.pk, role=Role.ORGANISER).exists()


def may_see_tab(*roles: str) -> Any:
    """A `visible` for tabs of a contest: has the reader one of `roles` in it?"""

    def visible(request: HttpRequest, contest: Contest) -> bool:
        held = _with_implied(held_roles(request).get(contest.pk, set()), request.user)
        return bool(held & {str(role) for role in roles}) if roles else bool(held)

    return visible


def may_create(request: HttpRequest) -> bool:
    """Contests are made by superusers and by people who organise one already."""
    return may_manage(request)


def require_creator(request: HttpRequest) -> None:
    require_manager(request)


def role(contest: Contest, pk: int) -> ContestRole:
    """A role that somebody has in `contest`."""
    found = contest.roles.select_related("user").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def rules_version(contest: Contest, version: int) -> RulesVersion:
    """A published version of the rules of `contest`."""
    found = contest.rules_versions.filter(version=version, published_at__isnull=False).first()
    if found is None:
        raise Http404
    return found
