"""Samples for the page that shows every component."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import HttpRequest
from django_tables2 import RequestConfig

from lantoa.base.web import charts
from lantoa.base.web.forms import DateTimeField, Form, TextField
from lantoa.base.web.navigation import Link
from lantoa.base.web.tables import NOWRAP, NumberColumn, StampColumn, Table
from lantoa.pure.kernel import clock

# Sample words of a development page only: they show what Vietnamese text looks like and are not translated.
UNITS = [
    ("Đảng bộ xã Kim Sơn", 4),
    ("Đảng bộ xã Xuân Sơn", 4),
    ("Đảng bộ phường Lê Lợi", 3),
    ("Công an thị xã", 1),
]
TITLES = ["Nghĩa tình bên bờ sông Tích", "Người giữ lửa làng gốm cổ", "Ươm mầm xanh trên đất Đường Lâm"]


class SampleForm(Form):
    title = TextField(label="Tên tác phẩm", help_text="Như sẽ in trên giấy chứng nhận.", max_length=200)
    about = forms.CharField(label="Giới thiệu", widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(label="Thể loại", choices=[("", "Chọn một"), ("a", "Phóng sự"), ("b", "Ca nhạc")])
    until = DateTimeField(label="Hạn nộp", required=False)
    audience = forms.ChoiceField(
        label="Ai được xem",
        choices=[("all", "Mọi người"), ("us", "Chỉ Ban Tổ chức")],
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(label="Tôi cam kết tác phẩm do chúng tôi tự làm và chưa gửi dự thi nơi khác.")
    clip = forms.FileField(label="Tệp video", required=False)


class SampleTable(Table):
    code = tables.Column(verbose_name="Mã số", attrs=NOWRAP)
    title = tables.Column(verbose_name="Tên tác phẩm")
    at = StampColumn(verbose_name="Nộp lúc")
    views = NumberColumn(verbose_name="Lượt xem")
    caption = "Tác phẩm"


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything `web/style_guide.html` shows."""
    now = clock.now()
    rows = [
        {"code": f"MS-{number:03}", "title": TITLES[number % 3], "at": now, "views": number * 1234}
        for number in range(1, 64)
    ]
    table = SampleTable(rows)
    RequestConfig(request, paginate={"per_page": 5, "silent": True}).configure(table)
    return {
        "table": table,
        "empty_table": SampleTable([]),
        "form": SampleForm(),
        "bad_form": SampleForm({"title": "", "audience": "all"}, auto_id="bad_%s"),
        "per_unit": charts.bars(
            UNITS,
            title="Số clip theo đơn vị",
            id="units",
            description="Kim Sơn và Xuân Sơn gửi nhiều nhất, mỗi đơn vị 4 clip.",
        ),
        "per_day": charts.columns(
            [(f"{day}/4", day * 7 % 11) for day in range(1, 31)],
            title="Số clip theo ngày",
            id="days",
            description="Nhiều nhất vào ngày 3 và 14.",
        ),
        "soon": now + timedelta(days=2, hours=3),
        "past": now - timedelta(days=2),
        "events": [
            {
                "at": now,
                "action": "Trả lại để bổ sung",
                "actor_name": "Nguyễn Thị Bích Ngọc",
                "reason": "Thiếu bản cam kết.",
            },
            {"at": now - timedelta(hours=3), "action": "Tiếp nhận", "actor_name": ""},
        ],
        "clips": [
            {"title": title, "unit": unit, "seconds": 492 + 31 * len(title)}
            for title, (unit, _) in zip(TITLES, UNITS, strict=False)
        ],
        "figures": [("1.239", "lượt xem"), ("86", "bình chọn"), ("12", "bình luận")],
        "breadcrumb": [("Cuộc thi", "/"), ("Tác phẩm dự thi", "/"), ("MS-001", "")],
        "desk_nav": [
            Link("Hôm nay", "/_style/", "home", True),
            Link("Tác phẩm dự thi", "/_style/#a", "film", False),
            Link("Thẩm định", "/_style/#b", "clipboard-check", False),
            Link("Chấm điểm", "/_style/#c", "gavel", False),
            Link("Báo cáo", "/_style/#d", "bar-chart-3", False),
        ],
        "tones": ["good", "warn", "bad", "info", "muted"],
    }
