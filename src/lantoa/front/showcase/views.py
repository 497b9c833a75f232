"""The public pages of a contest: what it is, its rules, its gallery, each clip."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from lantoa.contest.audience.viewers import new_viewer, remember_viewer, viewer_of
from lantoa.contest.contests.queries import receives_entries
from lantoa.front.showcase import components, queries
from lantoa.front.showcase.access import public_clip, public_contest
from lantoa.front.showcase.forms import GalleryForm
from lantoa.pure.kernel import clock

PER_PAGE = 24


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """Contests that everybody may know of."""
    now = clock.now()
    page = Paginator(queries.contests(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(contest, receives_entries(contest, now)) for contest in page]
    return render(request, "showcase/contests.html", {"rows": rows, "page_obj": page})


@require_safe
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """What the contest is, until when, by which rules, and how to take part."""
    found = public_contest(slug)
    now = clock.now()
    context = {
        **components.page(found, "contest"),
        "stage": components.stage(found, now),
        "receives": receives_entries(found, now),
        "rules": queries.rules_versions(found).first(),
        "technical": components.technical_rules(found),
        "categories": list(found.categories.all()),
        "stats": components.stats(queries.figures(found)),
        "cards": components.cards(found, queries.taste(found, timezone.localdate(now)), request.user),
        "description": components.short(found.summary),
    }
    return render(request, "showcase/contest.html", context)


@require_safe
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules as they are valid now, and every version before."""
    found = public_contest(slug)
    context = {**components.page(found, "rules"), "versions": list(queries.rules_versions(found))}
    return render(request, "showcase/rules.html", context)


@require_safe
def gallery(request: HttpRequest, slug: str) -> HttpResponse:
    """All published clips; filters, order and page live in the address."""
    found = public_contest(slug)
    form = GalleryForm(request.GET, contest=found, units=queries.units_on_show(found))
    rows = queries.chosen(found, form.chosen(), today=timezone.localdate())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **components.page(found, "gallery"),
        "form": form,
        "page_obj": page,
        "cards": components.cards(found, queries.as_clips(found, page.object_list), request.user),
        "filtered": form.filters_something,
    }
    return render(request, "showcase/gallery.html", context)


@require_safe
@ensure_csrf_cookie
def clip(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One clip: the player first, then what belongs to it."""
    entry = public_clip(public_contest(slug), code)
    viewer = viewer_of(request) or new_viewer()
    response = render(request, "showcase/clip.html", components.clip(entry, request.user, viewer))
    remember_viewer(response, viewer, secure=request.is_secure())
    return response
