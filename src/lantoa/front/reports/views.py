"""The participation page of one contest."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.base.web.tables import Table, respond_table
from lantoa.front.reports import components, tables
from lantoa.front.reports.access import reported_contest
from lantoa.front.reports.queries import Participation
from lantoa.front.reports.queries import participation as figures_of

#: What can be exported, by the parameter `of`.
PARTS: dict[str, Callable[[Participation], Table]] = {
    "units": tables.by_unit,
    "days": tables.by_day,
    "silent": tables.silent,
}


@require_safe
@login_required
def participation(request: HttpRequest, slug: str) -> HttpResponse:
    """Who took part, in figures, charts and tables; `?_export=csv|xlsx` with `of=units|days|silent`."""
    contest = reported_contest(request.user, slug)
    figures = figures_of(contest)
    part = request.GET.get("of") if request.GET.get("of") in PARTS else "units"
    return respond_table(
        request,
        PARTS[part](figures),
        "reports/participation.html",
        name=f"{contest.slug}-{part}",
        per_page=max(len(figures.by_unit), 1),
        contest=contest,
        breadcrumb=[
            (contest.title, reverse("contests:overview", args=[contest.slug])),
            (_("Participation"), ""),
        ],
        part=part,
        figures=figures,
        sentence=components.sentence(figures),
        stats=components.stats(figures),
        unit_chart=components.unit_chart(figures),
        day_chart=components.day_chart(figures),
    )
