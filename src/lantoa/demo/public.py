"""Screening and showcase: what the screener, the viewers and those who like a clip do, over HTTP."""

from __future__ import annotations

import random
import time

from lantoa.contest.audience.models import Vote
from lantoa.contest.contests import services as contests
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry
from lantoa.demo import cast, reference
from lantoa.demo.client import Person
from lantoa.demo.stage import Stage

#: A view counts after ten seconds of watching; the demonstration's viewers wait as people do.
WATCH_SECONDS = 11

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
    accepted, rejected = (contest.entries.filter(state=state).count() for state in ("accepted", "rejected"))
    stage.say(f"  {accepted} accepted, {rejected} not accepted")


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
        if cast.exists(part):
            browser.sign_in()
        else:
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
