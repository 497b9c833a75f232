"""Pages of those who prepare and run rounds. They show how far judging is, never a score."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.accounts.queries import person_by_email
from lantoa.base.web import errors
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests.models import Contest
from lantoa.contest.judging import access, components, queries, services
from lantoa.contest.judging.forms import CriteriaFormSet, DueForm, MemberForm, PanelForm, RoundForm, RubricForm
from lantoa.contest.judging.models import Panel, RoundState, Rubric
from lantoa.contest.judging.presets import PRESETS
from lantoa.contest.judging.tables import RoundFilter, RoundTable
from lantoa.pure.kernel.errors import Conflict, DomainError

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _contest(request: HttpRequest, slug: str) -> Contest:
    """To read for those who may look, to write for those who steer."""
    door = access.contest_to_steer if request.method == "POST" else access.contest_to_read
    return door(request.user, slug)


@login_required
@require_safe
def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_to_read(request.user, slug)
    filterset = RoundFilter(request.GET, queryset=queries.rounds(contest), request=request)
    context = components.overview(contest, request.user)
    return respond_table(
        request, RoundTable(filterset.qs), "judging/rounds.html", name="rounds", filter=filterset, **context
    )


# Rubrics


@login_required
@get_or_post
def new_rubric(request: HttpRequest, slug: str) -> HttpResponse:
    """First the choice of a sample, then the form that it fills."""
    contest = access.contest_to_steer(request.user, slug)
    preset = PRESETS.get(request.POST.get("preset") or request.GET.get("preset", ""))
    if request.method != "POST" and "preset" not in request.GET:
        return render(request, "judging/presets.html", {"contest": contest, "presets": PRESETS.values()})
    form = RubricForm(request.POST or None, initial={"name": str(preset.label)} if preset else {})
    rows = CriteriaFormSet(request.POST or None, initial=preset.criteria() if preset else [], prefix="row")
    if request.method == "POST" and _both_valid(form, rows):
        try:
            # A sample that nobody has touched stays marked as one.
            untouched = preset is not None and not form.has_changed() and not rows.has_changed()
            made = services.create_rubric(
                contest, form.cleaned_data["name"], rows.rows(), by=request.user, is_preset=untouched
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The rubric has been made."))
            return redirect("judging:rubric", slug=slug, pk=made.pk)
    context = {"contest": contest, "form": form, "rows": rows, "preset": preset}
    return render(request, "judging/new_rubric.html", context, status=_status(form, rows))


@login_required
@get_or_post
def rubric(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = _contest(request, slug)
    found = access.rubric_of(contest, pk)
    form = RubricForm(request.POST or None, initial={"name": found.name})
    rows = CriteriaFormSet(request.POST or None, initial=_criteria(found), prefix="row")
    if request.method == "POST" and _both_valid(form, rows):
        try:
            services.update_rubric(found, name=form.cleaned_data["name"], criteria=rows.rows(), by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:rubric", slug=slug, pk=pk)
    context = {**components.rubric(contest, found, request.user), "form": form, "criteria_forms": rows}
    return render(request, "judging/rubric.html", context, status=_status(form, rows))


def _criteria(rubric: Rubric) -> list[dict[str, Any]]:
    return list(rubric.criteria.values("name", "guidance", "maximum", "step", "weight"))


def _both_valid(form: RubricForm, rows: Any) -> bool:
    """Both are asked, so that every error is shown at once."""
    return all([form.is_valid(), rows.is_valid()])


def _status(form: RubricForm, rows: Any) -> int:
    return form.status if form.status != 200 or not rows.is_bound or rows.is_valid() else 400


@login_required
@require_POST
def delete_rubric(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    services.delete_rubric(access.rubric_of(contest, pk), by=request.user)
    messages.success(request, _("The rubric has been deleted."))
    return redirect("judging:rounds", slug=slug)


# Panels


@login_required
@get_or_post
def new_panel(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    form = PanelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_panel(contest, form.cleaned_data["name"], by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The panel has been made. Add its members now."))
            return redirect("judging:panel", slug=slug, pk=made.pk)
    return render(request, "judging/new_panel.html", {"contest": contest, "form": form}, status=form.status)


@login_required
@get_or_post
def panel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = _contest(request, slug)
    found = access.panel_of(contest, pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _add_member(request, found, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("judging:panel", slug=slug, pk=pk)
    context = {**components.panel(contest, found, request.user), "form": form}
    return render(request, "judging/panel.html", context, status=form.status)


def _add_member(request: HttpRequest, panel: Panel, *, email: str, is_head: bool) -> None:
    person = person_by_email(email)
    if person is None:
        raise DomainError("panel_person_unknown", field="email", email=email)
    services.add_member(panel, person, by=request.user, is_head=is_head)
    messages.success(request, _("%(name)s is on the panel now.") % {"name": person})


@login_required
@require_POST
def remove_member(request: HttpRequest, slug: str, pk: int, member: int) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    found = access.panel_of(contest, pk)
    person = access.member_of(found, member)
    services.remove_member(found, person, by=request.user)
    messages.success(request, _("%(name)s is not on the panel any more.") % {"name": person})
    return redirect("judging:panel", slug=slug, pk=pk)


# Rounds


@login_required
@get_or_post
def new_round(request: HttpRequest, slug: str) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    form = RoundForm(request.POST or None, contest=contest)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_round(contest, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("The round has been prepared. The judges see nothing of it before you open it.")
            )
            return redirect("judging:round", slug=slug, pk=made.pk)
    ready = contest.panels.exists() and contest.rubrics.exists()
    context = {"contest": contest, "form": form, "ready": ready}
    return render(request, "judging/new_round.html", context, status=form.status)


@login_required
@require_safe
def round_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_read(request.user, slug)
    found = access.round_of(contest, pk)
    return render(request, "judging/round.html", components.round_page(found, request.user))


@login_required
@get_or_post
def edit_round(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    found = access.round_of(contest, pk)
    if found.state != RoundState.DRAFT:
        raise Conflict("round_fixed")
    form = RoundForm(request.POST or None, contest=contest, round=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_round(found, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:round", slug=slug, pk=pk)
    context = {"contest": contest, "form": form, "round": found}
    return render(request, "judging/edit_round.html", context, status=form.status)


@login_required
@get_or_post
def move_due(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    found = access.round_of(contest, pk)
    form = DueForm(request.POST or None, initial={"due_at": found.due_at})
    if request.method == "POST" and form.is_valid():
        try:
            services.move_due_date(found, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("judging:round", slug=slug, pk=pk)
    context = {"contest": contest, "form": form, "round": found}
    return render(request, "judging/move_due.html", context, status=form.status)


@login_required
@require_POST
def open_round(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    found = access.round_of(contest, pk)
    services.open_round(found, by=request.user)
    messages.success(request, _("The round is open: every judge has their clips now."))
    return redirect("judging:round", slug=slug, pk=pk)


@login_required
@require_POST
def close_round(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    contest = access.contest_to_steer(request.user, slug)
    found = access.round_of(contest, pk)
    try:
        services.close_round(found, by=request.user, reason=request.POST.get("reason", "")[:1000])
    except DomainError as error:
        messages.error(request, errors.sentence(error))
        return render(request, "judging/round.html", components.round_page(found, request.user), status=error.status)
    messages.success(request, _("The round is closed. The scores can be counted now."))
    return redirect("judging:round", slug=slug, pk=pk)
