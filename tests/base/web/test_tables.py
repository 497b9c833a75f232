import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import django_tables2 as tables
import pytest
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from lantoa.base.web.tables import (
    NumberColumn,
    StampColumn,
    Table,
    csv_bytes,
    export,
    respond_table,
    xlsx_bytes,
)

AT = datetime(2023, 5, 12, 2, 1, tzinfo=UTC)


class ClipTable(Table):
    title = tables.Column(verbose_name="Tên")
    at = StampColumn(verbose_name="Nộp lúc")
    views = NumberColumn(verbose_name="Lượt xem")
    actions = tables.Column(empty_values=(), orderable=False, exclude_from_export=True)


def clips(count):
    return [{"title": f"Clip {n:03}", "at": AT, "views": n * 1000} for n in range(1, count + 1)]


def test_csv_opens_in_excel_with_its_marks():
    made = csv_bytes([["Đơn vị", "Số clip"], ["Kim Sơn", 4]])
    assert made == "\ufeffĐơn vị,Số clip\r\nKim Sơn,4\r\n".encode()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_is_never_a_formula(text):
    row = next(csv.reader(io.StringIO(csv_bytes([[text]]).decode("utf-8-sig"), newline="")))
    assert row == [f"'{text}"]
    cell = load_workbook(io.BytesIO(xlsx_bytes([["h"], [text]]))).active["A2"]
    assert cell.data_type != "f"
    assert str(cell.value).replace("\r", "\n").strip() == text.replace("\r", "\n").strip()


def test_numbers_and_dates_stay_what_they_are():
    rows = [["a", "b", "c", "d", "e"], [-5, Decimal("8.75"), AT, date(2023, 5, 12), None]]
    sheet = load_workbook(io.BytesIO(xlsx_bytes(rows))).active
    values = [cell.value for cell in sheet[2]]
    assert values == [-5, 8.75, datetime(2023, 5, 12, 9, 1), datetime(2023, 5, 12), None]
    assert csv_bytes(rows).decode("utf-8-sig").splitlines()[1] == "-5,8.75,2023-05-12 09:01:00,2023-05-12,"


def test_headings_stay_in_view():
    sheet = load_workbook(io.BytesIO(xlsx_bytes([["Đơn vị"], ["Kim Sơn"]]))).active
    assert (sheet.freeze_panes, sheet["A1"].font.bold, sheet.auto_filter.ref) == ("A2", True, "A1:A2")


def test_control_signs_do_not_break_a_sheet():
    sheet = load_workbook(io.BytesIO(xlsx_bytes([["a\x0bb"]]))).active
    assert sheet["A1"].value == "ab"


def test_export_has_every_line_and_no_buttons():
    response = export(ClipTable(clips(120)), "csv", "clips")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Tên,Nộp lúc,Lượt xem"
    assert lines[120] == "Clip 120,2023-05-12 09:01:00,120000"
    assert len(lines) == 121
    assert response["Content-Disposition"].startswith('attachment; filename="clips-')


def test_export_of_nothing_is_the_headings():
    assert load_workbook(io.BytesIO(export(ClipTable([]), "xlsx", "clips").content)).active.max_row == 1


def render_page(query="", count=3):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/" + query)
    request.user = AnonymousUser()
    with translation.override("vi"):
        return respond_table(request, ClipTable(clips(count)), "web/tests_table.html", name="clips")


@pytest.fixture(autouse=True)
def _page_template(settings):
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "APP_DIRS": False,
            "OPTIONS": {
                **settings.TEMPLATES[0]["OPTIONS"],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {"web/tests_table.html": "{% load django_tables2 %}{% render_table table %}"},
                    ),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ]


def test_page_sorts_and_says_so():
    html = render_page("?sort=-views").content.decode()
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert html.index("Clip 003") < html.index("Clip 001")
    assert "3.000" in html


def test_page_beyond_the_end_is_the_last():
    html = render_page("?page=99", count=120).content.decode()
    assert "Trang 3/3" in html
    assert "Clip 120" in html


def test_page_keeps_its_state_in_export_links():
    html = render_page("?sort=title&page=2", count=120).content.decode()
    assert 'href="?sort=title&amp;_export=csv"' in html


def test_unknown_export_is_the_page():
    assert render_page("?_export=exe")["Content-Type"].startswith("text/html")


def test_empty_table_says_so():
    html = render_page(count=0).content.decode()
    assert "<table" not in html
    assert "Chưa có gì ở đây" in html
