"""Pages of entrants, and the secretariat's pages of entries."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.web.errors import sentence
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests import access as contests
from lantoa.contest.contests import queries as contest_queries
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.entries import access, components, queries, services
from lantoa.contest.entries.errors import SignedOut
from lantoa.contest.entries.forms import MORE, PREFIX, CreditFormSet, EntryForm, credit_rows, credits_of, typed_credits
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
        "entries": components.with_tones(queries.of_person(request.user)),
        "invitations": queries.open_invitations(request.user),
    }
    return render(request, "entries/list.html", context)


@login_required
@get_or_post
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    contest = contests.public_contest(slug)
    units = queries.invited_units_of(request.user, contest)
    if not units.exists():
        return render(request, "entries/not_invited.html", {"contest_page": contest}, status=403)
    context = {"contest_page": contest, "units": units}
    form, credits = _forms(request, contest, units=units)
    if _is_sent(request) and form.is_valid() and credits.is_valid():
        unit, typed = form.cleaned_data["unit"], credits_of(credits)
        try:
            entry = services.begin_entry(contest, unit=unit, by=request.user, credits=typed, **form.values())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The draft is kept. Now send the clip."))
            return redirect("entries:detail", pk=entry.pk)
    return _form_page(request, form, credits, context)


@login_required
@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    form, credits = _forms(request, entry.contest, entry=entry)
    if _is_sent(request) and form.is_valid() and credits.is_valid():
        try:
            services.edit_entry(entry, by=request.user, credits=credits_of(credits), **form.values())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("entries:detail", pk=entry.pk)
    return _form_page(request, form, credits, {"contest_page": entry.contest, "entry": entry})


def _is_sent(request: HttpRequest) -> bool:
    """Whether the form is to be kept, rather than shown with one more line for an author."""
    return request.method == "POST" and MORE not in request.POST


def _forms(request: HttpRequest, contest: Contest, *, units: Any = None, entry: Entry | None = None) -> tuple[Any, Any]:
    """The form and its lines of authors, as sent, as typed so far, or as kept."""
    if _is_sent(request):
        form = EntryForm(request.POST, contest=contest, units=units)
        return form, CreditFormSet(request.POST, prefix=PREFIX)
    if request.method == "POST":
        form = EntryForm(initial=request.POST.dict(), contest=contest, units=units)
        return form, CreditFormSet(initial=typed_credits(request.POST), prefix=PREFIX)
    kept = {"title": entry.title, "description": entry.description, "category": entry.category} if entry else {}
    form = EntryForm(initial=kept, contest=contest, units=units)
    return form, CreditFormSet(initial=credit_rows(entry) if entry else None, prefix=PREFIX)


def _form_page(request: HttpRequest, form: EntryForm, credits: Any, context: dict[str, Any]) -> HttpResponse:
    status = 400 if _is_sent(request) and not credits.is_valid() else form.status
    receives = contest_queries.receives_entries(context["contest_page"])
    context = {**context, "form": form, "credits": credits, "receives": receives, "more": MORE}
    return render(request, "entries/form.html", context, status=status)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    return render(request, "entries/detail.html", components.entry_page(request, entry))


@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that is asked for every few seconds; 304 while nothing has changed."""
    if not request.user.is_authenticated:
        # Not the sign-in page: it would be put into the middle of this one.
        return render(request, "entries/signed_out.html", status=SignedOut.status)
    entry = access.own_entry(request.user, pk)
    receives = contest_queries.receives_entries(entry.contest)
    context = {**components.state_of(request, entry, receives=receives), "polled": True}
    body = render_to_string("entries/state.html", context, request)
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:24]}"'
    same = request.headers.get("If-None-Match") == tag
    response = HttpResponseNotModified() if same else HttpResponse(body)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave to send one file, as JSON; refusals come in the house's shape, which the uploader reads."""
    try:
        if not request.user.is_authenticated:
            raise SignedOut("entry_signed_out")
        made = services.issue_ticket(access.own_entry(request.user, pk), by=request.user)
    except DomainError as error:
        told = {"code": error.code, "message": sentence(error)}
        return JsonResponse({"error": told}, status=error.status)
    return JsonResponse({"ticket": str(made.pk), "max_bytes": made.max_bytes})


@login_required
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    entry = access.own_entry(request.user, pk)
    given = request.POST.getlist("consents")
    try:
        services.submit_entry(entry, by=request.user, consents=given)
    except DomainError as error:
        # Read again: somebody else of the unit may have been faster.
        entry = access.own_entry(request.user, pk)
        context = {**components.entry_page(request, entry, given), "refusal": sentence(error)}
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
    """A receipt to keep or print, the newest unless `?number=` names one; `?format=txt` as a file."""
    entry = access.own_entry(request.user, pk)
    shown = access.receipt(entry, request.GET.get("number", ""))
    up = [(_("My entries"), reverse("entries:list")), (entry.title, reverse("entries:detail", args=[entry.pk]))]
    context = {"entry": entry, "receipt": shown, "receipts": entry.receipts.all(), "breadcrumb": up}
    if request.GET.get("format") == "txt":
        response = render(request, "entries/receipt.txt", context, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{entry.code}-{shown.number}.txt"'
        return response
    return render(request, "entries/receipt.html", context)


@login_required
@require_safe
def staff_list(request: HttpRequest, slug: str) -> HttpResponse:
    contest = contests.contest_for(request.user, slug, *READERS)
    filterset = EntryFilter(request.GET, queryset=queries.for_staff(contest), request=request, contest=contest)
    table = EntryTable(filterset.qs, exclude=() if contest.categories.exists() else ("category",))
    return respond_table(
        request, table, "entries/staff_list.html", name=f"entries-{contest.slug}", filter=filterset, contest=contest
    )


@login_required
@require_safe
def staff_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    entry = access.staff_entry(request.user, slug, code, *READERS)
    may_act = contests.has_role(request.user, entry.contest, *OFFICE)
    return render(request, "entries/staff_detail.html", components.staff_page(request, entry, may_act=may_act))


@login_required
@require_safe
def staff_draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What has no code yet; once it has one, its page is the one with the code."""
    entry = access.staff_draft(request.user, slug, pk, *READERS)
    if entry.code:
        return redirect("entries:staff_detail", slug=slug, code=entry.code)
    return render(request, "entries/staff_detail.html", components.staff_page(request, entry, may_act=False))


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
