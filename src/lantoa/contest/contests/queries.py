"""Read contests."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet

from lantoa.base.units.models import Unit
from lantoa.contest.contests.models import Contest, ContestRole, InvitedUnit, RulesVersion, State
from lantoa.pure.kernel import clock
from lantoa.pure.media.rules import TechnicalRules

#: Findings of `lantoa.pure.media` about a clip's length.
WRONG_DURATION = ("too_short", "too_long")


def public() -> QuerySet[Contest]:
    """Contests that everybody may see."""
    return Contest.objects.exclude(state=State.DRAFT)


def receives_entries(contest: Contest, now: datetime | None = None) -> bool:
    """Whether an entry may be submitted at this instant."""
    now = now or clock.now()
    return bool(
        contest.state == State.OPEN
        and contest.opens_at
        and contest.closes_at
        and contest.opens_at <= now < contest.closes_at
    )


def media_rules(contest: Contest) -> TechnicalRules:
    """What a clip of this contest must be, for the room that measures clips."""
    return TechnicalRules(
        min_seconds=contest.min_seconds,
        max_seconds=contest.max_seconds,
        tolerance_seconds=contest.tolerance_seconds,
        max_bytes=contest.max_megabytes * 1024 * 1024,
        formats=tuple(contest.formats.split()),
        min_height=contest.min_height,
        blocking=WRONG_DURATION if contest.refuse_wrong_duration else (),
    )


def invited_units(contest: Contest) -> QuerySet[InvitedUnit]:
    """The invited units in official order, under the names they had."""
    return contest.invited.select_related("unit")


def is_invited(contest: Contest, unit: Unit) -> bool:
    return contest.invited.filter(unit=unit).exists()


def published_rules(contest: Contest) -> RulesVersion | None:
    """The rules text in force."""
    return contest.rules_versions.filter(published_at__isnull=False).order_by("-version").first()


def draft_rules(contest: Contest) -> RulesVersion | None:
    """The rules text that somebody is working on."""
    return contest.rules_versions.filter(published_at__isnull=True).order_by("-version").first()


def missing_for_opening(contest: Contest, now: datetime | None = None) -> list[str]:
    """Codes of what is missing before the contest can open."""
    now = now or clock.now()
    lacks = []
    if not contest.opens_at or not contest.closes_at:
        lacks.append("contest_lacks_dates")
    elif contest.closes_at <= now:
        lacks.append("contest_deadline_past")
    if published_rules(contest) is None:
        lacks.append("contest_lacks_rules")
    if not contest.invited.exists():
        lacks.append("contest_lacks_units")
    return lacks


def roles(contest: Contest) -> QuerySet[ContestRole]:
    """Who does what, organisers first as the roles are listed."""
    return contest.roles.select_related("user").order_by("role", "user__full_name", "pk")


def people_with(contest: Contest, *wanted: str) -> list:
    """The people who were given one of these roles."""
    rows = roles(contest).filter(role__in=wanted)
    return list({row.user_id: row.user for row in rows}.values())


def listed(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    """With what a list shows: how many units are invited."""
    return contests.annotate(invited_count=Count("invited"))
