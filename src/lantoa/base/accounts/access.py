"""Who may look after people, and the one door to a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest

from lantoa.base.accounts.models import User

#: Rooms above say here who else looks after people and units; this room knows nothing of contests.
_managers: list[Callable[[Any], bool]] = []
_REMEMBERED = "_lantoa_manages"


def register_manager(predicate: Callable[[Any], bool]) -> None:
    """People for whom `predicate(user)` holds may look after people and units."""
    if predicate not in _managers:
        _managers.append(predicate)


def manages(user: Any) -> bool:
    """Whether `user` may look after people and units: a superuser, or one whom a room above vouches for."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(predicate(user) for predicate in _managers)


def may_manage(request: HttpRequest) -> bool:
    """`manages` for menus: asked once for each request."""
    if not hasattr(request, _REMEMBERED):
        setattr(request, _REMEMBERED, manages(request.user))
    return getattr(request, _REMEMBERED)


def require_manager(request: HttpRequest) -> None:
    """404 for everybody who does not look after people and units."""
    if not may_manage(request):
        raise Http404


def person(request: HttpRequest, pk: int) -> User:
    """The person `pk`, for those who look after people."""
    require_manager(request)
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_invite(by: Any, subject: User) -> bool:
    """Whether `by` may be handed a sign-in link of `subject`.

    A link is as good as the account, so an organiser gets one only for somebody who has never come in; otherwise
    an organiser could become a judge. Nobody gets one for another superuser.
    """
    if not subject.is_active or (subject.is_superuser and subject != by):
        return False
    return by.is_superuser or (subject.last_login is None and not subject.has_usable_password())
