"""Likes and counted views over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lantoa.base.web.responses import is_fragment
from lantoa.base.web.views import back
from lantoa.contest.audience import access, components, services
from lantoa.contest.audience.viewers import viewer_of
from lantoa.contest.entries.models import Entry
from lantoa.pure.kernel.errors import DomainError

#: The token is far shorter; what is longer is not read at all.
LONGEST_BODY = 2000


@require_POST
def like(request: HttpRequest, pk: int) -> HttpResponse:
    """One more like, once per person."""
    return _change(request, pk, lambda entry: services.like(entry, by=request.user))


@require_POST
def unlike(request: HttpRequest, pk: int) -> HttpResponse:
    """The like is taken back."""
    return _change(request, pk, lambda entry: services.unlike(entry, by=request.user))


def _change(request: HttpRequest, pk: int, act: Callable[[Entry], object]) -> HttpResponse:
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    entry = access.entry_for_public(pk)
    act(entry)
    if not is_fragment(request):
        return redirect(back(request))
    context = {"like": components.like_button(entry, request.user), "here": back(request)}
    return render(request, "audience/like.html", context)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and then back to the clip: what was posted cannot be posted again from there."""
    answer = redirect_to_login(back(request))
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": answer["Location"]})
    return answer


@require_POST
def count(request: HttpRequest) -> JsonResponse:
    """The player says that a clip has been watched: JSON `{"entry": 5, "token": "…"}`."""
    pk, token = _asked(request)
    entry = access.entry_for_public(pk)
    if not access.is_counted(request, entry):
        return JsonResponse({"counted": False})
    return JsonResponse({"counted": services.count_view(entry, viewer=viewer_of(request), token=token)})


def _asked(request: HttpRequest) -> tuple[int, str]:
    """The entry and the token that were sent; anything else is refused."""
    if len(request.body) > LONGEST_BODY:
        raise DomainError("view_token_forged")
    try:
        asked = json.loads(request.body)
        entry, token = asked["entry"], asked["token"]
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise DomainError("view_token_forged") from error
    if type(entry) is not int or type(token) is not str:
        raise DomainError("view_token_forged")
    return entry, token
