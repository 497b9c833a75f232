"""Desk pages of results."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.web import errors
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests.models import Contest
from lantoa.contest.results import access, components, presets, queries, services
from lantoa.contest.results.forms import AwardsFormSet
from lantoa.contest.results.models import ResultSheet
from lantoa.contest.results.tables import StandingFilter
from lantoa.pure.kernel.errors import DomainError


@login_required
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest count, or what to do to get one."""
    contest = access.contest_to_read(request.user, slug)
    return _page(request, contest, queries.latest_sheet(contest))


@login_required
@require_safe
def version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    contest = access.contest_to_read(request.user, slug)
    return _page(request, contest, access.sheet_of(contest, version))


def _page(request: HttpRequest, contest: Contest, sheet: ResultSheet | None) -> HttpResponse:
    context = components.desk(contest, sheet, request.user)
    if sheet is None:
        return render(request, "results/desk.html", context)
    filterset = StandingFilter(request.GET, queryset=queries.standings(sheet), request=request)
    table = components.table(sheet, filterset.qs)
    name = f"{contest.slug}-v{sheet.version}"
    return respond_table(request, table, "results/desk.html", name=name, filter=filterset, **context)


@login_required
@require_POST
def tally(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_count(request.user, slug)
    sheet = services.tally_round(access.round_to_count(contest, pk), by=request.user)
    said = _("The scores have been counted: version %(n)s. Nobody outside sees it yet.")
    messages.success(request, said % {"n": sheet.version})
    return redirect("results:desk", slug=slug)


@login_required
@require_POST
def publish(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    contest = access.contest_to_publish(request.user, slug)
    sheet = access.sheet_of(contest, version)
    try:
        services.publish_sheet(sheet, by=request.user, reason=request.POST.get("reason", ""))
    except DomainError as error:
        messages.error(request, errors.sentence(error))
        response = _page(request, contest, sheet)
        response.status_code = error.status
        return response
    messages.success(request, _("The result is public now."))
    return redirect("results:desk", slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def awards(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_to_count(request.user, slug)
    there = list(contest.awards.values("title", "quantity"))
    sample = "preset" in request.GET and not there
    rows = AwardsFormSet(request.POST or None, initial=presets.awards() if sample else there, prefix="award")
    status, refusal = 200, ""
    if request.method == "POST":
        status = 400
        if rows.is_valid():
            try:
                services.create_awards(contest, rows.rows(), by=request.user)
            except DomainError as error:
                status, refusal = error.status, errors.sentence(error)
            else:
                messages.success(request, _("The prizes have been saved."))
                return redirect("results:desk", slug=slug)
    context = {"contest": contest, "rows": rows, "sample": sample, "refusal": refusal, "there": there}
    context["fixed"] = queries.published_sheet(contest) is not None
    return render(request, "results/awards.html", context, status=status)


@login_required
@require_safe
def document(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The document of any version, for staff."""
    contest = access.contest_to_read(request.user, slug)
    return file_of(access.sheet_of(contest, version))


def file_of(sheet: ResultSheet) -> HttpResponse:
    """Exactly the bytes that were hashed."""
    response = HttpResponse(sheet.document.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, components.filename(sheet))
    return response
