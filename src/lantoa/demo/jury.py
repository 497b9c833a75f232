"""Judging and results: judges fill in their sheets over HTTP, the organiser tallies and publishes."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging import presets as judging_presets
from lantoa.contest.judging import services as judging
from lantoa.contest.judging.models import Assignment, Round
from lantoa.contest.results import presets as award_presets
from lantoa.contest.results import services as results
from lantoa.demo import cast, press, reference
from lantoa.demo.client import Person
from lantoa.demo.stage import Stage
from lantoa.pure.kernel import clock


def judge(stage: Stage) -> None:
    """The organiser opens a round; each judge fills in and submits their own sheets."""
    contest = stage.contest()
    organiser = cast.person(cast.ORGANISER, stage.memory.password)
    round_ = Round.objects.filter(contest=contest).first() or _open_round(contest, organiser, stage.memory.password)
    quality = _qualities(contest)
    for number, part in enumerate(cast.JURY):
        judge = cast.person(part, stage.memory.password)
        waiting = Assignment.objects.filter(round=round_, judge=judge, state__in=["assigned", "started"])
        if not waiting.exists():
            continue
        browser = stage.browser(part)
        dice = random.Random(reference.SEED + number)
        for assignment in waiting.select_related("entry").order_by("position"):
            _fill_sheet(browser, round_, assignment, quality[assignment.entry_id], dice)
        stage.alive()
        done = Assignment.objects.filter(round=round_, judge=judge, state="submitted").count()
        stage.say(f"  {part.name}: {done} sheets submitted")
    round_.refresh_from_db()
    if round_.state == "open":
        judging.close_round(round_, by=organiser)


def _open_round(contest: Contest, organiser: Any, password: str) -> Round:
    rubric = judging.create_rubric(
        contest, "Tiêu chí chấm (mẫu)", judging_presets.PRESETS["theme"].criteria(), by=organiser, is_preset=True
    )
    jury = [cast.person(part, password) for part in cast.JURY]
    panel = judging.create_panel(contest, "Ban Giám khảo", jury, by=organiser, head=jury[0])
    made = judging.create_round(
        contest,
        name="Vòng chấm điểm",
        panel=panel,
        rubric=rubric,
        due_at=clock.now() + timedelta(days=5),
        by=organiser,
    )
    return judging.open_round(made, by=organiser)


def _qualities(contest: Contest) -> dict[int, float]:
    """How good each clip seems to this jury, drawn once with the demonstration's seed: the scores are made up."""
    dice = random.Random(reference.SEED)
    accepted = Entry.objects.filter(contest=contest, state="accepted").order_by("number").values_list("pk", flat=True)
    return {pk: dice.gauss(0.75, 0.08) for pk in accepted}


def _fill_sheet(browser: Person, round_: Round, assignment: Assignment, quality: float, dice: random.Random) -> None:
    page = f"/desk/judging/{round_.pk}/{assignment.entry.code}/"
    browser.get(page)
    scores = {}
    for criterion in round_.rubric.criteria.all():
        wished = min(max(quality + dice.gauss(0, 0.06), 0.2), 1) * float(criterion.maximum)
        steps = round(wished / float(criterion.step))
        scores[str(criterion.pk)] = str(criterion.step * steps).replace(".", ",")
    version = assignment.ballot.version if hasattr(assignment, "ballot") else 0
    saved = browser.post(page + "save/", json={"version": version, "scores": scores, "comment": ""}).json()
    browser.post(page + "submit/", {"version": saved["version"]})


def publish(stage: Stage) -> None:
    """Tally, prizes, publication, and the articles."""
    contest = stage.contest()
    organiser = cast.person(cast.ORGANISER, stage.memory.password)
    round_ = Round.objects.get(contest=contest)
    if round_.state != "published":
        results.create_awards(contest, award_presets.awards(), by=organiser)
        sheet = results.tally_round(round_, by=organiser)
        results.publish_sheet(sheet, by=organiser)
    stage.say("  Result sheet published")
    press.publish(stage)
