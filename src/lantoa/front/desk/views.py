"""The first page of everybody's work."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.base.web import home as due
from lantoa.front.desk import queries


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due for the reader, whatever they are in which contest."""
    context = {
        "cards": due.cards(request),
        "parts": queries.parts(request),
        "units": queries.represented(request.user),
        "open_contests": queries.open_contests(),
        "may_edit_portal": queries.may_edit_portal(request.user),
    }
    return render(request, "desk/home.html", context)
