"""Desk pages of contests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.accounts.queries import person_by_email
from lantoa.base.units.models import Unit
from lantoa.base.units.queries import as_tree
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests import access, components, queries, services
from lantoa.contest.contests.forms import ContestForm, ReopenForm, RoleForm, RulesForm, UnitsForm, default_dates
from lantoa.contest.contests.models import Contest, Role, State
from lantoa.contest.contests.presets import PRESETS
from lantoa.contest.contests.tables import (
    ContestFilter,
    ContestTable,
    InvitedFilter,
    InvitedTable,
    RoleFilter,
    RoleTable,
)
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import DomainError

ORGANISERS = (Role.ORGANISER,)
OFFICE = (Role.ORGANISER, Role.SECRETARY)
READERS = (Role.ORGANISER, Role.SECRETARY, Role.AUDITOR)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def contest_list(request: HttpRequest) -> HttpResponse:
    found = queries.listed(access.contests_of(request.user))
    filterset = ContestFilter(request.GET, queryset=found, request=request)
    table = ContestTable(filterset.qs)
    return respond_table(
        request, table, "contests/list.html", name="contests", filter=filterset, may_create=access.may_create(request)
    )


@login_required
@get_or_post
def new_contest(request: HttpRequest) -> HttpResponse:
    """First the choice of sample values, then the form that they fill."""
    access.require_creator(request)
    preset = PRESETS.get(request.POST.get("preset") or request.GET.get("preset", ""))
    if request.method != "POST" and "preset" not in request.GET:
        return render(request, "contests/presets.html", {"presets": PRESETS.values()})
    initial = {**default_dates(clock.now()), **(preset.initial() if preset else {})}
    form = ContestForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            contest = services.begin_contest(
                form.values(), form.category_names() or [], by=request.user, rules=preset.rules() if preset else ""
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The contest has been made. Only you and people with a role in it can see it."))
            return redirect("contests:overview", slug=contest.slug)
    return render(request, "contests/new.html", {"form": form, "preset": preset}, status=form.status)


@login_required
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *READERS, Role.SCREENER)
    return render(request, "contests/overview.html", components.overview(request, contest))


@login_required
@get_or_post
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    form = ContestForm(request.POST or None, contest=contest)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data.get("reason", "")
            services.change_contest(contest, form.values(), form.category_names(), by=request.user, reason=reason)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("contests:overview", slug=contest.slug)
    return render(request, "contests/edit.html", {"form": form, "contest": contest}, status=form.status)


@login_required
@get_or_post
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *(OFFICE if request.method == "POST" else READERS))
    draft, published = queries.draft_rules(contest), queries.published_rules(contest)
    initial = {"body": (draft or published).body, "reason": draft.reason if draft else ""} if draft or published else {}
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.draft_rules(contest, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The draft has been saved. It is not in force before you publish it."))
            return redirect("contests:rules", slug=contest.slug)
    context = components.rules(request, contest, form, draft, published)
    return render(request, "contests/rules.html", context, status=form.status)


@login_required
@require_POST
def publish_rules(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    version = services.publish_rules(contest, by=request.user)
    messages.success(request, _("Version %(n)s of the rules is in force now.") % {"n": version.version})
    return redirect("contests:rules", slug=contest.slug)


@login_required
@require_safe
def rules_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *READERS)
    return render(
        request, "contests/rules_version.html", {"contest": contest, "version": access.rules_version(contest, version)}
    )


@login_required
@get_or_post
def units(request: HttpRequest, slug: str) -> HttpResponse:
    """While the contest is prepared: choose out of the tree. Afterwards: the list as it was fixed."""
    contest = access.contest_for(request.user, slug, *(OFFICE if request.method == "POST" else READERS))
    may_choose = contest.state == State.DRAFT and access.has_role(request.user, contest, *OFFICE)
    if request.method == "POST":
        return _choose_units(request, contest)
    filterset = InvitedFilter(request.GET, queryset=queries.invited_units(contest), request=request)
    context = {"contest": contest, "may_choose": may_choose}
    if may_choose:
        chosen = set(contest.invited.values_list("unit_id", flat=True))
        context["tree"] = [(depth, unit, unit.pk in chosen) for depth, unit in as_tree(Unit.objects.all())]
        context["chosen"] = len(chosen)
    table = InvitedTable(filterset.qs)
    return respond_table(request, table, "contests/units.html", name="invited-units", filter=filterset, **context)


def _choose_units(request: HttpRequest, contest: Contest) -> HttpResponse:
    form = UnitsForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("One of the units does not exist any more. Nothing was changed; please choose again.")
        )
        return redirect("contests:units", slug=contest.slug)
    rows = services.set_invited_units(contest, form.cleaned_data["units"], by=request.user)
    messages.success(request, _("Invited units: %(n)s.") % {"n": len(rows)})
    return redirect("contests:units", slug=contest.slug)


@login_required
@get_or_post
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *(ORGANISERS if request.method == "POST" else READERS))
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _grant(request, contest, form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("contests:roles", slug=contest.slug)
    filterset = RoleFilter(request.GET, queryset=queries.roles(contest), request=request)
    context: dict[str, Any] = {"contest": contest, "form": form}
    context["may_change"] = access.has_role(request.user, contest, *ORGANISERS)
    table = RoleTable(filterset.qs, exclude=() if context["may_change"] else ("actions",))
    response = respond_table(request, table, "contests/roles.html", name="roles", filter=filterset, **context)
    response.status_code = form.status
    return response


def _grant(request: HttpRequest, contest: Contest, data: dict[str, Any]) -> None:
    person = person_by_email(data["email"])
    if person is None:
        raise DomainError("contest_person_unknown", field="email", email=data["email"])
    services.grant_role(contest, person, data["role"], by=request.user)
    messages.success(request, _("%(name)s has the role now.") % {"name": person})


@login_required
@require_POST
def revoke_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    held = access.role(contest, pk)
    services.revoke_role(contest, held.user, held.role, by=request.user)
    messages.success(request, _("%(name)s does not have the role any more.") % {"name": held.user})
    return redirect("contests:roles", slug=contest.slug)


@login_required
@require_POST
def open_contest(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    services.open_contest(contest, by=request.user)
    messages.success(request, _("The contest is open. The list of invited units is fixed from now on."))
    return redirect("contests:overview", slug=contest.slug)


@login_required
@require_POST
def close_contest(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    services.close_contest(contest, by=request.user, reason=request.POST.get("reason", "")[:1000])
    messages.success(request, _("Reception is closed."))
    return redirect("contests:overview", slug=contest.slug)


@login_required
@get_or_post
def reopen_contest(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reopen_contest(contest, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Entries are received again."))
            return redirect("contests:overview", slug=contest.slug)
    return render(request, "contests/reopen.html", {"form": form, "contest": contest}, status=form.status)


@login_required
@require_POST
def open_showcase(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    services.open_showcase(contest, by=request.user)
    messages.success(request, _("The accepted clips are public now."))
    return redirect("contests:overview", slug=contest.slug)


@login_required
@require_POST
def finish_contest(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_for(request.user, slug, *ORGANISERS)
    services.finish_contest(contest, by=request.user)
    messages.success(request, _("The contest is finished."))
    return redirect("contests:overview", slug=contest.slug)
