from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from lantoa.base.web.templatetags import lantoa as tags

NOON = datetime(2026, 4, 28, 5, 0, tzinfo=UTC)


def test_stamp_is_in_vietnamese_time():
    assert tags.stamp(datetime(2023, 5, 12, 2, 1, tzinfo=UTC)) == "12/05/2023 | 09:01"


def test_stamp_of_nothing_is_empty():
    assert [tags.stamp(None), tags.day(None), tags.deadline(None), tags.duration(None)] == ["", "", "", ""]


def test_day_takes_dates_and_instants():
    late = datetime(2023, 5, 11, 18, 0, tzinfo=UTC)
    assert [tags.day(date(2023, 5, 12)), tags.day(late)] == ["12/05/2023", "12/05/2023"]


@pytest.mark.parametrize(
    ("language", "left", "words"),
    [
        ("vi", timedelta(days=2, hours=23), "còn 2 ngày"),
        ("vi", timedelta(days=1), "còn 1 ngày"),
        ("vi", timedelta(hours=23, minutes=59), "còn 23 giờ"),
        ("vi", timedelta(minutes=5, seconds=59), "còn 5 phút"),
        ("vi", timedelta(seconds=1), "còn chưa đến một phút"),
        ("vi", timedelta(0), "đã hết hạn"),
        ("vi", timedelta(days=-9), "đã hết hạn"),
        ("en", timedelta(days=1), "1 day left"),
        ("en", timedelta(days=2), "2 days left"),
        ("en", timedelta(hours=1), "1 hour left"),
    ],
)
def test_time_left_is_rounded_down(language, left, words):
    with translation.override(language):
        assert tags.time_left(NOON + left, NOON) == words


def test_deadline_reads_as_on_a_notice():
    with translation.override("vi"):
        assert tags.deadline(datetime(2026, 4, 30, 10, 0, tzinfo=UTC), NOON) == "17:00, 30/4/2026 (còn 2 ngày)"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (59.9, "0:59"),
        (492, "8:12"),
        (3723, "1:02:03"),
        (-4, "0:00"),
        (timedelta(minutes=7), "7:00"),
    ],
)
def test_duration(seconds, text):
    assert tags.duration(seconds) == text


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (1234.5, "1.234,5", "1,234.5"),
        (Decimal("-0.50"), "-0,50", "-0.50"),
        (Decimal("1E+3"), "1.000", "1,000"),
        ("n/a", "n/a", "n/a"),
        (None, "", ""),
    ],
)
def test_number_uses_the_readers_signs(value, vietnamese, english):
    with translation.override("vi"):
        assert tags.number(value) == vietnamese
    with translation.override("en"):
        assert tags.number(value) == english


def test_score_keeps_two_decimals():
    with translation.override("vi"):
        assert [tags.score(Decimal("8.75")), tags.score(9), tags.score(Decimal("8.745"))] == [
            "8,75",
            "9,00",
            "8,75",
        ]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1500, "2 kB"),
        (42_900_000, "42,9 MB"),
        (1_234_567_890, "1,2 GB"),
        (5e12, "5.000,0 GB"),
    ],
)
def test_filesize(size, text):
    with translation.override("vi"):
        assert tags.filesize_vi(size).replace("\xa0", " ") == text


def test_percent():
    with translation.override("vi"):
        assert [tags.percent(Decimal(23) / 39, 1), tags.percent(1), tags.percent(None)] == [
            "59,0%",
            "100%",
            "",
        ]


def test_icon_escapes_its_label_and_refuses_odd_names():
    assert 'aria-label="&lt;x&gt;"' in tags.icon("x", label="<x>")
    assert tags.icon('"><script>') == ""


def test_every_icon_in_use_is_in_the_sprite():
    import re
    from pathlib import Path

    import lantoa

    package = Path(lantoa.__file__).parent
    sprite = (package / "base/web/static/web/vendor/lucide/icons.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {
        name
        for page in package.glob("**/templates/**/*.html")
        for name in re.findall(r'\{% icon "([^"]+)"', page.read_text())
    }
    assert used - known == set()


def test_querystring_with_changes_and_removes():
    request = RequestFactory().get("/", {"page": "2", "search": "đà nẵng"})
    text = Template("{% load lantoa %}{% querystring_with page=None sort='-at' %}").render(
        Context({"request": request})
    )
    assert text == "?search=%C4%91%C3%A0+n%E1%BA%B5ng&amp;sort=-at"
