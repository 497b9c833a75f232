"""The call: the organiser prepares the contest through services, units send their clips over HTTP."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from lantoa.base.units import services as units
from lantoa.base.units.models import Kind, Unit
from lantoa.contest.contests import services as contests
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.entries.models import Entry, Purpose
from lantoa.contest.videos.models import Video
from lantoa.demo import cast, reference
from lantoa.demo.client import Person, Refused
from lantoa.demo.stage import Stage, until
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.text import slug as make_slug
from lantoa.pure.media import synth


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
    plans = reference.clips()[: stage.memory.clips]
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
    until(
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
    if memory.sample or memory.clips:
        return
    organiser = cast.person(cast.ORGANISER, memory.password)
    contest = contests.create_contest(
        "Thử thang chất lượng (minh hoạ)",
        by=organiser,
        summary="Một cuộc thi nhỏ để thử clip 1080p: clip dài từ 30 giây đến 2 phút.",
        note=reference.NOTE,
        min_seconds=30,
        max_seconds=120,
        opens_at=clock.now() - timedelta(hours=1),
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

    until(stage, settled, "the worker to prepare all clips")


def _close_call(stage: Stage, contest: Contest) -> None:
    contest.refresh_from_db()
    if contest.state == "open":
        organiser = cast.person(cast.ORGANISER, stage.memory.password)
        contests.close_contest(contest, by=organiser, reason="Bản minh hoạ: rút hai tháng nhận bài lại còn vài phút.")
