"""The published result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.contest.results import access, components
from lantoa.contest.results.views import file_of


@require_safe
def sheet(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponse:
    """The result in force, or an earlier published version of it."""
    return render(request, "results/public.html", components.public(access.public_sheet(slug, version)))


@require_safe
def document(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The document, byte for byte as it was published."""
    return file_of(access.public_sheet(slug, version))
