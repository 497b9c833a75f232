"""The one door to rounds, sheets, rubrics and panels."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from lantoa.base.units.queries import conflict_unit_ids
from lantoa.contest.contests import access as contests
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.judging import queries
from lantoa.contest.judging.conflicts import is_own
from lantoa.contest.judging.models import Assignment, Panel, Round, Rubric
from lantoa.pure.kernel.errors import Forbidden

OFFICE = (Role.ORGANISER, Role.SECRETARY)
READERS = (*OFFICE, Role.AUDITOR)


def contest_to_read(user: Any, slug: str) -> Contest:
    """The contest, for those who may look at how judging stands."""
    return contests.contest_for(user, slug, *READERS)


def contest_to_steer(user: Any, slug: str) -> Contest:
    """The contest, for those who prepare and run its rounds."""
    return contests.contest_for(user, slug, *OFFICE)


def may_steer(user: Any, contest: Contest) -> bool:
    return contests.has_role(user, contest, *OFFICE)


def round_of(contest: Contest, pk: int) -> Round:
    return _in(contest.rounds.select_related("contest", "panel", "rubric"), pk)


def rubric_of(contest: Contest, pk: int) -> Rubric:
    return _in(contest.rubrics.all(), pk)


def panel_of(contest: Contest, pk: int) -> Panel:
    return _in(contest.panels.all(), pk)


def member_of(panel: Panel, pk: int) -> Any:
    """The person who holds this place in the panel."""
    return _in(panel.members.select_related("user"), pk).user


def own_queues(user: Any) -> list[queries.Queue]:
    """The judge's rounds, each with what they may watch, open rounds first."""
    by_round: dict[int, list[Assignment]] = {}
    own_units = conflict_unit_ids(user)
    for assignment in queries.own_assignments(user):
        if not is_own(assignment.entry, user, own_units):
            by_round.setdefault(assignment.round_id, []).append(assignment)
    made = [queries.Queue(round=rows[0].round, assignments=tuple(rows)) for rows in by_round.values()]
    return sorted(made, key=lambda queue: (queue.round.state != "open", -queue.round.pk))


def own_queue(user: Any, round_pk: int) -> queries.Queue:
    """One of these; 404 for whoever has nothing in that round."""
    for queue in own_queues(user):
        if queue.round.pk == round_pk:
            return queue
    raise Http404


def own_assignment(user: Any, round_pk: int, code: str) -> Assignment:
    """The judge's own sheet for a clip; 404 for everybody else, and a refusal if it is from their own unit by now."""
    found = queries.own_assignments(user).filter(round_id=round_pk, entry__code=code).first()
    if found is None:
        raise Http404
    if is_own(found.entry, user):
        raise Forbidden("judging_own_unit")
    return found


def _in(rows: Any, pk: int) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
