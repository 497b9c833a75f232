"""The contest, stage by stage. Organisers' preparations go through services; everybody else goes through HTTP."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from lantoa.base.units import services as units
from lantoa.base.units.models import Kind, Unit
from lantoa.contest.audience.models import Vote
from lantoa.contest.contests import services as contests
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.entries.models import Entry, Purpose
from lantoa.contest.judging import presets as judging_presets
from lantoa.contest.judging import services as judging
from lantoa.contest.judging.models import Assignment, Round
from lantoa.contest.results import presets as award_presets
from lantoa.contest.results import services as results
from lantoa.contest.videos.models import Video
from lantoa.demo import cast, reference
from lantoa.demo.client import Person, Refused
from lantoa.demo.state import Memory
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.text import slug as make_slug
from lantoa.pure.media import synth

#: A view counts after ten seconds of watching; the demonstration's viewers wait as people do.
WATCH_SECONDS = 11
SETTLE_SECONDS = 1800


@dataclass
class Stage:
    """What every stage needs."""

    base: str
    data: Path
    memory: Memory
    say: Callable[[str], None]
    alive: Callable[[], None]

    @property
    def clips(self) -> Path:
        return self.data / "demo-clips"

    def contest(self) -> Contest:
        return Contest.objects.get(slug=self.memory.contest)

    def browser(self, part: cast.Part) -> Person:
        """A fresh browser in which this person has signed in."""
        return Person(self.base, part.email, self.memory.password).sign_in()


# --- the call -----------------------------------------------------------------------------------------------------


def prepare_contest(stage: Stage) -> Contest:
    """People, units and the contest itself, opened: what an organiser does on the desk."""
    memory = stage.memory
    if memory.contest:
        return stage.contest()
    password = memory.password
    cast.person(cast.ADMINISTRATOR, password, superuser=True)
    organiser = cast.person(cast.ORGANISER, password)
    told = reference.facts()
    contest = contests.create_contest(
        told["title"],
        by=organiser,
        summary=reference.article_paragraphs()[1],
        organiser_name=told["organiser"],
        note=reference.NOTE,
        min_seconds=_seconds(told["duration_min"]),
        max_seconds=_seconds(told["duration_max"]),
        opens_at=clock.now(),
        closes_at=clock.now() + timedelta(days=30 * told["months_open"]),
    )
    invited = _make_units(organiser, password)
    contests.invite_units(contest, invited, by=organiser)
    _give_roles(contest, organiser, password)
    contests.draft_rules(contest, reference.RULES, by=organiser)
    contests.publish_rules(contest, by=organiser)
    contests.open_contest(contest, by=organiser)
    memory.contest = contest.slug
    memory.keep()
    return contest


def _seconds(minutes: str) -> int:
    whole, rest = minutes.split(":")
    return int(whole) * 60 + int(rest)


def _make_units(organiser: Any, password: str) -> list[Unit]:
    root = units.create_unit("Đảng bộ thị xã Sơn Tây", kind=Kind.PARTY, by=organiser)
    made = []
    for plan in reference.units():
        unit = units.create_unit(plan.name, kind=Kind.PARTY, by=organiser, parent=root, order=plan.order)
        made.append(unit)
        if plan.entries:
            person = cast.person(cast.representative(plan), password)
            units.add_member(unit, person, represents=True, by=organiser)
    return made


def _give_roles(contest: Contest, organiser: Any, password: str) -> None:
    contests.grant_role(contest, cast.person(cast.SECRETARY, password), Role.SECRETARY, by=organiser)
    contests.grant_role(contest, cast.person(cast.SCREENER, password), Role.SCREENER, by=organiser)
    contests.grant_role(contest, cast.person(cast.AUDITOR, password), Role.AUDITOR, by=organiser)
    for part in cast.JURY:
        contests.grant_role(contest, cast.person(part, password), Role.JUDGE, by=organiser)
    # The last judge belongs to a unit that takes part, so that the demonstration shows who may not judge what.
    own = Unit.objects.get(name=reference.units()[0].name)
    units.add_member(own, cast.person(cast.JURY[-1], password), by=organiser)


def call(stage: Stage) -> None:
    """Units send their clips; the organiser closes the call."""
    contest = prepare_contest(stage)
    stage.clips.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=1) as studio:
        _send_sample(stage)
        _send_clips(stage, contest, studio)
        _send_corrupt(stage, contest)
    _wait_for_videos(stage)
    _close_call(stage, contest)


def _send_clips(stage: Stage, contest: Contest, studio: ThreadPoolExecutor) -> None:
    """Clips are made one ahead of the one being sent, so that the studio, the line and the worker all have work."""
    plans = reference.clips()
    there = set(Entry.objects.filter(contest=contest, submitted_at__isnull=False).values_list("title", flat=True))
    wanted = [plan for plan in plans if plan.title not in there]
    making: dict[int, Future[Path]] = {plan.number: studio.submit(_make, stage, plan) for plan in wanted}
    browsers: dict[str, Person] = {}
    for plan in wanted:
        path = making[plan.number].result()
        part = cast.representative(plan.unit)
        browser = browsers.setdefault(part.key, None) or stage.browser(part)
        browsers[part.key] = browser
        _enter(browser, contest, plan.title, plan.unit.name, path)
        path.unlink()
        stage.alive()
        stage.say(
            f"  {plan.number}/{len(plans)} received: {plan.title} ({plan.unit.name}, {plan.seconds // 60}:{plan.seconds % 60:02})"
        )


def _make(stage: Stage, plan: reference.ClipPlan) -> Path:
    path = stage.clips / f"{plan.number:02}-{make_slug(plan.title)}.mp4"
    synth.make_clip(
        path,
        seconds=plan.seconds,
        title=plan.title,
        unit=plan.unit.name,
        seed=plan.seed,
        picture=plan.picture,
    )
    return path


def _begin(browser: Person, contest: Contest, title: str, unit: str) -> Entry:
    """Fill in the entry form, unless this draft was begun in a former run."""
    found = Entry.objects.filter(contest=contest, title=title).exclude(state="withdrawn").first()
    if found:
        return found
    form = {
        "title": title,
        "description": f"Clip dự thi của {unit}. Nội dung minh hoạ.",
        "unit": str(Unit.objects.get(name=unit).pk),
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "0",
        "credits-MIN_NUM_FORMS": "0",
        "credits-MAX_NUM_FORMS": "1000",
        "credits-0-name": f"Nhóm tác giả {unit}",
        "credits-0-role": "",
    }
    browser.post(f"/desk/entries/begin/{contest.slug}/", form)
    return Entry.objects.get(contest=contest, title=title)


def _enter(browser: Person, contest: Contest, title: str, unit: str, path: Path) -> Entry:
    """Form, upload, consents, submission: one entry as a representative sends it."""
    entry = _begin(browser, contest, title, unit)
    if entry.video_id is None:
        ticket = browser.post(f"/desk/entries/{entry.pk}/ticket/").json()["ticket"]
        browser.upload(path, ticket)
    browser.post(f"/desk/entries/{entry.pk}/submit/", {"consents": [purpose.value for purpose in Purpose]})
    return entry


def _send_corrupt(stage: Stage, contest: Contest) -> None:
    """A file that is no clip: taken in, examined, and refused with a sentence; the draft stays."""
    plan = next(unit for unit in reference.units() if unit.entries)
    title = "Tệp hỏng (minh hoạ)"
    if Entry.objects.filter(contest=contest, title=title).exists():
        return
    path = stage.clips / "hong.mp4"
    synth.make_corrupt(path)
    browser = stage.browser(cast.representative(plan))
    entry = _begin(browser, contest, title, plan.name)
    ticket = browser.post(f"/desk/entries/{entry.pk}/ticket/").json()["ticket"]
    browser.upload(path, ticket)
    path.unlink()
    _until(
        stage,
        lambda: Video.objects.filter(reference=str(entry.pk), state="failed").exists(),
        "the corrupt file to be examined",
    )
    try:
        browser.post(f"/desk/entries/{entry.pk}/submit/", {"consents": [purpose.value for purpose in Purpose]})
    except Refused as refusal:
        stage.say(f"  A corrupt file was refused (status {refusal.status}), as it should be.")
        return
    entry.refresh_from_db()
    if entry.submitted_at:
        raise RuntimeError("A corrupt file was accepted as an entry.")


def _send_sample(stage: Stage) -> None:
    """One minute of noise at 1080p30 in a small contest of its own, so that the ladder has several rungs to make."""
    memory = stage.memory
    if memory.sample:
        return
    organiser = cast.person(cast.ORGANISER, memory.password)
    contest = contests.create_contest(
        "Thử thang chất lượng (minh hoạ)",
        by=organiser,
        summary="Một cuộc thi nhỏ để thử clip 1080p: clip dài từ 30 giây đến 2 phút.",
        note=reference.NOTE,
        min_seconds=30,
        max_seconds=120,
        opens_at=clock.now(),
        closes_at=clock.now() + timedelta(days=7),
    )
    plan = reference.units()[0]
    contests.invite_units(contest, list(Unit.objects.filter(name=plan.name)), by=organiser)
    contests.draft_rules(
        contest,
        "# Thể lệ (bản minh hoạ)\n\nClip dài từ 30 giây đến 2 phút, để thử các mức chất lượng.",
        by=organiser,
    )
    contests.publish_rules(contest, by=organiser)
    contests.open_contest(contest, by=organiser)
    stage.say("  Making one minute of noise at 1080p30 ...")
    path = stage.clips / "nhieu-1080p.mp4"
    synth.make_clip(
        path,
        seconds=60,
        title="Nhiễu 1080p",
        unit=plan.name,
        seed=1,
        size=(1920, 1080),
        fps=30,
        picture="noise",
    )
    _enter(stage.browser(cast.representative(plan)), contest, "Nhiễu 1080p", plan.name, path)
    path.unlink()
    memory.sample = contest.slug
    memory.keep()


def _wait_for_videos(stage: Stage) -> None:
    """Until the worker has finished every clip, well or badly."""
    told = -1

    def settled() -> bool:
        nonlocal told
        left = Video.objects.exclude(state__in=["ready", "failed"]).count()
        if left != told and left:
            stage.say(f"  The worker prepares clips: {left} to go ...")
        told = left
        return left == 0

    _until(stage, settled, "the worker to prepare all clips")


def _until(stage: Stage, condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while not condition():
        stage.alive()
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {SETTLE_SECONDS // 60} minutes for {what}.")
        time.sleep(1)


def _close_call(stage: Stage, contest: Contest) -> None:
    contest.refresh_from_db()
    if contest.state == "open":
        organiser = cast.person(cast.ORGANISER, stage.memory.password)
        contests.close_contest(contest, by=organiser, reason="Bản minh hoạ: rút hai tháng nhận bài lại còn vài phút.")


# --- screening ----------------------------------------------------------------------------------------------------

REASONS = {
    "too_short": "Clip ngắn hơn thời lượng tối thiểu của thể lệ (lý do của bản minh hoạ).",
    "mostly_black": "Clip không có hình ảnh sử dụng được (lý do của bản minh hoạ).",
    "mostly_frozen": "Clip không có hình ảnh sử dụng được (lý do của bản minh hoạ).",
}


def screening(stage: Stage) -> None:
    """The screener goes by the measured checks: what failed one is refused with its reason, the rest is accepted."""
    contest = stage.contest()
    screener = stage.browser(cast.SCREENER)
    queue = Entry.objects.filter(contest=contest, state__in=["submitted", "screening"]).select_related("video")
    sound: list[Entry] = []
    for entry in queue.prefetch_related("video__checks"):
        failed = [check.code for check in entry.video.checks.all() if check.level == "fail"]
        if not failed:
            sound.append(entry)
            continue
        reason = next((REASONS[code] for code in failed if code in REASONS), "Không đạt yêu cầu kỹ thuật.")
        page = f"/desk/screening/{contest.slug}/{entry.code}/"
        screener.get(page)
        screener.post(page + "decide/", {"outcome": "reject", "reason": reason})
        stage.say(f"  {entry.code} not accepted: {', '.join(failed)}")
    if sound:
        screener.post(f"/desk/screening/{contest.slug}/bulk/", {"outcome": "accept", "entries": [e.pk for e in sound]})
    stage.say(
        f"  {contest.entries.filter(state='accepted').count()} accepted, {contest.entries.filter(state='rejected').count()} not accepted"
    )


# --- showcase -----------------------------------------------------------------------------------------------------


def showcase(stage: Stage) -> None:
    """Clips become public; people sign up, watch and like."""
    contest = stage.contest()
    if contest.showcase_at is None:
        contests.open_showcase(contest, by=cast.person(cast.ORGANISER, stage.memory.password))
    published = list(Entry.objects.filter(contest=contest, state="accepted").order_by("number"))
    dice = random.Random(reference.SEED)
    taste = {entry.pk: dice.uniform(0.05, 0.6) for entry in published}
    people = _audience(stage)
    watched = _open_clips(contest, people, published, taste, dice)
    stage.say(f"  {len(people)} people watch {len(watched)} clips ...")
    time.sleep(WATCH_SECONDS)
    for browser, entry, token in watched:
        browser.post("/audience/view/", json={"entry": entry.pk, "token": token})
        if browser.email and dice.random() < 0.6:
            browser.post(f"/audience/{entry.pk}/like/")
    stage.say(f"  {Vote.objects.filter(entry__contest=contest).count()} likes")


def _audience(stage: Stage) -> list[Person]:
    """Some sign up on the site, some are representatives, most only watch."""
    password = stage.memory.password
    people = []
    for part in cast.PUBLIC:
        browser = Person(stage.base, part.email, password)
        try:
            people.append(browser.sign_in())
        except Refused:
            browser.post("/accounts/signup/", {"email": part.email, "full_name": part.name, "password1": password})
            people.append(browser)
    return people + [Person(stage.base) for _ in range(10)]


def _open_clips(
    contest: Contest,
    people: list[Person],
    published: list[Entry],
    taste: dict[int, float],
    dice: random.Random,
) -> list[tuple[Person, Entry, str]]:
    """Each person opens the clips that they fancy; the page of a clip carries the token of a view."""
    opened = []
    for browser in people:
        for entry in published:
            if dice.random() < taste[entry.pk]:
                page = browser.get(f"/contests/{contest.slug}/clips/{entry.code}/").text
                opened.append((browser, entry, _attribute(page, "data-view-token")))
    return opened


def _attribute(page: str, name: str) -> str:
    start = page.index(f'{name}="') + len(name) + 2
    return page[start : page.index('"', start)]


# --- judging ------------------------------------------------------------------------------------------------------


def judging_stage(stage: Stage) -> None:
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


# --- results ------------------------------------------------------------------------------------------------------


def results_stage(stage: Stage) -> None:
    """Tally, prizes, publication, and the articles."""
    contest = stage.contest()
    organiser = cast.person(cast.ORGANISER, stage.memory.password)
    round_ = Round.objects.get(contest=contest)
    if round_.state != "published":
        results.create_awards(contest, award_presets.awards(), by=organiser)
        sheet = results.tally_round(round_, by=organiser)
        results.publish_sheet(sheet, by=organiser)
    stage.say("  Result sheet published")
    from lantoa.demo import press

    press.publish(stage)
