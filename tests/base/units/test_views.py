import pytest
from django.urls import reverse
from tests import factories

from lantoa.base.units.models import Kind, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client_for):
    return client_for(factories.make_contest(units=[], rules="", state="draft").roles.get().user)


@pytest.fixture
def unit():
    return factories.make_unit("Đảng bộ phường Lê Lợi")


def routes(unit):
    member = unit.memberships.first() or factories.make_representative(unit).memberships.get()
    at = {"pk": unit.pk}
    return [
        ("get", "list", {}),
        ("get", "new", {}),
        ("post", "new", {}),
        ("get", "paste", {}),
        ("post", "paste", {}),
        ("get", "unit", at),
        ("get", "edit", at),
        ("post", "edit", at),
        ("post", "delete", at),
        ("post", "add_member", at),
        ("post", "set_speaker", {**at, "member": member.pk}),
        ("post", "remove_member", {**at, "member": member.pk}),
    ]


def test_outsider_gets_404_everywhere(charlie, unit):
    for method, name, kwargs in routes(unit):
        assert getattr(charlie, method)(reverse(f"units:{name}", kwargs=kwargs)).status_code == 404, name
    assert unit.memberships.count() == 1


def test_visitor_is_sent_to_sign_in(client, unit):
    for method, name, kwargs in routes(unit):
        answer = getattr(client, method)(reverse(f"units:{name}", kwargs=kwargs))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/accounts/login/"), name


def test_list_searches_without_marks(organiser, unit):
    factories.make_unit("Trường Tiểu học", kind=Kind.SCHOOL)
    page = organiser.get(reverse("units:list"), {"search": "le loi"}).text
    assert "Lê Lợi" in page
    assert "Tiểu học" not in page
    assert "Tiểu học" in organiser.get(reverse("units:list"), {"view": "tree"}).text


def test_list_filters_and_exports(organiser, unit):
    factories.make_representative(unit)
    factories.make_unit("Chưa có ai")
    lines = (
        organiser.get(reverse("units:list"), {"speakers": "yes", "_export": "csv"})
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert len(lines) == 2
    assert "Đảng bộ phường Lê Lợi,Tổ chức đảng" in lines[1]
    assert organiser.get(reverse("units:list"), {"_export": "xlsx"}).content[:2] == b"PK"


def test_list_asks_a_fixed_number_of_questions(organiser, django_assert_max_num_queries, unit):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            organiser.get(reverse("units:list"))
        return len(asked)

    one = count()
    for parent in (unit, unit):
        factories.make_representative(factories.make_unit(parent=parent))
    assert count() == one


def test_unit_is_made_and_edited(organiser):
    answer = organiser.post(reverse("units:new"), {"name": "Xã  Kim Sơn", "kind": "party", "order": "3"})
    made = Unit.objects.get()
    assert (answer.status_code, answer.url, made.name, made.order) == (302, f"/desk/units/{made.pk}/", "Xã Kim Sơn", 3)
    organiser.post(
        reverse("units:edit", args=[made.pk]),
        {"name": "Xã Kim Sơn mới", "kind": "party", "order": "1", "valid_to": "2026-06-30"},
    )
    made.refresh_from_db()
    assert (made.name, f"{made.valid_to}") == ("Xã Kim Sơn mới", "2026-06-30")


def test_bad_form_keeps_what_was_typed(organiser, unit):
    answer = organiser.post(
        reverse("units:new"), {"name": unit.name, "kind": "party", "order": "0", "short_name": "giữ lại"}
    )
    assert answer.status_code == 409
    assert "đã có đơn vị" in answer.text
    assert "giữ lại" in answer.text
    assert organiser.post(reverse("units:new"), {"name": "", "kind": "nothing", "order": "x"}).status_code == 400


def test_unit_cannot_be_moved_under_its_child(organiser, unit):
    child = factories.make_unit("Chi bộ 1", parent=unit)
    answer = organiser.post(
        reverse("units:edit", args=[unit.pk]), {"name": unit.name, "kind": "party", "order": "0", "parent": child.pk}
    )
    assert answer.status_code == 400
    unit.refresh_from_db()
    assert unit.parent is None


def test_names_are_pasted(organiser):
    organiser.post(reverse("units:paste"), {"names": "Xã A\r\n\r\nXã B\r\n", "kind": "party"})
    assert list(Unit.objects.values_list("name", "order")) == [("Xã A", 1), ("Xã B", 2)]
    assert organiser.post(reverse("units:paste"), {"names": "\n \n", "kind": "party"}).status_code == 400


def test_member_is_added_by_address(organiser, unit):
    person = factories.make_user("Đại Diện", email="dd@example.org")
    organiser.post(reverse("units:add_member", args=[unit.pk]), {"email": "DD@example.org", "represents": "on"})
    member = unit.memberships.get()
    assert (member.user, member.represents) == (person, True)
    page = organiser.get(reverse("units:unit", args=[unit.pk])).text
    assert "đã cử Đại Diện làm người đại diện" in page
    organiser.post(reverse("units:set_speaker", args=[unit.pk, member.pk]), {"represents": "0"})
    assert unit.memberships.get().represents is False
    organiser.post(reverse("units:remove_member", args=[unit.pk, member.pk]))
    assert unit.memberships.count() == 0


def test_unknown_address_is_said_at_the_field(organiser, unit):
    answer = organiser.post(reverse("units:add_member", args=[unit.pk]), {"email": "nobody@example.org"})
    assert answer.status_code == 400
    assert "nobody@example.org" in answer.text
    assert organiser.post(reverse("units:add_member", args=[unit.pk]), {"email": "x"}).status_code == 400


def test_membership_of_another_unit_is_not_found(organiser, unit):
    other = factories.make_unit()
    member = factories.make_representative(other).memberships.get()
    assert organiser.post(reverse("units:remove_member", args=[unit.pk, member.pk])).status_code == 404
    assert other.memberships.count() == 1


def test_unit_in_use_is_not_deleted(organiser, unit):
    factories.make_unit(parent=unit)
    assert organiser.post(reverse("units:delete", args=[unit.pk])).status_code == 409
    lonely = factories.make_unit("Lẻ")
    assert organiser.post(reverse("units:delete", args=[lonely.pk])).status_code == 302
    assert organiser.get(reverse("units:unit", args=[lonely.pk])).status_code == 404
    assert Unit.objects.filter(pk=unit.pk).exists()


def test_pages_speak_one_language(organiser, unit):
    organiser.cookies["lantoa_language"] = "en"
    page = organiser.get(reverse("units:unit", args=[unit.pk])).text
    assert "Add a person" in page
    assert "Trực thuộc" not in page
