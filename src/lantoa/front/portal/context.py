"""What each kind of page adds to its template."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest

from lantoa.base.weather.queries import credit, readings
from lantoa.front.portal import queries
from lantoa.front.portal.models import ArticlePage, BasePage, HomePage, NewsIndexPage

PER_PAGE = 12
CRAWLERS = re.compile(r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|lighthouse|archiver|monitor", re.I)


def of_page(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """The context of one page, by its kind; every page has the weather box beside it."""
    weather = readings()
    context: dict[str, Any] = {"readings": weather, "weather_credit": credit(weather)}
    if isinstance(page, HomePage):
        contest, cards, gallery = queries.newest_clips(getattr(request, "user", None) or AnonymousUser())
        context |= {
            "contests": queries.current_contests(),
            "clips_of": contest,
            "cards": cards,
            "gallery_url": gallery,
            "articles": queries.articles()[: queries.NEWEST_ARTICLES],
        }
    elif isinstance(page, NewsIndexPage):
        context["sections"] = queries.sections_in(page)
        context["page_obj"] = Paginator(queries.articles_in(page), PER_PAGE).get_page(request.GET.get("page"))
    elif isinstance(page, ArticlePage):
        context |= {
            "section": page.get_parent(),
            "views": queries.views_of(page),
            "related": queries.related(page),
            "about": queries.contest_of(page),
        }
    return context


def may_count(request: HttpRequest) -> bool:
    """Readings by crawlers and by editors of the portal are not counted."""
    agent = request.headers.get("User-Agent", "")
    if request.method != "GET" or not agent or CRAWLERS.search(agent):
        return False
    return not (request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"))
