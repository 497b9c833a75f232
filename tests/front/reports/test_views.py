import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests import factories_showcase as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    units = [
        make.unit("Đảng bộ xã Kim Sơn"),
        make.unit("Đảng bộ phường Lê Lợi"),
        make.unit("=Chi bộ Thị đoàn"),
    ]
    made = make.contest(units=units)
    make.clip(made, units[0])
    make.clip(made, units[0], state="rejected")
    make.clip(made, units[1])
    return made


def page(contest, **query):
    return reverse("reports:participation", args=[contest.slug], query=query)


def test_page_says_it_in_a_sentence_a_chart_and_a_table(client, contest):
    client.force_login(make.role(contest, "organiser"))
    text = client.get(page(contest)).content.decode()
    assert "2/3 đơn vị tham gia, 3 clip nhận, 2 clip đăng." in text
    assert text.count('<svg class="chart-picture"') == 2
    assert "Chưa gửi (1)" in text


@pytest.mark.parametrize(
    "part, line", [("units", "Đảng bộ xã Kim Sơn"), ("silent", "=Chi bộ Thị đoàn"), ("days", "02/03/2023")]
)
def test_each_table_has_its_address(client, contest, part, line):
    client.force_login(make.role(contest, "secretary"))
    assert line in client.get(page(contest, of=part)).content.decode()


@pytest.mark.parametrize("query", [{"of": "nonsense"}, {"_export": "exe"}, {"page": "x"}, {"sort": "nonsense"}])
def test_nonsense_in_the_address_shows_the_page(client, contest, query):
    client.force_login(make.role(contest, "organiser"))
    assert client.get(page(contest, **query)).status_code == 200


def test_csv_opens_in_excel_with_marks(client, contest):
    client.force_login(make.role(contest, "auditor"))
    answer = client.get(page(contest, _export="csv"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert f"{contest.slug}-units" in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["STT", "Đơn vị", "Đã nhận", "Đã đăng"],
        ["1", "Đảng bộ xã Kim Sơn", "2", "1"],
        ["2", "Đảng bộ phường Lê Lợi", "1", "1"],
        ["3", "'=Chi bộ Thị đoàn", "0", "0"],
    ]


def test_xlsx_holds_numbers(client, contest):
    client.force_login(make.role(contest, "organiser"))
    answer = client.get(page(contest, _export="xlsx"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["STT", "Đơn vị", "Đã nhận", "Đã đăng"]
    assert rows[1] == [1, "Đảng bộ xã Kim Sơn", 2, 1]
    assert rows[3] == [3, "=Chi bộ Thị đoàn", 0, 0]


def test_days_are_exported_as_days(client, contest):
    client.force_login(make.role(contest, "organiser"))
    answer = client.get(page(contest, _export="csv", of="days"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Ngày", "Đã nhận"]
    assert [row[1] for row in rows[1:]] == ["1", "1", "1"]


def test_english_page_is_english(client, contest):
    client.force_login(make.role(contest, "organiser"))
    client.cookies["lantoa_language"] = "en"
    text = client.get(page(contest)).content.decode()
    assert "2 of 3 units take part; 3 clips received, 2 clips published." in text


def test_page_without_clips_is_an_empty_state(client):
    contest = make.contest(units=[make.unit()])
    client.force_login(make.role(contest, "organiser"))
    assert "Chưa nhận được clip nào" in client.get(page(contest)).content.decode()


@pytest.mark.parametrize(
    "role, status",
    [("organiser", 200), ("secretary", 200), ("auditor", 200), ("screener", 403), ("judge", 403)],
)
@pytest.mark.parametrize("query", [{}, {"_export": "csv"}, {"_export": "xlsx"}])
def test_who_may_read(client, contest, role, status, query):
    client.force_login(make.role(contest, role))
    assert client.get(page(contest, **query)).status_code == status


@pytest.mark.parametrize("query", [{}, {"_export": "csv"}])
def test_charlie_sees_no_such_page(client, contest, query):
    client.force_login(make.person("Charlie"))
    assert client.get(page(contest, **query)).status_code == 404


def test_organiser_of_another_contest_sees_no_such_page(client, contest):
    client.force_login(make.role(make.contest(), "organiser"))
    assert client.get(page(contest)).status_code == 404


def test_anonymous_is_sent_to_sign_in(client, contest):
    answer = client.get(page(contest))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_post_is_refused(client, contest):
    client.force_login(make.role(contest, "organiser"))
    assert client.post(page(contest)).status_code == 405


def test_page_takes_as_many_queries_at_one_and_three_units(client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for number in (1, 3):
        units = [make.unit() for _ in range(number)]
        contest = make.contest(units=units)
        for unit in units:
            make.clip(contest, unit)
        client.force_login(make.role(contest, "organiser"))
        client.get(page(contest))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(page(contest))
        taken.append(len(captured))
    assert taken[0] == taken[1]
