"""The reference contest: what the article reports, read from its files, and what the demonstration adds.

Facts come from `data/contest.toml` and `data/article.txt`. Everything else (rules text, rubric, prizes, number of
judges, clip titles, which two clips fail and why, the names of units that the article does not name) is the
demonstration's own and is marked as such wherever people see it.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SEED = 1852021


@cache
def facts() -> dict[str, Any]:
    """The reported facts."""
    return tomllib.loads((DATA / "contest.toml").read_text(encoding="utf-8"))


@cache
def article_paragraphs() -> tuple[str, ...]:
    """The article's body: lead, then paragraphs, without heading, caption and byline."""
    told = facts()["article"]
    lines = [line.strip() for line in (DATA / "article.txt").read_text(encoding="utf-8").splitlines()]
    skip = {told["title"], told["photo_caption"], told["byline"]}
    return tuple(line for line in lines if len(line) > 200 and line not in skip)


#: Party organisations of wards and communes of the town; the article names the first four.
NAMED_UNITS = (
    "Đảng bộ xã Kim Sơn",
    "Đảng bộ xã Xuân Sơn",
    "Đảng bộ phường Lê Lợi",
    "Đảng bộ phường Trung Sơn Trầm",
    "Đảng bộ phường Ngô Quyền",
    "Đảng bộ phường Phú Thịnh",
    "Đảng bộ phường Quang Trung",
    "Đảng bộ phường Sơn Lộc",
    "Đảng bộ phường Trung Hưng",
    "Đảng bộ phường Viên Sơn",
    "Đảng bộ phường Xuân Khanh",
    "Đảng bộ xã Cổ Đông",
    "Đảng bộ xã Đường Lâm",
    "Đảng bộ xã Sơn Đông",
    "Đảng bộ xã Thanh Mỹ",
)

TITLES = (
    "Dân vận khéo ở tổ dân phố",
    "Con đường hoa của chi hội phụ nữ",
    "Ngôi nhà chung của người cao tuổi",
    "Tiếng loa sớm mai",
    "Tủ sách bên sân đình",
    "Người thắp lửa phong trào",
    "Những bước chân vì cộng đồng",
    "Ngày thứ Bảy vì dân",
    "Hạt gạo nghĩa tình",
    "Bếp ăn không khói",
    "Cánh đồng mẫu lớn đầu tiên",
    "Lớp học buổi tối",
    "Chuyện ở bộ phận một cửa",
    "Nụ cười công sở",
    "Tiết kiệm từ việc nhỏ",
    "Ống tiền tiết kiệm của bà",
    "Vườn rau sạch trường em",
    "Người giữ rừng",
    "Cây đa làng cổ kể chuyện",
    "Mái ấm sau mưa",
    "Gương sáng giữa đời thường",
    "Cựu chiến binh làm kinh tế giỏi",
    "Đội xe cứu thương tự nguyện",
    "Giọt máu hồng",
    "Thầy giáo vùng ven",
    "Chi bộ bốn tốt",
    "Sổ tay đảng viên",
    "Học Bác từ cách nói đi đôi với làm",
    "Dòng sông không rác",
    "Đèn sáng ngõ xóm",
    "Camera an ninh do dân lắp",
    "Hòa giải ở cơ sở",
    "Bữa cơm đoàn viên",
    "Bưu kiện yêu thương",
    "Ước mơ từ nếp nhà",
    "Mùa sen bên thành cổ",
    "Người đưa thư của bản",
    "Chợ phiên không túi ni lông",
    "Trạm y tế lúc nửa đêm",
    "Bài học từ một lá thư",
    "Thành cổ hôm nay",
    "Hội quán nông dân",
    "Sân chơi từ lốp xe cũ",
)


@dataclass(frozen=True)
class UnitPlan:
    """A unit as the demonstration creates it, and how many clips it sends."""

    order: int
    name: str
    entries: int
    illustrative: bool


@dataclass(frozen=True)
class ClipPlan:
    """One clip to make and send."""

    number: int
    unit: UnitPlan
    title: str
    seconds: int
    picture: str  # "card" or "black"
    seed: int

    @property
    def fate(self) -> str:
        """What the screening panel will find: the demonstration's own reasons."""
        if self.picture == "black":
            return "no_picture"
        return "too_short" if self.seconds < 420 else "good"


def units() -> list[UnitPlan]:
    """All invited units in official order: the reported totals decide how many take part and with how many clips."""
    told = facts()
    named: dict[str, int] = told["entries_by_unit"]
    others = told["units_taking_part"] - len(named)
    left = told["entries_received"] - sum(named.values())
    # The article says only that the other units share the rest: as evenly as whole clips allow.
    shares = [left // others + (1 if place < left % others else 0) for place in range(others)]
    plans = []
    for order in range(1, told["units_total"] + 1):
        real = order <= len(NAMED_UNITS)
        name = NAMED_UNITS[order - 1] if real else f"Tổ chức cơ sở đảng số {order} (tên minh hoạ)"
        sent = named[name] if name in named else (shares.pop(0) if shares else 0)
        plans.append(UnitPlan(order, name, sent, illustrative=not real))
    return plans


def clips() -> list[ClipPlan]:
    """The clips that are received, in the order in which they arrive."""
    dice = random.Random(SEED)
    senders = [unit for unit in units() for _ in range(unit.entries)]
    dice.shuffle(senders)
    failing = dict(zip(sorted(dice.sample(range(len(senders)), 2)), ("too_short", "no_picture"), strict=True))
    plans = []
    for place, unit in enumerate(senders):
        fate = failing.get(place, "good")
        seconds = dice.randint(330, 400) if fate == "too_short" else dice.randint(422, 598)
        plans.append(
            ClipPlan(
                number=place + 1,
                unit=unit,
                title=TITLES[place],
                seconds=seconds,
                picture="black" if fate == "no_picture" else "card",
                seed=SEED + place,
            )
        )
    return plans


NOTE = (
    "Cuộc thi minh hoạ. Số đơn vị, số clip và thời lượng lấy theo bài báo đã đăng; thể lệ, tiêu chí chấm, giải thưởng, "
    "số giám khảo, tên clip và lý do hai clip không đạt là của bản minh hoạ, bài báo không nêu."
)

RULES = """# Thể lệ (bản minh hoạ)

Bài báo về cuộc thi không nêu toàn văn thể lệ. Văn bản dưới đây là mẫu của phần mềm, để bản minh hoạ có đủ các bước.

## 1. Đối tượng
Các tổ chức cơ sở đảng được mời; mỗi đơn vị cử một người đại diện nộp bài.

## 2. Tác phẩm
Video clip dài từ 7 đến 10 phút, giới thiệu mô hình, cách làm hay, gương người tốt, việc tốt trong học tập và làm theo \
tư tưởng, đạo đức, phong cách Hồ Chí Minh. Tác phẩm phải là của đơn vị, người xuất hiện trong clip đã đồng ý.

## 3. Thẩm định
Ban Tổ chức kiểm tra thời lượng, hình ảnh, âm thanh và nội dung. Tác phẩm không đạt được trả lời bằng văn bản, nêu rõ lý do.

## 4. Chấm điểm
Mỗi giám khảo chấm độc lập theo bốn tiêu chí. Điểm tác phẩm là trung bình cộng điểm của các giám khảo, tính theo trọng số. \
Giám khảo không chấm tác phẩm của đơn vị mình. Lượt thích là giải thưởng của khán giả, không cộng vào điểm.

## 5. Khiếu nại
Gửi Ban Tổ chức trong vòng 7 ngày kể từ khi công bố kết quả.
"""
