from datetime import timedelta

import pytest
from tests import factories

from lantoa.base.audit.queries import within
from lantoa.base.units import services as unit_services
from lantoa.contest.contests import queries, services, signals
from lantoa.contest.contests.models import Contest, Role
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db


def lines(contest):
    return set(within(contest).values_list("action", flat=True))


def test_maker_becomes_organiser_and_address_is_free():
    by = factories.make_user()
    first = services.create_contest("Nét đẹp nơi công sở", by=by)
    second = services.create_contest("Nét đẹp nơi  công sở", by=by)
    assert (first.slug, second.slug) == ("net-dep-noi-cong-so", "net-dep-noi-cong-so-2")
    assert list(first.roles.values_list("user", "role")) == [(by.pk, "organiser")]
    assert lines(first) == {"contest.created"}


def test_title_like_an_address_of_ours_gets_another_one():
    assert services.create_contest("New", by=factories.make_user()).slug == "new-2"
    assert services.create_contest("???", by=factories.make_user()).slug == "contest"


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": "  "}, "contest_needs_title", "title"),
        ({"title": "a" * 301}, "contest_text_too_long", "title"),
        ({"min_seconds": 600, "max_seconds": 420}, "contest_duration_reversed", "max_seconds"),
        ({"min_seconds": 0}, "contest_number_bad", "min_seconds"),
        ({"max_megabytes": 99999}, "contest_number_bad", "max_megabytes"),
        ({"formats": "mp4 exe"}, "contest_format_unknown", "formats"),
        ({"formats": " "}, "contest_format_unknown", "formats"),
        ({"entry_prefix": "ms 1"}, "contest_prefix_bad", "entry_prefix"),
        ({"opens_at": clock.now(), "closes_at": clock.now() - timedelta(1)}, "contest_dates_reversed", "closes_at"),
    ],
)
def test_bad_contest_is_refused(fields, code, field):
    fields = {"title": "Cuộc thi", **fields}
    with pytest.raises(DomainError) as refusal:
        services.create_contest(fields.pop("title"), by=factories.make_user(), **fields)
    assert (refusal.value.code, refusal.value.params["field"]) == (code, field)
    assert Contest.objects.count() == 0


def test_unknown_field_is_a_mistake_of_the_programmer():
    with pytest.raises(TypeError):
        services.create_contest("Cuộc thi", by=factories.make_user(), state="open")


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        ({"opens_at": None, "closes_at": None}, "contest_lacks_dates"),
        ({"rules": ""}, "contest_lacks_rules"),
        ({"units": []}, "contest_lacks_units"),
        ({"closes_at": clock.now() - timedelta(hours=1)}, "contest_deadline_past"),
    ],
)
def test_contest_opens_only_when_nothing_is_missing(fields, lacks):
    contest = factories.make_contest(state="draft", **fields)
    assert queries.missing_for_opening(contest) == [lacks]
    with pytest.raises(Conflict, match=lacks):
        services.open_contest(contest, by=None)
    contest.refresh_from_db()
    assert contest.state == "draft"


def test_opening_freezes_units_with_their_names():
    unit = factories.make_unit("Tên cũ")
    contest = factories.make_contest(units=[unit], state="draft")
    unit_services.update_unit(unit, by=None, name="Tên ngày mở", kind=unit.kind)
    now = clock.now()
    services.open_contest(contest, by=None, now=now)
    unit_services.update_unit(unit, by=None, name="Tên mới", kind=unit.kind)
    row = contest.invited.get()
    assert (row.name, row.frozen_at) == ("Tên ngày mở", now)
    for change in (services.invite_units, services.set_invited_units):
        with pytest.raises(Conflict, match="contest_units_frozen"):
            change(contest, [factories.make_unit()], by=None)
    assert contest.invited.count() == 1


def test_invited_units_are_a_set_until_opening():
    one, two, three = (factories.make_unit() for _ in range(3))
    contest = factories.make_contest(units=[one], state="draft")
    services.invite_units(contest, [one, two, two], by=None)
    assert {row.unit for row in contest.invited.all()} == {one, two}
    services.set_invited_units(contest, [three], by=None)
    assert [row.unit for row in contest.invited.all()] == [three]
    assert queries.is_invited(contest, three)
    assert not queries.is_invited(contest, one)


def test_entries_are_received_between_the_instants():
    now = clock.now()
    contest = factories.make_contest(now=now, opens_at=now, closes_at=now + timedelta(hours=1))
    tick = timedelta(microseconds=1)
    received = [
        queries.receives_entries(contest, at) for at in (now - tick, now, contest.closes_at - tick, contest.closes_at)
    ]
    assert received == [False, True, True, False]
    assert not queries.receives_entries(factories.make_contest(state="draft"))
    assert not queries.receives_entries(factories.make_contest(state="closed"))


def test_closing_early_needs_a_reason():
    contest = factories.make_contest()
    with pytest.raises(DomainError, match="contest_early_close_needs_reason"):
        services.close_contest(contest, by=None, reason="  ")
    assert services.close_contest(contest, by=None, now=contest.closes_at).state == "closed"
    with pytest.raises(Conflict, match="contest_cannot_close"):
        services.close_contest(contest, by=None, reason="lại")


def test_reopening_needs_reason_and_a_later_deadline():
    contest, now = factories.make_contest(state="closed"), clock.now()
    later = now + timedelta(days=3)
    for options, code in (
        ({"closes_at": later, "reason": " "}, "contest_needs_reason"),
        ({"closes_at": now, "reason": "Bão"}, "contest_deadline_past"),
    ):
        with pytest.raises(DomainError, match=code):
            services.reopen_contest(contest, by=None, now=now, **options)
    services.reopen_contest(contest, by=None, closes_at=later, reason="Bão", now=now)
    contest.refresh_from_db()
    assert (contest.state, contest.closes_at) == ("open", later)
    assert within(contest).get(action="contest.reopened").reason == "Bão"


def test_showcase_opens_once_and_tells_the_rooms_above():
    heard = []

    def listen(contest, **_):
        heard.append(contest.showcase_at)

    signals.showcase_opened.connect(listen)
    try:
        contest = services.open_showcase(factories.make_contest(state="closed"), by=None)
    finally:
        signals.showcase_opened.disconnect(listen)
    assert heard == [contest.showcase_at]
    with pytest.raises(Conflict, match="contest_showcase_is_open"):
        services.open_showcase(contest, by=None)
    with pytest.raises(Conflict, match="contest_showcase_is_open"):
        services.reopen_contest(contest, by=None, closes_at=clock.now() + timedelta(1), reason="x")


def test_showcase_of_a_draft_stays_shut():
    with pytest.raises(Conflict, match="contest_cannot_open_showcase"):
        services.open_showcase(factories.make_contest(state="draft"), by=None)


def test_finish_comes_after_closing():
    contest = factories.make_contest()
    with pytest.raises(Conflict, match="contest_cannot_finish"):
        services.finish_contest(contest, by=None)
    services.close_contest(contest, by=None, reason="Đủ bài")
    assert services.finish_contest(contest, by=None).state == "finished"
    with pytest.raises(Conflict):
        services.draft_rules(contest, "x", by=None)


def test_promises_hold_once_open():
    contest = factories.make_contest()
    for fields in ({"min_seconds": 1}, {"formats": "mp4"}, {"opens_at": clock.now()}, {"entries_per_unit": 1}):
        with pytest.raises(Conflict, match="contest_terms_fixed"):
            services.update_contest(contest, by=None, **fields)
    services.update_contest(contest, by=None, summary="Lời mới", min_seconds=contest.min_seconds)
    contest.refresh_from_db()
    assert contest.summary == "Lời mới"
    with pytest.raises(Conflict, match="contest_terms_fixed"):
        services.set_categories(contest, ["Mới"], by=None)


def test_deadline_is_only_put_off_and_with_a_reason():
    contest = factories.make_contest()
    earlier, later = contest.closes_at - timedelta(1), contest.closes_at + timedelta(1)
    with pytest.raises(Conflict, match="contest_deadline_only_later"):
        services.update_contest(contest, by=None, closes_at=earlier, reason="x")
    with pytest.raises(DomainError, match="contest_needs_reason"):
        services.update_contest(contest, by=None, closes_at=later)
    assert services.update_contest(contest, by=None, closes_at=later, reason="Mưa bão").closes_at == later
    assert within(contest).get(action="contest.updated").reason == "Mưa bão"


def test_published_rules_are_followed_not_changed():
    contest = factories.make_contest(rules="Bản 1")
    first = queries.published_rules(contest)
    services.draft_rules(contest, "Bản 2\r\nnháp", by=None)
    assert queries.published_rules(contest) == first
    with pytest.raises(DomainError, match="rules_change_needs_reason"):
        services.publish_rules(contest, by=None)
    services.draft_rules(contest, "Bản 2", by=None, reason="Sửa lỗi")
    second = services.publish_rules(contest, by=None)
    first.refresh_from_db()
    assert (first.version, first.body, second.version, second.body) == (1, "Bản 1", 2, "Bản 2")
    assert len(second.sha256) == 64
    assert second.sha256 != first.sha256
    with pytest.raises(Conflict, match="rules_no_draft"):
        services.publish_rules(contest, by=None)


@pytest.mark.parametrize(("body", "code"), [(" \n ", "rules_text_empty"), ("x" * 100_001, "rules_text_too_long")])
def test_bad_rules_are_refused(body, code):
    with pytest.raises(DomainError, match=code):
        services.draft_rules(factories.make_contest(state="draft", rules=""), body, by=None)


def test_categories_are_a_list_in_order():
    contest = factories.make_contest(state="draft")
    services.set_categories(contest, ["Phóng sự", " Tiểu phẩm ", "", "Phóng sự"], by=None)
    services.set_categories(contest, ["Tiểu phẩm", "Phim ngắn"], by=None)
    assert list(contest.categories.values_list("name", flat=True)) == ["Tiểu phẩm", "Phim ngắn"]


def test_last_organiser_keeps_the_role():
    contest = factories.make_contest(state="draft")
    only = contest.roles.get().user
    with pytest.raises(Conflict, match="contest_needs_organiser"):
        services.revoke_role(contest, only, Role.ORGANISER, by=only)
    factories.make_organiser(contest)
    services.revoke_role(contest, only, Role.ORGANISER, by=only)
    assert contest.roles.count() == 1


def test_role_must_be_one_of_the_roles():
    with pytest.raises(DomainError, match="contest_role_unknown"):
        services.grant_role(factories.make_contest(), factories.make_user(), "king", by=None)


def test_rules_for_the_measuring_room():
    contest = factories.make_contest(state="draft", min_seconds=60, max_seconds=90, formats="mp4, MOV", max_megabytes=1)
    rules = queries.media_rules(contest)
    assert (rules.min_seconds, rules.max_seconds, rules.max_bytes, rules.formats, rules.blocking) == (
        60,
        90,
        1048576,
        ("mp4", "mov"),
        (),
    )
    services.update_contest(contest, by=None, refuse_wrong_duration=True)
    assert queries.media_rules(contest).blocking == ("too_short", "too_long")
