"""The screeners' pages."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.base.audit import queries as audit
from lantoa.base.units.queries import conflict_unit_ids
from lantoa.base.web.errors import sentence
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.queries import receives_entries
from lantoa.contest.entries import access as entries
from lantoa.contest.entries.components import paper_of, state_of
from lantoa.contest.entries.models import Entry
from lantoa.contest.screening import queries, services
from lantoa.contest.screening.checklist import ITEMS
from lantoa.contest.screening.navigation import DECIDERS, READERS
from lantoa.contest.screening.tables import QueueFilter, QueueTable
from lantoa.pure.kernel.errors import DomainError

#: What the radio buttons of a line send.
ANSWERS = {"yes": True, "no": False, "": None}


@login_required
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    contest = contests.contest_for(request.user, slug, *READERS)
    filterset = QueueFilter(request.GET, queryset=queries.queue(contest), request=request, contest=contest)
    may_decide = contests.has_role(request.user, contest, *DECIDERS)
    table = QueueTable(filterset.qs, exclude=() if may_decide else ("pick",))
    return respond_table(
        request,
        table,
        "screening/queue.html",
        name=f"screening-{contest.slug}",
        filter=filterset,
        contest=contest,
        may_decide=may_decide,
        first=queries.first_for(request.user, contest) if may_decide else None,
    )


@login_required
@require_safe
def entry(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    found = entries.staff_entry(request.user, slug, code, *READERS)
    return render(request, "screening/entry.html", _page(request, found))


def _page(request: HttpRequest, found: Entry, refusal: str = "") -> dict[str, Any]:
    own = found.unit_id in conflict_unit_ids(request.user)
    may_decide = contests.has_role(request.user, found.contest, *DECIDERS) and not own
    return {
        **state_of(request, found),
        **paper_of(found),
        "contest": found.contest,
        "ticks": queries.ticks(found),
        "decisions": found.decisions.select_related("by"),
        "events": audit.history(found),
        "own_unit": own,
        "may_decide": may_decide,
        "waits": found.state in queries.WAITING,
        "taken_up": queries.taken_up(found),
        "receives": receives_entries(found.contest),
        "next_entry": queries.next_after(found, request.user) if may_decide or own else None,
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }


@login_required
@require_POST
def take_up(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Begin to screen an entry, so that others of the panel see that somebody does."""
    found = entries.staff_entry(request.user, slug, code, *DECIDERS)
    try:
        services.take_up(found, by=request.user)
    except DomainError as error:
        return _refused(request, slug, code, error)
    return redirect("screening:entry", slug=slug, code=code)


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Keep the ticks, then the decision if one was made."""
    found = entries.staff_entry(request.user, slug, code, *DECIDERS)
    outcome = request.POST.get("outcome", "")
    try:
        services.save_ticks(found, _ticks(request), by=request.user)
        if outcome:
            services.decide(found, outcome, by=request.user, reason=request.POST.get("reason", ""))
    except DomainError as error:
        return _refused(request, slug, code, error)
    if not outcome:
        messages.success(request, _("The checklist is saved."))
        return redirect("screening:entry", slug=slug, code=code)
    messages.success(request, _("%(code)s: the decision is written down.") % {"code": code})
    return _go_on(request, found)


def _go_on(request: HttpRequest, found: Entry) -> HttpResponse:
    """To the next entry that waits, which is taken up with that; else back to the queue."""
    slug = found.contest.slug
    following = queries.next_after(found, request.user)
    if following is None:
        return redirect("screening:queue", slug=slug)
    with suppress(DomainError):  # somebody else was faster; the page will say so
        services.take_up(following, by=request.user)
    return redirect("screening:entry", slug=slug, code=following.code)


def _refused(request: HttpRequest, slug: str, code: str, error: DomainError) -> HttpResponse:
    """The page as it stands now, with the reason and with what was typed."""
    found = entries.staff_entry(request.user, slug, code, *READERS)
    return render(request, "screening/entry.html", _page(request, found, sentence(error)), status=error.status)


def _ticks(request: HttpRequest) -> list[services.Tick]:
    """The lines of the checklist that were sent."""
    return [
        services.Tick(item, ANSWERS.get(request.POST[f"tick-{item}"]), request.POST.get(f"note-{item}", ""))
        for item in ITEMS
        if f"tick-{item}" in request.POST
    ]


@login_required
@require_POST
def bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision for all ticked rows; each row's fate is told."""
    contest = contests.contest_for(request.user, slug, *DECIDERS)
    chosen = list(queries.chosen(contest, request.POST.getlist("entries")))
    if not chosen:
        messages.warning(request, _("No entry was chosen: tick the rows first."))
        return redirect("screening:queue", slug=slug)
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    for fate in services.decide_many(chosen, outcome, by=request.user, reason=reason):
        if fate.error:
            messages.error(request, f"{fate.entry.code}: {sentence(fate.error)}")
        else:
            messages.success(request, _("%(code)s: the decision is written down.") % {"code": fate.entry.code})
    return redirect("screening:queue", slug=slug)
