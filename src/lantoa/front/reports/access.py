"""Who may read the figures of a contest."""

from __future__ import annotations

from typing import Any

from lantoa.contest.contests import access
from lantoa.contest.contests.models import Contest, Role

READERS = (Role.ORGANISER, Role.SECRETARY, Role.AUDITOR)


def reported_contest(user: Any, slug: str) -> Contest:
    """The contest, for its organisers, secretaries and auditors; 404 for everybody else."""
    return access.contest_for(user, slug, *READERS)


#: For the tab of a contest.
may_read = access.may_see_tab(*READERS)
