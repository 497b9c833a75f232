"""Paragraphs that an editor would write from the figures; Vietnamese, because the portal's articles are."""

from __future__ import annotations

from lantoa.contest.contests.models import Contest
from lantoa.front.reports.queries import Participation
from lantoa.pure.kernel.clock import VIETNAM

MOST_NAMED = 4


def title(contest: Contest) -> str:
    """A working title; the editor will find a better one."""
    return f"Kết quả tiếp nhận bài dự thi: {contest.title}"[:250]


def paragraphs(contest: Contest, figures: Participation) -> list[str]:
    """What the database knows: who took part, what was published, who sent most."""
    told = [_received(contest, figures)]
    if figures.entries_published:
        told.append(
            f"Sau khi tiến hành thẩm định, {figures.entries_published}/{figures.entries_received} video clip dự thi đạt "
            "yêu cầu đã được đăng tải để công chúng xem và bình chọn."
        )
    if most := _most_active(figures):
        told.append(f"Những đơn vị có số lượng video clip dự thi nhiều là: {most}.")
    return told


def _received(contest: Contest, figures: Participation) -> str:
    organiser = contest.organiser_name or "Ban Tổ chức"
    when = ""
    if contest.opens_at and contest.closes_at:
        first, last = contest.opens_at.astimezone(VIETNAM), contest.closes_at.astimezone(VIETNAM)
        when = f" (thời gian nhận bài theo kế hoạch: {first:%d/%m/%Y} – {last:%d/%m/%Y})"
    return (
        f"Ban Tổ chức {contest.title[0].lower()}{contest.title[1:]} do {organiser} phát động đã nhận được "
        f"{figures.entries_received} video clip dự thi của {figures.units_taking_part}/{figures.units_total} đơn vị được mời"
        f"{when}."
    )


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
        named = [(name, n) for name, n in named if -n < least]
    return "; ".join(f"{name}: {n} video clip" for name, n in named)
