"""Pages of entrants, and the secretariat's pages of entries."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.web.errors import sentence
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Role
from lantoa.contest.entries import access, components, queries, services
from lantoa.contest.entries.forms import CreditFormSet, EntryForm, credit_rows, credits_of
from lantoa.contest.entries.models import Entry
from lantoa.contest.entries.tables import EntryFilter, EntryTable
from lantoa.contest.videos import services as videos
from lantoa.pure.kernel.errors import DomainError

OFFICE = (Role.ORGANISER, Role.SECRETARY)
READERS = (Role.ORGANISER, Role.SECRETARY, Role.AUDITOR)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    context = {
        "entries": queries.of_person(request.user),
        "invitations": queries.open_invitations(request.user),
    }
    return render(request, "entries/list.html", context)


@login_required
@get_or_post
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    contest = contests.public_contest(slug)
    units = queries.invited_units_of(request.user, contest)
    form = EntryForm(request.POST or None, contest=contest, units=units)
    credits = CreditFormSet(request.POST or None, prefix="credits")
    if not units.exists():
        return render(request, "entries/not_invited.html", {"contest_page": contest}, status=403)
    if request.method == "POST" and form.is_valid() and credits.is_valid():
        try:
            entry = services.begin_entry(
                contest,
                unit=form.cleaned_data["unit"],
                by=request.user,
                credits=credits_of(credits),
                **form.values(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The draft is kept. Now send the clip."))
            return redirect("entries:detail", pk=entry.pk)
    return _form_page(request, form, credits, {"contest_page": contest})


@login_required
@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    initial = {"title": entry.title, "description": entry.description, "category": entry.category}
    form = EntryForm(request.POST or None, contest=entry.contest, initial=initial)
    credits = CreditFormSet(request.POST or None, prefix="credits", initial=credit_rows(entry))
    if request.method == "POST" and form.is_valid() and credits.is_valid():
        try:
            services.edit_entry(entry, by=request.user, credits=credits_of(credits), **form.values())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("entries:detail", pk=entry.pk)
    return _form_page(request, form, credits, {"contest_page": entry.contest, "entry": entry})


def _form_page(request: HttpRequest, form: EntryForm, credits: Any, context: dict[str, Any]) -> HttpResponse:
    status = 400 if request.method == "POST" and not credits.is_valid() else form.status
    return render(request, "entries/form.html", {**context, "form": form, "credits": credits}, status=status)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    return render(request, "entries/detail.html", components.entry_page(request, entry))


@login_required
@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that is asked for every few seconds; 304 while nothing has changed."""
    entry = access.own_entry(request.user, pk)
    tag = f'"{components.state_tag(request, entry)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    response = render(request, "entries/state.html", components.state_of(request, entry))
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_POST
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    try:
        made = services.issue_ticket(entry, by=request.user)
    except DomainError as error:
        return JsonResponse({"code": error.code, "message": str(sentence(error))}, status=error.status)
    return JsonResponse({"ticket": str(made.pk), "max_bytes": made.max_bytes})


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    try:
        services.submit_entry(entry, by=request.user, consents=request.POST.getlist("consents"))
    except DomainError as error:
        entry.refresh_from_db()
        given = request.POST.getlist("consents")
        context = {**components.entry_page(request, entry), "refusal": sentence(error), "given_consents": given}
        return render(request, "entries/detail.html", context, status=error.status)
    messages.success(request, _("The entry has been received. Keep the receipt."))
    return redirect("entries:receipt", pk=entry.pk)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    services.withdraw_entry(entry, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The entry has been withdrawn."))
    return redirect("entries:detail", pk=entry.pk)


@login_required
@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest receipt, to keep or print; `?format=txt` as a file."""
    entry = access.own_entry(request.user, pk)
    newest = entry.receipts.select_related("issued_to").last()
    if newest is None:
        raise Http404
    context = {"entry": entry, "receipt": newest, "breadcrumb": []}
    if request.GET.get("format") == "txt":
        response = render(request, "entries/receipt.txt", context, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{entry.code}.txt"'
        return response
    return render(request, "entries/receipt.html", context)


@login_required
@require_safe
def staff_list(request: HttpRequest, slug: str) -> HttpResponse:
    contest = contests.contest_for(request.user, slug, *READERS)
    filterset = EntryFilter(request.GET, queryset=queries.for_staff(contest), request=request)
    table = EntryTable(filterset.qs)
    return respond_table(
        request, table, "entries/staff_list.html", name=f"entries-{contest.slug}", filter=filterset, contest=contest
    )


@login_required
@require_safe
def staff_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    entry = access.staff_entry(request.user, slug, code, *READERS)
    may_act = contests.has_role(request.user, entry.contest, *OFFICE)
    return render(request, "entries/staff_detail.html", components.staff_page(request, entry, may_act=may_act))


ACTS = {"disqualify": services.disqualify_entry, "reinstate": services.reinstate_entry}


@login_required
@require_POST
def act(request: HttpRequest, slug: str, code: str, name: str) -> HttpResponse:
    """Disqualify or reinstate, with a reason."""
    entry = access.staff_entry(request.user, slug, code, *OFFICE)
    try:
        ACTS[name](entry, by=request.user, reason=request.POST.get("reason", ""))
    except DomainError as error:
        return _refused(request, entry, error)
    messages.success(request, _("Done; the entrant can read the reason."))
    return redirect("entries:staff_detail", slug=slug, code=code)


@login_required
@require_POST
def retry(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Prepare the clip once more."""
    entry = access.staff_entry(request.user, slug, code, *OFFICE)
    if entry.video is None:
        raise Http404
    videos.retry_video(entry.video, by=request.user)
    messages.success(request, _("The clip is prepared again."))
    return redirect("entries:staff_detail", slug=slug, code=code)


def _refused(request: HttpRequest, entry: Entry, error: DomainError) -> HttpResponse:
    entry.refresh_from_db()
    context = {**components.staff_page(request, entry, may_act=True), "refusal": sentence(error)}
    return render(request, "entries/staff_detail.html", context, status=error.status)
