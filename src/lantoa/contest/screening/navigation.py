"""What this room adds to menus and to the desk's first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lantoa.base.web import home, navigation
from lantoa.contest.contests import access as contests
from lantoa.contest.contests import overview
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.screening import queries

DECIDERS = (Role.SCREENER, Role.ORGANISER, Role.SECRETARY)
READERS = (*DECIDERS, Role.AUDITOR)


def register() -> None:
    navigation.register_contest_tab(_("Screening"), "screening:queue", order=30, visible=contests.may_see_tab(*READERS))
    home.register(cards)
    overview.register(stats)


def cards(request: HttpRequest) -> Iterator[home.Card]:
    for contest in contests.contests_of(request.user, *DECIDERS):
        count = queries.waiting(contest).count()
        if count:
            yield home.Card(
                title=ngettext("%(n)s entry waits to be screened", "%(n)s entries wait to be screened", count)
                % {"n": count},
                text=contest.title,
                url=reverse("screening:queue", args=[contest.slug]),
                icon="clipboard-check",
                tone="warn",
            )


def stats(contest: Contest) -> list[overview.Stat]:
    url = reverse("screening:queue", args=[contest.slug])
    return [overview.Stat(label=_("waiting to be screened"), value=queries.waiting(contest).count(), step=23, url=url)]
