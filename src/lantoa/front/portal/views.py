"""Pages beside Wagtail's own: the desk's list of articles, the draft from figures, feed, sitemap, robots."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sitemaps import views as sitemaps
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.base.web.tables import respond_table
from lantoa.front.portal import access, queries, services
from lantoa.front.portal.models import ArticlePage
from lantoa.front.portal.sitemaps import SITEMAPS
from lantoa.front.portal.tables import ArticleFilter, ArticleTable
from lantoa.front.reports.queries import participation

#: What search engines have no business in.
PRIVATE = ("/desk/", "/cms/", "/accounts/", "/uploads/", "/media/")


@require_safe
@login_required
def articles(request: HttpRequest, slug: str) -> HttpResponse:
    """Articles about one contest, and the button that drafts the next one from the figures."""
    contest = access.reported_contest(request.user, slug)
    editor = access.may_edit(request.user)
    filterset = ArticleFilter(request.GET, queryset=queries.articles_about(contest), request=request)
    return respond_table(
        request,
        ArticleTable(filterset.qs, editor=editor),
        "portal/articles.html",
        name=f"{contest.slug}-articles",
        filter=filterset,
        contest=contest,
        editor=editor,
        figures=participation(contest),
        breadcrumb=[(contest.title, reverse("contests:overview", args=[contest.slug])), (_("Articles"), "")],
    )


@require_POST
@login_required
def draft_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the participation article from the database and open it in the editor."""
    contest = access.drafted_contest(request.user, slug)
    page = services.draft_participation_article(contest, by=request.user)
    messages.success(request, _("The draft is written from the figures of the database. Only editors see it."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines += ["", f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Pages, contests and public clips for search engines."""
    return sitemaps.sitemap(request, sitemaps=SITEMAPS)


class NewsFeed(Feed):
    """The newest articles as RSS."""

    link = "/"
    language = "vi"

    def title(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def description(self) -> str:
        return _("News about video clip contests")

    def items(self) -> list[ArticlePage]:
        return list(queries.articles()[:20])

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.lead

    def item_link(self, item: ArticlePage) -> str:
        return item.full_url or "/"

    def item_guid(self, item: ArticlePage) -> str:
        return str(item.translation_key)

    item_guid_is_permalink = False

    def item_pubdate(self, item: ArticlePage) -> datetime:
        return item.published_at

    def item_updateddate(self, item: ArticlePage) -> datetime | None:
        return item.last_published_at

    def item_author_name(self, item: ArticlePage) -> str:
        return item.byline

    def get_feed(self, obj: Any, request: HttpRequest) -> Any:
        """Addresses that people use, whatever name this request came in by."""
        made = super().get_feed(obj, request)
        made.feed["link"] = f"{settings.BASE_URL}/"
        return made
