"""What this room adds to the menus."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation
from lantoa.contest.contests import access
from lantoa.contest.contests.models import Role

READERS = (Role.ORGANISER, Role.SECRETARY, Role.AUDITOR)


def register() -> None:
    navigation.register_desk(
        navigation.Item(
            label=_("Contests"),
            url="contests:list",
            icon="trophy",
            order=20,
            visible=access.has_any_role,
            contests=True,
        )
    )
    tabs = (
        (_("Overview"), "contests:overview", 0, (*READERS, Role.SCREENER)),
        (_("Announcement"), "contests:edit", 5, (Role.ORGANISER,)),
        (_("Rules"), "contests:rules", 10, READERS),
        (_("Invited units"), "contests:units", 15, READERS),
        (_("Roles"), "contests:roles", 18, READERS),
    )
    for label, url_name, order, roles in tabs:
        navigation.register_contest_tab(label, url_name, order=order, visible=access.may_see_tab(*roles))
