"""Read pages of the site."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from wagtail.models import Site

from lantoa.contest.contests import queries as contests
from lantoa.contest.contests.models import Contest
from lantoa.contest.contests.models import State as ContestState
from lantoa.front.portal.models import ArticlePage, HomePage, NewsIndexPage, OfficeSettings
from lantoa.front.showcase import components as showcase
from lantoa.front.showcase import queries as clips
from lantoa.pure.kernel.clock import VIETNAM

NEWEST_ARTICLES = 4
RELATED = 4
#: Whole rows of the home page's grid, at two and at three clips a row.
SHOWN_CLIPS = 6


def home_page() -> HomePage | None:
    """The page at the root of the default site."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    return HomePage.objects.filter(pk=site.root_page_id).first() if site else None


def articles() -> QuerySet[ArticlePage]:
    """Published articles, newest first by the date that is printed."""
    return ArticlePage.objects.live().public().select_related("image").order_by("-published_at", "-pk")


def articles_in(section: NewsIndexPage) -> QuerySet[ArticlePage]:
    """Those of the section and of the sections in it."""
    return articles().descendant_of(section)


def sections_in(section: NewsIndexPage) -> QuerySet[NewsIndexPage]:
    return NewsIndexPage.objects.live().public().child_of(section).order_by("title")


def articles_about(contest: Contest) -> QuerySet[ArticlePage]:
    """Drafts too: for the desk, not for the public."""
    read = F("views_carried_over") + Count("counted_views")
    return ArticlePage.objects.filter(contest=contest).annotate(views=read).order_by("-pk")


def contest_of(article: ArticlePage) -> Contest | None:
    """The contest that the article is about, if everybody may see it."""
    return contests.public().filter(pk=article.contest_id).first() if article.contest_id else None


def office() -> OfficeSettings | None:
    """Who stands behind the site, if an editor has said so."""
    return OfficeSettings.objects.filter(site__is_default_site=True).exclude(office="").first()


def views_of(article: ArticlePage) -> int:
    """Those counted here and those that a former portal had counted."""
    return article.views_carried_over + article.counted_views.count()


def related(article: ArticlePage) -> QuerySet[ArticlePage]:
    return articles().sibling_of(article, inclusive=False)[:RELATED]


def current_contests() -> list[tuple[Contest, bool]]:
    """Contests that are under way, each with whether it receives entries now."""
    rows = contests.public().exclude(state=ContestState.FINISHED).order_by("-opens_at")[:3]
    return [(contest, contests.receives_entries(contest)) for contest in rows]


def newest_clips(user: Any) -> tuple[Contest | None, list[dict[str, Any]], str]:
    """A few clips of the contest that was put on show last, and where all of them are."""
    contest = contests.public().filter(showcase_at__isnull=False).order_by("-showcase_at").first()
    if contest is None:
        return None, [], ""
    today = contest.showcase_at.astimezone(VIETNAM).date()
    cards = showcase.cards(contest, clips.taste(contest, today, number=SHOWN_CLIPS), user)
    return contest, cards, reverse("showcase:gallery", args=[contest.slug])
