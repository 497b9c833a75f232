from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from tests import factories

from lantoa.contest.contests import queries
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.contests.presets import PRESETS
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Nét đẹp nơi công sở",
    "opens_at": "2030-01-01T08:00",
    "closes_at": "2030-03-01T17:00",
    "min_seconds": "3:00",
    "max_seconds": "5:30",
    "tolerance_seconds": "5",
    "formats": ["mp4", "mov"],
    "max_megabytes": "500",
    "min_height": "720",
    "entries_per_unit": "2",
    "entry_prefix": "MS",
    "categories": "Phóng sự\r\nTiểu phẩm\r\n",
}
PAGES = ["overview", "edit", "rules", "units", "roles", "reopen"]
ACTS = ["edit", "rules", "publish_rules", "units", "roles", "open", "close", "reopen", "open_showcase", "finish"]


def at(contest, name, *more):
    return reverse(f"contests:{name}", args=[contest.slug, *more])


def held_by(contest):
    return contest.roles.filter(role=Role.ORGANISER).first()


def test_outsider_gets_404_everywhere(charlie):
    contest = factories.make_contest()
    for name in PAGES:
        assert charlie.get(at(contest, name)).status_code == 404, name
    for name in ACTS:
        assert charlie.post(at(contest, name), {"reason": "x"}).status_code == 404, name
    assert charlie.post(at(contest, "revoke_role", held_by(contest).pk)).status_code == 404
    assert charlie.get(at(contest, "rules_version", 1)).status_code == 404
    for method in (charlie.get, charlie.post):
        assert method(reverse("contests:new"), FORM).status_code == 404
    contest.refresh_from_db()
    assert (contest.state, Contest.objects.count()) == ("open", 1)
    assert contest.title not in charlie.get(reverse("contests:list")).text


def test_visitor_is_sent_to_sign_in(client):
    contest = factories.make_contest()
    for name in (*PAGES, *ACTS):
        answer = client.post(at(contest, name)) if name in ACTS else client.get(at(contest, name))
        assert answer.url.startswith("/accounts/login/"), name


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.SCREENER, Role.JUDGE, Role.AUDITOR])
def test_only_organisers_steer(client_for, role):
    contest = factories.make_contest()
    client = client_for(factories.grant(contest, role))
    for name in ("publish_rules", "open", "close", "reopen", "open_showcase", "finish", "edit", "roles"):
        assert client.post(at(contest, name), {"reason": "x"}).status_code == 403, name
    if role not in (Role.SECRETARY,):
        for name in ("rules", "units"):
            assert client.post(at(contest, name), {"body": "x"}).status_code == 403, name
    contest.refresh_from_db()
    assert (contest.state, contest.showcase_at, contest.rules_versions.count()) == ("open", None, 1)


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
@pytest.mark.parametrize("name", PAGES)
def test_organiser_sees_every_page_in_every_state(client_for, name, state):
    contest = factories.make_contest(state=state)
    assert client_for(held_by(contest).user).get(at(contest, name)).status_code == 200


def test_auditor_reads_and_has_no_buttons(client_for):
    contest = factories.make_contest()
    client = client_for(factories.make_auditor(contest))
    for name in ("overview", "rules", "units", "roles"):
        page = client.get(at(contest, name)).text
        assert f'action="/desk/contests/{contest.slug}/' not in page, name


def test_contest_begins_from_a_preset(client_for):
    client = client_for(factories.make_user(superuser=True))
    assert client.get(reverse("contests:new")).text.count("?preset=") == len(PRESETS) + 1
    form = client.get(reverse("contests:new"), {"preset": "party"}).text
    assert 'value="7:00"' in form
    assert 'value="10:00"' in form
    answer = client.post(reverse("contests:new"), {**FORM, "preset": "party"})
    contest = Contest.objects.get()
    assert answer.url == at(contest, "overview")
    assert (contest.min_seconds, contest.max_seconds, contest.formats, contest.state) == (180, 330, "mp4 mov", "draft")
    assert contest.closes_at == datetime(2030, 3, 1, 17, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert list(contest.categories.values_list("name", flat=True)) == ["Phóng sự", "Tiểu phẩm"]
    assert "mẫu" in queries.draft_rules(contest).body
    assert queries.published_rules(contest) is None


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "a" * 301},
        {"min_seconds": "dài"},
        {"min_seconds": "7:99"},
        {"min_seconds": "6:00", "max_seconds": "5:00"},
        {"formats": ["exe"]},
        {"formats": []},
        {"closes_at": "2029-01-01T00:00"},
        {"closes_at": "mai"},
        {"entry_prefix": "ms"},
        {"max_megabytes": "-1"},
        {"min_height": "x"},
    ],
)
def test_bad_contest_is_said_and_what_was_typed_stays(client_for, change):
    client = client_for(factories.make_user(superuser=True))
    answer = client.post(reverse("contests:new"), {**FORM, "summary": "giữ lại", **change})
    assert answer.status_code == 400
    assert "giữ lại" in answer.text
    assert Contest.objects.count() == 0


def test_menu_marks_the_contests_on_pages_of_rooms_above(client_for):
    contest = factories.make_contest()
    client = client_for(held_by(contest).user)
    for address in (at(contest, "overview"), f"/desk/screening/{contest.slug}/", f"/desk/reports/{contest.slug}/"):
        assert '<a href="/desk/contests/" aria-current="page">' in client.get(address).text


def test_overview_says_what_is_missing(client_for):
    contest = factories.make_contest(state="draft", rules="", units=[])
    client = client_for(held_by(contest).user)
    page = client.get(at(contest, "overview")).text
    assert "Chưa có thể lệ được công bố." in page
    assert "Chưa có đơn vị nào được mời." in page
    answer = client.post(at(contest, "open"))
    assert answer.status_code == 409
    assert "Chưa có thể lệ được công bố." in answer.text


def test_life_of_a_contest(client_for):
    contest = factories.make_contest(state="draft")
    client = client_for(held_by(contest).user)
    steps = [
        ("open", {}, "open"),
        ("close", {"reason": "Đủ bài"}, "closed"),
        ("reopen", {"closes_at": "2030-03-01T17:00", "reason": "Bão"}, "open"),
        ("close", {"reason": "Hết bão"}, "closed"),
        ("open_showcase", {}, "closed"),
        ("finish", {}, "finished"),
    ]
    for name, data, state in steps:
        assert client.post(at(contest, name), data).url == at(contest, "overview"), name
        contest.refresh_from_db()
        assert contest.state == state
    page = client.get(at(contest, "overview")).text
    assert "Đủ bài" in page
    assert "đã công khai các clip" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [("close", {}), ("close", {"reason": "  "}), ("reopen", {"reason": "x"}), ("open", {}), ("finish", {})],
)
def test_step_out_of_turn_changes_nothing(client_for, name, data):
    contest = factories.make_contest()
    answer = client_for(held_by(contest).user).post(at(contest, name), data)
    assert answer.status_code in {400, 409}
    contest.refresh_from_db()
    assert contest.state == "open"


def test_steps_are_never_taken_by_a_link(client_for):
    contest = factories.make_contest()
    client = client_for(held_by(contest).user)
    for name in ("open", "close", "open_showcase", "finish", "publish_rules"):
        assert client.get(at(contest, name)).status_code == 405


def test_open_contest_offers_only_what_may_change(client_for):
    contest = factories.make_contest()
    client = client_for(held_by(contest).user)
    page = client.get(at(contest, "edit")).text
    assert 'name="min_seconds"' not in page
    local = contest.closes_at.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    later = f"{local + timedelta(days=2):%Y-%m-%dT%H:%M}"
    data = {"title": "Tên mới", "closes_at": later, "min_seconds": "0:01"}
    assert client.post(at(contest, "edit"), data).status_code == 400
    assert client.post(at(contest, "edit"), {**data, "reason": "Mưa bão"}).status_code == 302
    contest.refresh_from_db()
    assert (contest.title, contest.min_seconds) == ("Tên mới", 420)


def test_rules_are_drafted_and_published(client_for):
    contest = factories.make_contest(state="draft", rules="")
    client = client_for(held_by(contest).user)
    assert client.post(at(contest, "rules"), {"body": " "}).status_code == 400
    assert client.post(at(contest, "publish_rules")).status_code == 409
    client.post(at(contest, "rules"), {"body": "# Thể lệ\n\n<script>x</script>"})
    client.post(at(contest, "publish_rules"))
    page = client.get(at(contest, "rules_version", 1)).text
    assert "<h2>Thể lệ</h2>" in page
    assert "&lt;script&gt;" in page
    assert client.get(at(contest, "rules_version", 2)).status_code == 404
    client.post(at(contest, "rules"), {"body": "Bản hai"})
    assert client.post(at(contest, "publish_rules")).status_code == 400


def test_secretary_drafts_rules_and_chooses_units(client_for):
    contest = factories.make_contest(state="draft", rules="", units=[])
    client, unit = client_for(factories.make_secretary(contest)), factories.make_unit("Chi bộ 1")
    assert client.post(at(contest, "rules"), {"body": "Nháp"}).status_code == 302
    assert client.post(at(contest, "units"), {"units": [unit.pk]}).status_code == 302
    assert queries.is_invited(contest, unit)


def test_units_are_chosen_until_opening(client_for):
    one, two = factories.make_unit("Chi bộ 1"), factories.make_unit("Chi bộ 2")
    contest = factories.make_contest(state="draft", units=[one])
    client = client_for(held_by(contest).user)
    assert "Chi bộ 2" in client.get(at(contest, "units")).text
    client.post(at(contest, "units"), {"units": [two.pk]})
    client.post(at(contest, "units"), {"units": [two.pk, 999]})
    client.post(at(contest, "units"), {"units": ["x"]})
    assert [row.unit for row in contest.invited.all()] == [two]
    client.post(at(contest, "open"))
    assert client.post(at(contest, "units"), {"units": [one.pk]}).status_code == 409
    page = client.get(at(contest, "units")).text
    assert "Chi bộ 2" in page
    assert "Chi bộ 1" not in page
    lines = client.get(at(contest, "units"), {"_export": "csv"}).content.decode("utf-8-sig").splitlines()
    assert (len(lines), "Chi bộ 2" in lines[1]) == (2, True)


def test_roles_are_given_and_taken_back(client_for):
    contest = factories.make_contest()
    client, person = client_for(held_by(contest).user), factories.make_user("Giám Khảo Một")
    client.post(at(contest, "roles"), {"email": person.email, "role": "judge"})
    held = contest.roles.get(user=person)
    assert "Giám Khảo Một" in client.get(at(contest, "roles")).text
    assert "đã giao cho Giám Khảo Một vai trò “giám khảo”" in client.get(at(contest, "overview")).text
    client.post(at(contest, "revoke_role", held.pk))
    assert not contest.roles.filter(user=person).exists()
    assert client.post(at(contest, "revoke_role", held.pk)).status_code == 404
    assert client.post(at(contest, "revoke_role", held_by(contest).pk)).status_code == 409


@pytest.mark.parametrize(
    "data",
    [
        {"email": "nobody@example.org", "role": "judge"},
        {"email": "x", "role": "judge"},
        {"email": "a@example.org", "role": "king"},
    ],
)
def test_bad_role_is_said(client_for, data):
    contest = factories.make_contest()
    answer = client_for(held_by(contest).user).post(at(contest, "roles"), data)
    assert (answer.status_code, contest.roles.count()) == (400, 1)


def test_role_of_another_contest_is_not_found(client_for):
    contest, other = factories.make_contest(), factories.make_contest()
    client = client_for(held_by(contest).user)
    assert client.post(at(contest, "revoke_role", held_by(other).pk)).status_code == 404


@pytest.mark.parametrize("name", ["list", "roles", "units"])
def test_lists_ask_a_fixed_number_of_questions(client_for, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    organiser = factories.make_user()
    contest = factories.make_contest(by=organiser, units=[factories.make_unit()])
    client = client_for(organiser)
    page = reverse("contests:list") if name == "list" else at(contest, name)

    def count():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    one = count()
    for _ in range(2):
        factories.make_contest(by=organiser)
        factories.make_judge(contest)
    assert count() == one


def test_list_filters_and_exports(client_for):
    organiser = factories.make_user()
    factories.make_contest("Đất và người", by=organiser)
    factories.make_contest("Cuộc thi khác", by=organiser, state="draft")
    client = client_for(organiser)
    page = client.get(reverse("contests:list"), {"search": "dat va nguoi"}).text
    assert "Đất và người" in page
    assert "Cuộc thi khác" not in page
    lines = (
        client.get(reverse("contests:list"), {"state": "draft", "_export": "csv"})
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert (len(lines), lines[1].split(",")[:2]) == (2, ["Cuộc thi khác", "đang chuẩn bị"])


def test_rooms_above_add_figures(client_for):
    from lantoa.contest.contests import overview

    contest = factories.make_contest()

    def told(contest):
        return [overview.Stat(label="bài thử", value=1234, step=20)]

    overview.register(told)
    try:
        page = client_for(held_by(contest).user).get(at(contest, "overview")).text
    finally:
        overview._sources.remove(told)
    assert "bài thử" in page
    assert "1.234" in page


def test_deadline_is_due_on_the_desk(client_for):
    now = clock.now()
    contest = factories.make_contest(
        now=now - timedelta(days=20), opens_at=now - timedelta(days=20), closes_at=now - timedelta(hours=1)
    )
    page = client_for(held_by(contest).user).get("/desk/").text
    assert "Đã hết hạn nộp" in page


def test_pages_speak_one_language(client_for):
    contest = factories.make_contest(state="draft", rules="", title="Contest")
    client = client_for(held_by(contest).user)
    client.cookies["lantoa_language"] = "en"
    for name in ("overview", "edit", "rules", "units", "roles"):
        main = client.get(at(contest, name)).text.split("<main")[1]
        assert "Đơn vị" not in main
        assert "Thể lệ" not in main.replace("Thể lệ thử", "")
