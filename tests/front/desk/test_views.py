import pytest
from tests import factories

from lantoa.contest.contests.models import Role

pytestmark = pytest.mark.django_db


def test_visitor_is_sent_to_sign_in(client):
    assert client.get("/desk/").url == "/accounts/login/?next=/desk/"


def test_new_person_learns_how_to_begin(charlie):
    page = charlie.get("/desk/").text
    assert "Bạn chưa tham gia cuộc thi nào" in page
    assert "/desk/units/" not in page
    assert "/cms/" not in page
    assert charlie.post("/desk/").status_code == 405


def test_organiser_sees_contest_and_tabs(client_for):
    contest = factories.make_contest("Cuộc thi của tôi đây", state="draft", rules="")
    page = client_for(contest.roles.get().user).get("/desk/").text
    assert "Chuẩn bị: Cuộc thi của tôi đây" in page
    assert "Chưa có thể lệ được công bố." in page
    assert f"/desk/contests/{contest.slug}/roles/" in page


def test_judge_sees_the_role_but_no_office(client_for):
    contest = factories.make_contest()
    page = client_for(factories.grant(contest, Role.JUDGE)).get("/desk/").text
    assert contest.title in page
    assert "giám khảo" in page
    assert f"/desk/contests/{contest.slug}/roles/" not in page


def test_representative_sees_the_unit(client_for):
    unit = factories.make_unit("Chi bộ Lê Lợi")
    page = client_for(factories.make_representative(unit)).get("/desk/").text
    assert "Chi bộ Lê Lợi" in page


def test_editor_of_the_portal_finds_the_way(client_for):
    boss = factories.make_user(superuser=True)
    page = client_for(boss).get("/desk/").text
    assert 'href="/cms/"' in page
    assert "Tạo cuộc thi đầu tiên" in page


def test_desk_asks_a_fixed_number_of_questions(client_for):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = factories.make_user()
    client = client_for(person)

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/")
        return len(asked)

    factories.grant(factories.make_contest(), Role.JUDGE, user=person)
    one = count()
    for _ in range(2):
        factories.grant(factories.make_contest(), Role.JUDGE, user=person)
    assert count() == one
