"""What this room adds to the menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Role
from lantoa.contest.judging.access import READERS


def is_judge(request: HttpRequest) -> bool:
    """Whether the reader has been made a judge somewhere; superusers are not judges by that alone."""
    return any(Role.JUDGE.value in held for held in contests.held_roles(request).values())


def register() -> None:
    navigation.register_desk(
        navigation.Item(label=_("Score clips"), url="judging:desk", icon="star", order=40, visible=is_judge)
    )
    navigation.register_contest_tab(_("Judging"), "judging:rounds", order=40, visible=contests.may_see_tab(*READERS))
