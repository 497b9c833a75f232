"""What this room adds to the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation
from lantoa.contest.contests import access as contests
from lantoa.contest.results.access import READERS


def register() -> None:
    navigation.register_contest_tab(_("Results"), "results:desk", order=50, visible=contests.may_see_tab(*READERS))
