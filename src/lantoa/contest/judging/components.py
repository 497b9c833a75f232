"""Parts of pages that need more than a query: a judge's sheet, the secretary's round, cards and figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lantoa.base.audit.queries import history
from lantoa.base.web import errors
from lantoa.base.web.home import Card
from lantoa.base.web.templatetags.lantoa import number, percent, stamp
from lantoa.contest.contests.models import Contest
from lantoa.contest.contests.overview import Stat
from lantoa.contest.judging import access, dealing, panels, queries, rubrics
from lantoa.contest.judging.models import Assignment, AssignmentState, Ballot, Criterion, Round, RoundState, Rubric
from lantoa.contest.judging.navigation import is_judge
from lantoa.contest.judging.numbers import field_of, in_signs, plain, rule_of
from lantoa.contest.judging.words import time_words
from lantoa.contest.videos import access as videos
from lantoa.contest.videos.queries import state_sentence
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import DomainError
from lantoa.pure.stats.official import round_half_up, sheet_score

HISTORY_LINES = 40
TONES = {
    RoundState.DRAFT: "muted",
    RoundState.OPEN: "good",
    RoundState.CLOSED: "warn",
    RoundState.TALLIED: "info",
    RoundState.PUBLISHED: "info",
}
SHEET_TONES = {
    AssignmentState.ASSIGNED: "muted",
    AssignmentState.STARTED: "warn",
    AssignmentState.SUBMITTED: "good",
    AssignmentState.RECUSED: "info",
    AssignmentState.CANCELLED: "muted",
}


# A judge's own


def left_words(clips: int, seconds: float | None) -> str:
    """`còn 12 clip, 1 giờ 36 phút`."""
    if not clips:
        return _("no clip left")
    left = ngettext("%(n)s clip left", "%(n)s clips left", clips) % {"n": number(clips)}
    return _("%(clips)s, %(time)s") % {"clips": left, "time": time_words(seconds)}


def queue(found: queries.Queue) -> dict[str, Any]:
    """One round on the judge's desk."""
    return {
        "round": found.round,
        "left": left_words(len(found.left), found.seconds_left),
        "done": found.done,
        "asked": found.asked,
        "next": next(iter(found.left), None) if found.round.state == RoundState.OPEN else None,
        "rows": [(each, SHEET_TONES[AssignmentState(each.state)]) for each in found.assignments],
        "overdue": bool(found.round.due_at and found.left and found.round.due_at <= clock.now()),
    }


def share_of(criterion: Criterion, criteria: list[Criterion]) -> str:
    """How much a criterion counts, in per cent."""
    total = sum(each.weight for each in criteria)
    share = criterion.weight / total if total else Decimal(0)
    return percent(share, 0 if share * 100 == int(share * 100) else 1)


def total_of(values: Mapping[int, Decimal], round: Round, criteria: list[Criterion]) -> str:
    """The sheet's score on 0-100, once every criterion has its score; else empty."""
    if any(criterion.pk not in values for criterion in criteria):
        return ""
    rule = rule_of(criteria, round.places)
    exact = sheet_score([values[criterion.pk] for criterion in criteria], rule)
    return number(round_half_up(exact, round.places), round.places) if exact is not None else ""


def stored(ballot: Ballot | None, round: Round, criteria: list[Criterion]) -> dict[str, Any]:
    """The sheet as it is kept, for `<lantoa-scorecard>`."""
    values = queries.scores_of(ballot)
    return {
        "version": ballot.version if ballot else 0,
        "scores": {str(each.pk): in_signs(values[each.pk]) if each.pk in values else "" for each in criteria},
        "comment": ballot.comment if ballot else "",
        "total": total_of(values, round, criteria),
        "saved_at": stamp(ballot.saved_at) if ballot else "",
    }


def sheet(
    request: HttpRequest,
    assignment: Assignment,
    *,
    typed: Mapping[str, str] | None = None,
    refusals: Mapping[str, DomainError] | None = None,
    stale: bool = False,
) -> dict[str, Any]:
    """Everything on the page of one clip; `typed` is what a refused form held."""
    round, entry = assignment.round, assignment.entry
    criteria = list(round.rubric.criteria.all())
    kept = stored(Ballot.objects.filter(assignment=assignment).first(), round, criteria)
    mine = access.own_queue(request.user, round.pk)
    before, after = mine.beside(assignment)
    return {
        "contest": round.contest,
        "round": round,
        "assignment": assignment,
        "entry": entry,
        "player": {
            "src": videos.playback_url(entry.video, request.user),
            "poster": videos.poster_url(entry.video, request.user),
        },
        "video_state": state_sentence(entry.video) if entry.video else "",
        "kept": kept,
        "comment": (typed or {}).get("comment", kept["comment"]),
        "fields": [_field(each, criteria, kept, typed, refusals or {}) for each in criteria],
        "refusals": [errors.sentence(error) for error in (refusals or {}).values()],
        "stale": stale,
        "writable": is_writable(assignment),
        "left": left_words(len(mine.left), mine.seconds_left),
        "position": next((n for n, each in enumerate(mine.assignments, 1) if each.pk == assignment.pk), 1),
        "asked": len(mine.assignments),
        "before": before,
        "after": after,
        "tone": SHEET_TONES[AssignmentState(assignment.state)],
        "labels": json.dumps(scorecard_words(), ensure_ascii=False),
    }


def is_writable(assignment: Assignment) -> bool:
    return assignment.round.state == RoundState.OPEN and assignment.state in queries.WAITING


def _field(
    criterion: Criterion,
    criteria: list[Criterion],
    kept: dict[str, Any],
    typed: Mapping[str, str] | None,
    refusals: Mapping[str, DomainError],
) -> dict[str, Any]:
    name, there = field_of(criterion), kept["scores"][str(criterion.pk)]
    return {
        "criterion": criterion,
        "pk": str(criterion.pk),
        "name": name,
        "value": typed.get(name, "") if typed is not None else there,
        "kept": there,
        "maximum": in_signs(criterion.maximum),
        "step": in_signs(criterion.step),
        "machine_maximum": plain(criterion.maximum),
        "machine_step": plain(criterion.step),
        "share": share_of(criterion, criteria),
        "refusal": errors.sentence(refusals[name]) if name in refusals else "",
    }


def scorecard_words() -> dict[str, str]:
    """The words of `<lantoa-scorecard>`: no language is written into scripts."""
    return {
        "saved": _("All saved"),
        "savedAt": _("Saved %(when)s") % {"when": "{when}"},
        "saving": _("Saving…"),
        "waiting": _("Not saved yet"),
        "offline": _("The line is interrupted: what you typed is still here and is sent as soon as it is back."),
        "refused": _("One score cannot be saved, see below"),
        "stale": _("Changed in another window, see below"),
        "failed": _("This could not be saved. It is tried again in a moment."),
        "separator": "," if number("0.5") == "0,5" else ".",
    }


# Those who run a round


def overview(contest: Contest, user: Any) -> dict[str, Any]:
    """Everything on the judging page of a contest, besides the table of rounds."""
    return {
        "contest": contest,
        "rubrics": queries.rubrics(contest),
        "panels": queries.panels(contest),
        "may_steer": access.may_steer(user, contest),
    }


def rubric(contest: Contest, found: Rubric, user: Any) -> dict[str, Any]:
    criteria = list(found.criteria.all())
    return {
        "contest": contest,
        "rubric": found,
        "rows": [(each, share_of(each, criteria)) for each in criteria],
        "fixed": rubrics.is_fixed(found),
        "in_use": found.rounds.exists(),
        "may_steer": access.may_steer(user, contest),
        "history": history(found)[:HISTORY_LINES],
    }


def panel(contest: Contest, found: Any, user: Any) -> dict[str, Any]:
    return {
        "contest": contest,
        "panel": found,
        "members": list(found.members.select_related("user")),
        "fixed": panels.is_fixed(found),
        "may_steer": access.may_steer(user, contest),
        "history": history(found)[:HISTORY_LINES],
    }


def round_page(round: Round, user: Any) -> dict[str, Any]:
    """How a round stands, without a single score."""
    criteria = list(round.rubric.criteria.all())
    context: dict[str, Any] = {
        "contest": round.contest,
        "round": round,
        "tone": TONES[RoundState(round.state)],
        "may_steer": access.may_steer(user, round.contest),
        "criteria": [(each, share_of(each, criteria)) for each in criteria],
        "history": history(round)[:HISTORY_LINES],
    }
    if round.state == RoundState.DRAFT:
        return {**context, **_preview(round)}
    missing = queries.missing_sheets(round).count()
    return {
        **context,
        "progress": [(each, time_words(each.seconds_left)) for each in queries.progress(round)],
        "recusals": queries.recusals(round),
        "missing": missing,
        "close_text": _close_text(missing),
    }


def _preview(round: Round) -> dict[str, Any]:
    dealt = dealing.shares(round)
    lacks = [errors.sentence(DomainError(code)) for code in queries.missing_for_opening(round, dealt)]
    stranded = dealing.without_judge(dealt)
    return {
        "shares": [(share, time_words(share.seconds)) for share in dealt],
        "lacks": lacks,
        "stranded": stranded,
        "ready": not lacks and not stranded,
    }


def _close_text(missing: int) -> str:
    if not missing:
        return _(
            "Every sheet has been submitted. Nobody can score in this round any more, and the scores can be counted."
        )
    return ngettext(
        "%(n)s sheet has not been submitted and will not count. Nobody can score in this round any more.",
        "%(n)s sheets have not been submitted and will not count. Nobody can score in this round any more.",
        missing,
    ) % {"n": number(missing)}


# The desk's first page and the contest's overview


def cards(request: HttpRequest) -> Iterator[Card]:
    """What a judge has still to score."""
    if not is_judge(request):
        return
    for row in queries.waiting_rounds(request.user):
        overdue = row["round__due_at"] and row["round__due_at"] <= clock.now()
        yield Card(
            title=_("Score clips: %(title)s") % {"title": row["round__contest__title"]},
            text=left_words(row["clips"], row["seconds"]),
            url=reverse("judging:desk"),
            icon="star",
            tone="bad" if overdue else "info",
            due=row["round__due_at"],
        )


def stats(contest: Contest) -> Iterator[Stat]:
    """Sheets that have come, once a round has opened."""
    rounds = [each for each in queries.rounds(contest) if each.state != RoundState.DRAFT]
    if rounds:
        yield Stat(
            label=gettext_lazy("score sheets submitted"),
            value=sum(each.submitted for each in rounds),
            hint=_("of %(n)s") % {"n": number(sum(each.sheets for each in rounds))},
            step=40,
            url=reverse("judging:rounds", args=[contest.slug]),
        )
