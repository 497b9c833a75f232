"""The judge's own desk. Nobody else's sheet can be reached from here, by anybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.web import errors
from lantoa.contest.judging import access, components, requests, services
from lantoa.contest.judging.errors import SignedOut, StaleSheet, Unprocessable
from lantoa.contest.judging.forms import RecusalForm
from lantoa.contest.judging.models import Assignment
from lantoa.pure.kernel.errors import DomainError

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The judge's rounds, each clip in the judge's own order."""
    found = [components.queue(each) for each in access.own_queues(request.user)]
    return render(request, "judging/desk.html", {"queues": found})


@never_cache
@login_required
@get_or_post
def sheet(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Watch and score one clip. Works without JavaScript; with it every score is saved as it is given."""
    assignment = access.own_assignment(request.user, pk, code)
    if request.method != "POST":
        return render(request, "judging/sheet.html", components.sheet(request, assignment))
    try:
        refusals = _save_form(request, assignment)
    except StaleSheet as error:
        return _again(request, assignment, error.status, stale=True)
    except DomainError as error:
        messages.error(request, errors.sentence(error))
        return _again(request, assignment, error.status)
    if refusals:
        return _again(request, assignment, Unprocessable.status, refusals=refusals)
    if request.POST.get("act") == "review":
        return redirect("judging:submit", pk=pk, code=code)
    messages.success(request, _("The draft has been saved. Nobody else can see it."))
    return redirect("judging:sheet", pk=pk, code=code)


def _save_form(request: HttpRequest, assignment: Assignment) -> dict[str, DomainError]:
    criteria = list(assignment.round.rubric.criteria.all())
    version, scores, refusals = requests.read_form(request.POST, criteria)
    if not refusals:
        comment = request.POST.get("comment", "").replace("\r\n", "\n")
        services.save_sheet(assignment, by=request.user, version=version, scores=scores, comment=comment)
    return refusals


def _again(request: HttpRequest, assignment: Assignment, status: int, **more: object) -> HttpResponse:
    """The page with everything that was typed."""
    context = components.sheet(request, assignment, typed=request.POST.dict(), **more)
    return render(request, "judging/sheet.html", context, status=status)


@never_cache
@require_POST
def save(request: HttpRequest, pk: int, code: str) -> JsonResponse:
    """One or more scores as JSON; answers with the sheet as it is kept now."""
    if not request.user.is_authenticated:
        raise SignedOut("judging_signed_out")
    assignment = access.own_assignment(request.user, pk, code)
    criteria = list(assignment.round.rubric.criteria.all())
    version, scores, comment = requests.read_json(request.body, criteria)
    try:
        ballot = services.save_sheet(assignment, by=request.user, version=version, scores=scores, comment=comment)
    except StaleSheet as error:
        said = {"code": error.code, "message": errors.sentence(error), "params": {"given": version}}
        current = components.stored(error.ballot, assignment.round, criteria)
        return JsonResponse({"error": said, "current": current}, status=error.status)
    return JsonResponse(components.stored(ballot, assignment.round, criteria))


@never_cache
@login_required
@get_or_post
def submit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Read the sheet once more, then hand it in: that is final."""
    assignment = access.own_assignment(request.user, pk, code)
    if request.method != "POST":
        if not components.is_writable(assignment):
            return redirect("judging:sheet", pk=pk, code=code)
        return render(request, "judging/review.html", components.sheet(request, assignment))
    version = requests.read_version(request.POST)
    try:
        services.submit_sheet(assignment, by=request.user, version=version)
    except DomainError as error:
        messages.error(request, errors.sentence(error))
        context = components.sheet(request, assignment)
        return render(request, "judging/review.html", context, status=error.status)
    messages.success(request, _("The sheet for %(code)s has been submitted.") % {"code": code})
    return _onward(request, assignment)


@never_cache
@login_required
@get_or_post
def recuse(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Step back from a clip, with a reason."""
    assignment = access.own_assignment(request.user, pk, code)
    form = RecusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.recuse(assignment, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("You do not judge %(code)s. Thank you for saying so.") % {"code": code})
            return _onward(request, assignment)
    context = {"form": form, "assignment": assignment, "entry": assignment.entry, "round": assignment.round}
    return render(request, "judging/recuse.html", context, status=form.status)


def _onward(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """To the next clip that waits, else back to the desk."""
    mine = access.own_queue(request.user, assignment.round_id)
    following = mine.next_after(assignment)
    if following is None:
        return redirect("judging:desk")
    return redirect("judging:sheet", pk=assignment.round_id, code=following.entry.code)
