"""Paragraphs that an editor would write from the figures; Vietnamese, because the portal's articles are."""

from __future__ import annotations

from datetime import datetime

from lantoa.contest.contests.models import Contest, State
from lantoa.front.reports.queries import Participation
from lantoa.pure.kernel.clock import VIETNAM

MOST_NAMED = 4


def title(contest: Contest) -> str:
    """A working title; the editor will find a better one."""
    return f"Kết quả tiếp nhận bài dự thi {_named(contest)}"[:250]


def paragraphs(contest: Contest, figures: Participation, now: datetime) -> list[str]:
    """What the database knows: who took part, what was published, who sent most."""
    if not figures.entries_received:
        return [
            f"Đến nay, {_board(contest)} chưa nhận được video clip dự thi nào của {figures.units_total} đơn vị được mời."
        ]
    told = [_received(contest, figures, now)]
    if figures.entries_published:
        told.append(
            f"Sau khi tiến hành thẩm định, {figures.entries_published}/{figures.entries_received} video clip dự thi đạt "
            "yêu cầu đã được đăng tải để nhận tương tác."
        )
    if most := _most_active(figures):
        told.append(f"Những đơn vị có số lượng video clip dự thi nhiều là: {most}.")
    return [" ".join(told)]


def _named(contest: Contest) -> str:
    """The title as it stands inside a sentence: "cuộc thi …", or in quotation marks when it begins otherwise."""
    first = contest.title.split(" ", 1)[0]
    if first in {"Cuộc", "Hội", "Liên"}:
        return contest.title[0].lower() + contest.title[1:]
    return f"cuộc thi “{contest.title}”"


def _board(contest: Contest) -> str:
    by = f" do {contest.organiser_name} tổ chức" if contest.organiser_name else ""
    return f"Ban Tổ chức {_named(contest)}{by}"


def _received(contest: Contest, figures: Participation, now: datetime) -> str:
    return (
        f"{_when(contest, now)}{_board(contest)} đã nhận được {figures.entries_received} video clip dự thi "
        f"của {figures.units_taking_part}/{figures.units_total} đơn vị."
    )


def _when(contest: Contest, now: datetime) -> str:
    if contest.state == State.OPEN:
        return f"Tính đến ngày {_day(now)}, "
    if contest.opens_at and contest.closes_at:
        return f"Trong thời gian nhận bài từ ngày {_day(contest.opens_at)} đến ngày {_day(contest.closes_at)}, "
    return ""


def _day(when: datetime) -> str:
    local = when.astimezone(VIETNAM)
    return f"{local.day}/{local.month}/{local.year}"


def _most_active(figures: Participation) -> str:
    """The units with most clips, never parted from others that sent as many."""
    counts = sorted(
        (-received, place, name) for place, (name, received, _p) in enumerate(figures.by_unit) if received > 1
    )
    if not counts:
        return ""
    least = counts[:MOST_NAMED][-1][0]
    named = [(name, -minus) for minus, _place, name in counts if minus <= least]
    if len(named) > 2 * MOST_NAMED:
        named = [(name, number) for name, number in named if -number < least]
    return "; ".join(f"{name}: {number} video clip" for name, number in named)
