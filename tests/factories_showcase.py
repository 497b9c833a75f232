"""Rows for the public pages: a contest whose clips can be watched, without walking the whole way there."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from lantoa.base.units.models import Unit
from lantoa.base.uploads.models import Upload, UploadTicket
from lantoa.contest.contests.models import Contest, ContestRole, InvitedUnit, RulesVersion
from lantoa.contest.entries.models import Credit, Entry
from lantoa.contest.judging.models import Panel, Round, Rubric
from lantoa.contest.results.models import Award, ResultSheet, Standing
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel.text import fold

_serial = itertools.count(1)
LONG_AGO = datetime(2023, 3, 1, 1, 0, tzinfo=UTC)


def person(name: str = "An", **fields: Any) -> Any:
    number = next(_serial)
    return get_user_model().objects.create_user(f"shown{number}@example.org", full_name=f"{name} {number}", **fields)


def unit(name: str = "") -> Unit:
    name = name or f"Đảng bộ xã số {next(_serial)}"
    return Unit.objects.create(name=name, folded=fold(name))


def contest(*, units: list[Unit] | None = None, showcase: bool = True, **fields: Any) -> Contest:
    """A contest whose reception is closed, its clips on show; `units` are invited under their present names."""
    number = next(_serial)
    values = {
        "title": f"Cuộc thi số {number}",
        "slug": f"cuoc-thi-{number}",
        "state": "closed",
        "opens_at": LONG_AGO,
        "closes_at": LONG_AGO + timedelta(days=60),
        "showcase_at": LONG_AGO + timedelta(days=61) if showcase else None,
        **fields,
    }
    made = Contest.objects.create(**values)
    for order, each in enumerate(units or []):
        InvitedUnit.objects.create(contest=made, unit=each, name=each.name, order=order, frozen_at=LONG_AGO)
    return made


def role(contest: Contest, name: str) -> Any:
    """A person with one role in the contest."""
    user = person(name)
    ContestRole.objects.create(contest=contest, user=user, role=name)
    return user


def rules(contest: Contest, *, version: int = 1, body: str = "Điều 1.", published: bool = True) -> RulesVersion:
    return RulesVersion.objects.create(
        contest=contest,
        version=version,
        body=body,
        published_at=LONG_AGO if published else None,
        sha256="ab" * 32,
    )


def video(*, state: str = "ready", duration: float = 492.0, public: bool = True) -> Video:
    owner = person("Owner")
    ticket = UploadTicket.objects.create(
        owner=owner, purpose="clip", reference="0", max_bytes=1, expires_at=LONG_AGO + timedelta(days=90)
    )
    upload = Upload.objects.create(
        ticket=ticket, owner=owner, filename="clip.mp4", size=1, offset=1, sha256="0" * 64, state="complete"
    )
    return Video.objects.create(
        upload=upload,
        reference="0",
        state=state,
        duration=duration,
        public=public,
        media_key=f"key{next(_serial)}",
        reason="probe_failed" if state == "failed" else "",
        ready_at=LONG_AGO,
    )


def clip(contest: Contest, unit: Unit, title: str = "", *, state: str = "accepted", **fields: Any) -> Entry:
    """A received entry with a playable video; accepted unless told otherwise."""
    number = contest.entries.count() + 1
    title = title or f"Clip số {number}"
    at = fields.pop("submitted_at", LONG_AGO + timedelta(days=number))
    made = Entry.objects.create(
        contest=contest,
        unit=unit,
        created_by=fields.pop("created_by", None) or person("Author"),
        number=number,
        code=f"MS{number:02}",
        title=title,
        folded=fold(title),
        state=state,
        video=fields.pop("video", None) or video(),
        submitted_at=at,
        accepted_at=fields.pop("accepted_at", at if state == "accepted" else None),
        **fields,
    )
    Credit.objects.create(entry=made, name="Nguyễn Thị Minh", role="đạo diễn")
    return made


def result(entry: Entry, award: str, *, published: bool = True) -> ResultSheet:
    """A result sheet in which `entry` gets `award`."""
    of = entry.contest
    panel, rubric = Panel.objects.create(contest=of, name="BGK"), Rubric.objects.create(contest=of, name="Tiêu chí")
    held = Round.objects.create(contest=of, name="Chung khảo", panel=panel, rubric=rubric, state="tallied")
    sheet = ResultSheet.objects.create(
        contest=of,
        round=held,
        version=1,
        document="{}",
        sha256="cd" * 32,
        tallied_at=LONG_AGO,
        published_at=LONG_AGO if published else None,
    )
    prize = Award.objects.create(contest=of, title=award)
    Standing.objects.create(sheet=sheet, entry=entry, place=1, score="9.5", award=prize)
    return sheet
