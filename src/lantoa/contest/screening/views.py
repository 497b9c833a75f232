"""The screeners' pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lantoa.base.audit import queries as audit
from lantoa.base.units.queries import conflict_unit_ids
from lantoa.base.web.errors import sentence
from lantoa.base.web.tables import respond_table
from lantoa.contest.contests import access as contests
from lantoa.contest.entries import access as entries
from lantoa.contest.entries.components import state_of
from lantoa.contest.entries.models import Entry
from lantoa.contest.screening import queries, services
from lantoa.contest.screening.checklist import ITEMS
from lantoa.contest.screening.models import Outcome
from lantoa.contest.screening.navigation import DECIDERS, READERS
from lantoa.contest.screening.tables import QueueFilter, QueueTable
from lantoa.pure.kernel.errors import DomainError

TICKS = {"yes": True, "no": False, "": None}


@login_required
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    contest = contests.contest_for(request.user, slug, *READERS)
    filterset = QueueFilter(request.GET, queryset=queries.queue(contest), request=request)
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
        first=queries.waiting(contest).first(),
        outcomes=Outcome,
    )


@login_required
@require_safe
def entry(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    found = entries.staff_entry(request.user, slug, code, *READERS)
    may_decide = contests.has_role(request.user, found.contest, *DECIDERS)
    if may_decide:
        services.take_up(found, by=request.user)
        found.refresh_from_db()
    return render(request, "screening/entry.html", _page(request, found, may_decide))


def _page(request: HttpRequest, found: Entry, may_decide: bool, refusal: str = "") -> dict[str, Any]:
    own = found.unit_id in conflict_unit_ids(request.user)
    return {
        **state_of(request, found),
        "contest": found.contest,
        "ticks": queries.ticks(found),
        "decisions": found.decisions.select_related("by"),
        "events": audit.history(found),
        "own_unit": own,
        "may_decide": may_decide and not own,
        "waits": found.state in queries.WAITING,
        "next_entry": queries.next_after(found),
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
        "outcomes": Outcome.choices,
    }


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Keep the ticks, then the decision if one was made."""
    found = entries.staff_entry(request.user, slug, code, *DECIDERS)
    try:
        _keep_ticks(request, found)
        if outcome := request.POST.get("outcome", ""):
            services.decide(found, outcome, by=request.user, reason=request.POST.get("reason", ""))
    except DomainError as error:
        found.refresh_from_db()
        page = _page(request, found, may_decide=True, refusal=str(sentence(error)))
        return render(request, "screening/entry.html", page, status=error.status)
    if not outcome:
        messages.success(request, _("The checklist is saved."))
        return redirect("screening:entry", slug=slug, code=code)
    messages.success(request, _("%(code)s: the decision is written down.") % {"code": code})
    following = queries.next_after(found)
    if following is None:
        return redirect("screening:queue", slug=slug)
    return redirect("screening:entry", slug=slug, code=following.code)


def _keep_ticks(request: HttpRequest, found: Entry) -> None:
    for item in ITEMS:
        if f"tick-{item}" in request.POST:
            passed = TICKS.get(request.POST[f"tick-{item}"])
            services.tick_item(found, item, passed, by=request.user, note=request.POST.get(f"note-{item}", ""))


@login_required
@require_POST
def bulk(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision for all ticked rows; each row's fate is told."""
    contest = contests.contest_for(request.user, slug, *DECIDERS)
    ids = [int(pk) for pk in request.POST.getlist("entries") if pk.isdigit()]
    chosen = list(queries.queue(contest).filter(pk__in=ids))
    if not chosen:
        messages.warning(request, _("No entry was chosen: tick the rows first."))
        return redirect("screening:queue", slug=slug)
    fates = services.decide_many(
        chosen, request.POST.get("outcome", ""), by=request.user, reason=request.POST.get("reason", "")
    )
    done = sum(fate.error is None for fate in fates)
    if done:
        told = ngettext("%(n)s entry decided.", "%(n)s entries decided.", done) % {"n": done}
        messages.success(request, told)
    for fate in fates:
        if fate.error:
            messages.error(request, f"{fate.entry.code}: {sentence(fate.error)}")
    return redirect("screening:queue", slug=slug)
