"""What this room adds to the menus and to the overview of a contest."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation
from lantoa.contest.contests import overview
from lantoa.contest.contests.models import Contest
from lantoa.front.reports.access import may_read
from lantoa.front.reports.queries import units_taking_part

STEP = 12


def stats(contest: Contest) -> list[overview.Stat]:
    """How many units have sent something, with the way to the whole page."""
    url = reverse("reports:participation", args=[contest.slug])
    return [overview.Stat(label=_("units take part"), value=units_taking_part(contest), step=STEP, url=url)]


def register() -> None:
    overview.register(stats)
    navigation.register_contest_tab(_("Participation"), "reports:participation", order=70, visible=may_read)
