"""Pages beside Wagtail's own: the feed, robots, the draft from figures; and what each page of the site shows."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.syndication.views import Feed
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Role
from lantoa.front.portal import queries, services
from lantoa.front.portal.models import ArticlePage

OFFICE = (Role.ORGANISER, Role.SECRETARY)


@login_required
@require_POST
def draft_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the participation article from the database and open it in the editor."""
    contest = contests.contest_for(request.user, slug, *OFFICE)
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    page = services.draft_participation_article(contest, by=request.user)
    messages.success(request, _("The draft is written from the figures of the database. Only editors see it."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /cms/", "Disallow: /accounts/", ""]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class NewsFeed(Feed):
    """The newest articles as RSS."""

    title = "Lantoa"
    link = "/"

    def items(self) -> list[ArticlePage]:
        return list(queries.articles()[:20])

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.lead

    def item_link(self, item: ArticlePage) -> str:
        return item.url or "/"

    def item_pubdate(self, item: ArticlePage):
        return item.published_at
