"""What search engines should know of: pages, contests, clips on show."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from lantoa.contest.contests import queries as contests
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries import queries as entries
from lantoa.contest.entries.models import Entry


class Here(Sitemap):
    """Addresses begin with the one that people use."""

    protocol = urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class Contests(Here):
    def items(self) -> QuerySet[Contest]:
        return contests.public().order_by("pk")

    def location(self, item: Contest) -> str:
        return reverse("showcase:contest", args=[item.slug])


class Clips(Here):
    limit = 5000

    def items(self) -> list[Entry]:
        shown = contests.public().filter(showcase_at__isnull=False)
        return [entry for contest in shown for entry in entries.published(contest).select_related("contest")]

    def location(self, item: Entry) -> str:
        return reverse("showcase:clip", args=[item.contest.slug, item.code])

    def lastmod(self, item: Entry) -> datetime | None:
        return item.contest.showcase_at


SITEMAPS = {"pages": PageSitemap, "contests": Contests, "clips": Clips}
