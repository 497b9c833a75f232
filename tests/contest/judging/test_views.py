"""The judge's desk and the pages of those who run a round."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from tests import factories
from tests.factories_judging import make_stage

from lantoa.base.units import services as units
from lantoa.contest.contests import services as contests
from lantoa.contest.judging import services
from lantoa.contest.judging.models import Assignment, AssignmentState, Ballot, RoundState, Rubric
from lantoa.contest.judging.numbers import field_of
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json", "headers": {"accept": "application/json"}}


@pytest.fixture
def stage():
    return make_stage()


def path(stage, name="sheet", entry=0):
    return reverse(f"judging:{name}", args=[stage.round.pk, stage.entries[entry].code])


def post_scores(client, stage, version, *values, entry=0, **more):
    scores = {str(c.pk): v for c, v in zip(stage.criteria, values, strict=False)}
    return client.post(path(stage, "save", entry), json.dumps({"version": version, "scores": scores, **more}), **JSON)


def form(stage, version, *values, **more):
    return {"version": version, **{field_of(c): v for c, v in zip(stage.criteria, values, strict=False)}, **more}


# The desk


def test_desk_says_how_many_clips_and_minutes_are_left(stage, client_for):
    stage.score(0, 0, 8, 16)
    page = client_for(stage.judges[0]).get(reverse("judging:desk")).content.decode()
    assert "còn 2 clip, 17 phút" in page


def test_desk_lists_clips_in_the_judges_own_order(client_for):
    stage = make_stage(judges=2, clips=12)
    orders = []
    for judge in stage.judges:
        rows = Assignment.objects.filter(judge=judge).order_by("position")
        codes = [row.entry.code for row in rows]
        page = client_for(judge).get(reverse("judging:desk")).content.decode()
        assert sorted(codes, key=lambda code: page.index(f">{code} ")) == codes
        orders.append(codes)
    assert orders[0] != orders[1]


def test_desk_of_somebody_without_clips_says_so(charlie):
    answer = charlie.get(reverse("judging:desk"))
    assert answer.status_code == 200
    assert "Chưa có clip nào để chấm" in answer.content.decode()


def test_desk_has_the_same_number_of_queries_for_one_clip_and_for_five(client_for, django_assert_max_num_queries):
    for clips in (1, 5):
        stage = make_stage(clips=clips)
        client = client_for(stage.judges[0])
        with django_assert_max_num_queries(14):
            client.get(reverse("judging:desk"))


# The sheet


def test_sheet_shows_player_criteria_and_shares(stage, client_for):
    page = client_for(stage.judges[0]).get(path(stage)).content.decode()
    assert "lantoa-scorecard" in page
    assert "Nội dung" in page
    assert "40%" in page
    assert "60%" in page


@pytest.mark.parametrize("name", ["sheet", "submit", "recuse"])
def test_pages_of_a_sheet_are_only_the_judges_own(stage, client_for, charlie, name):
    outsiders = [charlie, client_for(stage.organiser), client_for(factories.make_secretary(stage.contest))]
    outsiders += [client_for(factories.make_auditor(stage.contest)), client_for(factories.make_judge(stage.contest))]
    assert {client.get(path(stage, name)).status_code for client in outsiders} == {404}
    assert client_for(stage.judges[0]).get(path(stage, name)).status_code == 200
    assert client_for().get(path(stage, name)).status_code == 302


def test_saving_is_only_the_judges_own(stage, client_for, charlie):
    assert post_scores(charlie, stage, 0, "8").status_code == 404
    assert post_scores(client_for(stage.organiser), stage, 0, "8").status_code == 404
    assert post_scores(client_for(), stage, 0, "8").status_code == 401
    assert Ballot.objects.count() == 0


def test_one_judge_never_meets_the_scores_of_another(stage, client_for):
    stage.score(0, 0, "9.5", "19.5")
    page = client_for(stage.judges[1]).get(path(stage)).content.decode()
    assert "9,5" not in page
    answer = post_scores(client_for(stage.judges[1]), stage, 0, "7")
    assert answer.json()["scores"] == {str(stage.criteria[0].pk): "7", str(stage.criteria[1].pk): ""}


@pytest.mark.parametrize("typed", ["8,5", "8.5", " 8,50 ", 8.5])
def test_score_is_saved_with_a_comma_or_a_dot(stage, client_for, typed):
    answer = post_scores(client_for(stage.judges[0]), stage, 0, typed)
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert Ballot.objects.get().scores.get().value == Decimal("8.5")


def test_complete_sheet_answers_with_its_score_on_a_hundred(stage, client_for):
    answer = post_scores(client_for(stage.judges[0]), stage, 0, "8", "15")
    assert answer.json()["total"] == "77,00"


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("10,5", "score_outside_scale", "Nội dung: 10,5 nằm ngoài thang điểm"),
        ("8,3", "score_wrong_step", "0,5"),
        ("tám", "score_not_a_number", "“tám”"),
        ("-1", "score_not_a_number", "“-1”"),
        ("1e3", "score_not_a_number", "1e3"),
        ("８", "score_not_a_number", "８"),
        (True, "score_not_a_number", "True"),
        ([8], "score_not_a_number", "[8]"),
    ],
)
def test_score_that_the_rubric_forbids_is_refused_and_nothing_is_lost(stage, client_for, typed, code, words):
    client = client_for(stage.judges[0])
    post_scores(client, stage, 0, "7")
    answer = post_scores(client, stage, 1, typed)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == code
    assert words in answer.json()["error"]["message"]
    assert Ballot.objects.get().version == 1
    assert Ballot.objects.get().scores.get().value == 7


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "null", "{", '{"version": "1"}', '{"version": -1}', '{"version": true}', '{"version": 0, "scores": []}',
        '{"version": 0, "scores": {"x": "8"}}', '{"version": 0, "comment": 5}', '{"version": 0, "comment": "a\\u0000"}',
        '{"version": 0, "comment": "\\ud800"}', "[" * 5000, '{"version": 1e400}', "x" * 50_000,
    ],
)  # fmt: skip
def test_garbage_is_refused_with_a_sentence(stage, client_for, body):
    answer = client_for(stage.judges[0]).post(path(stage, "save"), body, **JSON)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"]
    assert Ballot.objects.count() == 0


def test_score_of_another_rubrics_criterion_is_refused(stage, client_for):
    other = make_stage()
    body = json.dumps({"version": 0, "scores": {str(other.criteria[0].pk): "8"}})
    answer = client_for(stage.judges[0]).post(path(stage, "save"), body, **JSON)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "score_criterion_unknown")


def test_remark_that_is_too_long_is_refused(stage, client_for):
    answer = post_scores(client_for(stage.judges[0]), stage, 0, comment="a" * 4001)
    assert answer.status_code == 422


def test_stale_version_gets_both_versions(stage, client_for):
    client = client_for(stage.judges[0])
    post_scores(client, stage, 0, "7")
    answer = post_scores(client, stage, 0, "9")
    assert answer.status_code == 409
    assert answer.json()["error"]["params"] == {"given": 0}
    assert answer.json()["current"]["version"] == 1
    assert answer.json()["current"]["scores"][str(stage.criteria[0].pk)] == "7"
    assert Ballot.objects.get().scores.get().value == 7


def test_after_submission_nothing_can_be_saved(stage, client_for):
    stage.score(0, 0, 8, 16)
    answer = post_scores(client_for(stage.judges[0]), stage, 2, "9")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "assignment_cannot_start")
    page = client_for(stage.judges[0]).get(path(stage)).content.decode()
    assert "lantoa-scorecard" not in page
    assert "8 / 10" in page


def test_after_the_round_has_closed_nothing_can_be_saved(stage, client_for):
    stage.score(0, 0, 8, 16)
    stage.close("Hết hạn")
    answer = post_scores(client_for(stage.judges[0]), stage, 0, "9", entry=1)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "judging_round_closed")
    assert client_for(stage.judges[0]).get(path(stage, entry=1)).status_code == 200


# Without JavaScript


def test_form_saves_a_draft_and_comes_back(stage, client_for):
    client = client_for(stage.judges[0])
    answer = client.post(path(stage), form(stage, 0, "8,5", "", comment="Hay\r\nlắm", act="save"))
    assert answer.status_code == 302
    assert answer["Location"] == path(stage)
    assert Ballot.objects.get().comment == "Hay\nlắm"
    assert Assignment.objects.get(ballot__isnull=False).state == AssignmentState.STARTED


def test_form_with_a_wrong_score_keeps_what_was_typed(stage, client_for):
    answer = client_for(stage.judges[0]).post(path(stage), form(stage, 0, "11", "15,5", comment="Giữ lại", act="save"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="11"' in page
    assert 'value="15,5"' in page
    assert "Giữ lại" in page
    assert "nằm ngoài thang điểm" in page
    assert Ballot.objects.count() == 0


def test_form_with_a_stale_version_shows_both_and_can_be_kept(stage, client_for):
    client = client_for(stage.judges[0])
    post_scores(client, stage, 0, "7")
    answer = client.post(path(stage), form(stage, 0, "9", "15", act="save"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="9"' in page
    assert ">7</dd>" in page
    assert client.post(path(stage), form(stage, 1, "9", "15", act="save")).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_form_without_a_proper_version_is_refused(stage, client_for, version):
    answer = client_for(stage.judges[0]).post(path(stage), form(stage, version, "9", "15", act="save"))
    assert answer.status_code == 400


def test_sheet_is_read_once_more_and_then_submitted(stage, client_for):
    client = client_for(stage.judges[0])
    answer = client.post(path(stage), form(stage, 0, "8", "15", act="review"), follow=True)
    assert "77,00" in answer.content.decode()
    answer = client.post(path(stage, "submit"), {"version": 1})
    assert answer.status_code == 302
    assert stage.assignment().state == AssignmentState.SUBMITTED
    assert path(stage) not in answer["Location"]


def test_incomplete_sheet_cannot_be_submitted(stage, client_for):
    client = client_for(stage.judges[0])
    post_scores(client, stage, 0, "8")
    answer = client.post(path(stage, "submit"), {"version": 1})
    assert answer.status_code == 422
    assert "Hình thức" in answer.content.decode()
    assert stage.assignment().state == AssignmentState.STARTED


def test_sheet_that_changed_meanwhile_cannot_be_submitted(stage, client_for):
    client = client_for(stage.judges[0])
    post_scores(client, stage, 0, "8", "15")
    assert client.post(path(stage, "submit"), {"version": 0}).status_code == 409
    assert stage.assignment().state == AssignmentState.STARTED


def test_sheet_submitted_twice_is_refused(stage, client_for):
    stage.score(0, 0, 8, 16)
    client = client_for(stage.judges[0])
    assert client.post(path(stage, "submit"), {"version": 2}).status_code == 409
    assert client.get(path(stage, "submit")).status_code == 302


def test_last_sheet_leads_back_to_the_desk(client_for):
    stage = make_stage(clips=1)
    client = client_for(stage.judges[0])
    post_scores(client, stage, 0, "8", "15")
    answer = client.post(path(stage, "submit"), {"version": 1}, follow=True)
    assert "Bạn đã chấm xong tất cả các clip của mình" in answer.content.decode()


# Stepping back, and the own unit


def test_judge_steps_back_with_a_reason(stage, client_for):
    client = client_for(stage.judges[0])
    assert client.post(path(stage, "recuse"), {"reason": " "}).status_code == 400
    assert client.post(path(stage, "recuse"), {"reason": "Tôi có tham gia làm clip"}).status_code == 302
    assert stage.assignment().state == AssignmentState.RECUSED
    page = client_for(stage.organiser).get(reverse("judging:round", args=[stage.contest.slug, stage.round.pk]))
    assert "Tôi có tham gia làm clip" in page.content.decode()


def test_judge_who_joins_the_unit_later_cannot_open_the_clip_any_more(stage, client_for):
    client = client_for(stage.judges[0])
    assert client.get(path(stage)).status_code == 200
    units.add_member(stage.units[0], stage.judges[0], by=stage.organiser)
    for name in ("sheet", "submit", "recuse"):
        assert client.get(path(stage, name)).status_code == 403
    assert post_scores(client, stage, 0, "8").status_code == 403
    assert f">{stage.entries[0].code} " not in client.get(reverse("judging:desk")).content.decode()
    assert client.get(path(stage, entry=1)).status_code == 200


def test_judge_who_lost_the_role_gets_nothing(stage, client_for):
    contests.revoke_role(stage.contest, stage.judges[0], "judge", by=stage.organiser)
    client = client_for(stage.judges[0])
    assert client.get(path(stage)).status_code == 404
    assert post_scores(client, stage, 0, "8").status_code == 404


# Those who run a round


def staff(stage, name, *args):
    return reverse(f"judging:{name}", args=[stage.contest.slug, *args])


def staff_pages(stage):
    return [
        staff(stage, "rounds"),
        staff(stage, "round", stage.round.pk),
        staff(stage, "rubric", stage.rubric.pk),
        staff(stage, "panel", stage.panel.pk),
    ]


def writing_pages(stage):
    return [staff(stage, "new_rubric"), staff(stage, "new_panel"), staff(stage, "new_round")]


def test_staff_pages_open_for_those_who_may_read(stage, client_for, charlie):
    readers = [stage.organiser, factories.make_secretary(stage.contest), factories.make_auditor(stage.contest)]
    for page in staff_pages(stage):
        assert [client_for(user).get(page).status_code for user in readers] == [200, 200, 200]
        assert charlie.get(page).status_code == 404
        assert client_for(stage.judges[0]).get(page).status_code == 403
        assert client_for().get(page).status_code == 302


def test_writing_pages_open_for_those_who_steer(stage, client_for, charlie):
    for page in writing_pages(stage):
        assert client_for(stage.organiser).get(page).status_code == 200
        assert client_for(factories.make_secretary(stage.contest)).get(page).status_code == 200
        assert client_for(factories.make_auditor(stage.contest)).get(page).status_code == 403
        assert charlie.get(page).status_code == 404
        assert charlie.post(page).status_code == 404


def test_auditor_and_outsider_change_nothing(stage, client_for, charlie):
    auditor = client_for(factories.make_auditor(stage.contest))
    posts = [
        staff(stage, "rubric", stage.rubric.pk),
        staff(stage, "delete_rubric", stage.rubric.pk),
        staff(stage, "panel", stage.panel.pk),
        staff(stage, "remove_member", stage.panel.pk, stage.panel.members.first().pk),
        staff(stage, "edit_round", stage.round.pk),
        staff(stage, "move_due", stage.round.pk),
        staff(stage, "open", stage.round.pk),
        staff(stage, "close", stage.round.pk),
    ]
    assert [auditor.post(page).status_code for page in posts] == [403] * len(posts)
    assert [charlie.post(page).status_code for page in posts] == [404] * len(posts)


def test_objects_of_another_contest_are_not_found(stage, client_for):
    other = make_stage()
    client = client_for(stage.organiser)
    pages = [("round", other.round.pk), ("rubric", other.rubric.pk), ("panel", other.panel.pk)]
    assert {client.get(staff(stage, *page)).status_code for page in pages} == {404}


def test_staff_see_progress_and_no_score_while_the_round_is_open(stage, client_for):
    stage.score(0, 0, "9.5", "19.5")
    for user in (stage.organiser, factories.make_auditor(stage.contest)):
        client = client_for(user)
        page = client.get(staff(stage, "round", stage.round.pk)).content.decode()
        assert "1 / 3" in page
        assert "9,5" not in page
        assert "19,5" not in page


def test_rubric_begins_with_a_sample_and_stays_marked_while_untouched(stage, client_for):
    client = client_for(stage.organiser)
    page = client.get(staff(stage, "new_rubric") + "?preset=one")
    assert "Clip nói chung" in page.content.decode()
    rows = {"row-0-name": "Clip nói chung", "row-0-maximum": "10", "row-0-step": "0,5", "row-0-weight": "1"}
    data = {"preset": "one", "name": "Một điểm chung", "row-TOTAL_FORMS": 4, "row-INITIAL_FORMS": 1, **rows}
    assert client.post(staff(stage, "new_rubric"), data).status_code == 302
    made = Rubric.objects.latest("pk")
    assert (made.is_preset, made.criteria.count()) == (True, 1)
    assert made.criteria.get().step == Decimal("0.5")
    client.post(staff(stage, "new_rubric"), {**data, "row-0-weight": "2"})
    assert Rubric.objects.latest("pk").is_preset is False


def test_rubric_form_says_what_is_wrong(stage, client_for):
    data = {"name": "X", "row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0, "row-0-name": "A", "row-0-maximum": "mười"}
    answer = client_for(stage.organiser).post(staff(stage, "new_rubric"), data)
    assert answer.status_code == 400
    assert "mười" in answer.content.decode()
    answer = client_for(stage.organiser).post(
        staff(stage, "new_rubric"), {**data, "row-0-maximum": "10", "row-0-step": "3"}
    )
    assert answer.status_code == 400
    assert "bước" in answer.content.decode()
    assert Rubric.objects.count() == 1


def test_rubric_in_use_is_fixed(stage, client_for):
    client = client_for(stage.organiser)
    data = {"name": "X", "row-TOTAL_FORMS": 1, "row-INITIAL_FORMS": 0, "row-0-name": "A"}
    assert client.post(staff(stage, "rubric", stage.rubric.pk), data).status_code == 409
    assert stage.rubric.criteria.count() == 2


def test_panel_takes_people_by_address(stage, client_for):
    client = client_for(stage.organiser)
    client.post(staff(stage, "new_panel"), {"name": "Tổ hai"})
    made = stage.contest.panels.latest("pk")
    person = factories.make_user()
    assert client.post(staff(stage, "panel", made.pk), {"email": "nobody@example.org"}).status_code == 400
    assert (
        client.post(staff(stage, "panel", made.pk), {"email": person.email.upper(), "is_head": "on"}).status_code == 302
    )
    assert client.post(staff(stage, "panel", made.pk), {"email": person.email}).status_code == 409
    member = made.members.get()
    assert member.is_head
    assert client.post(staff(stage, "remove_member", made.pk, member.pk)).status_code == 302
    assert made.members.count() == 0


def test_round_is_prepared_opened_and_closed(client_for):
    stage = make_stage(opened=False, judges=1, clips=2)
    units.add_member(stage.units[1], stage.judges[0], by=stage.organiser)
    client = client_for(stage.organiser)
    page = client.get(staff(stage, "round", stage.round.pk)).content.decode()
    assert stage.units[1].name in page
    assert client.post(staff(stage, "open", stage.round.pk)).status_code == 409
    services.add_member(stage.panel, factories.make_user(), by=stage.organiser)
    assert client.post(staff(stage, "open", stage.round.pk)).status_code == 302
    stage.score(0, 0, 8, 16)
    assert client.post(staff(stage, "close", stage.round.pk), {"reason": ""}).status_code == 400
    assert client.post(staff(stage, "close", stage.round.pk), {"reason": "Hết hạn"}).status_code == 302
    stage.round.refresh_from_db()
    assert stage.round.state == RoundState.CLOSED
    assert client.post(staff(stage, "close", stage.round.pk), {"reason": "Nữa"}).status_code == 409


def test_round_form_refuses_another_contests_panel(stage, client_for):
    other = make_stage()
    data = {"name": "Vòng hai", "panel": other.panel.pk, "rubric": stage.rubric.pk, "places": 2}
    assert client_for(stage.organiser).post(staff(stage, "new_round"), data).status_code == 400
    data = {"name": "Vòng hai", "panel": stage.panel.pk, "rubric": stage.rubric.pk, "places": 2, "due_at": ""}
    assert client_for(stage.organiser).post(staff(stage, "new_round"), data).status_code == 302
    made = stage.contest.rounds.latest("pk")
    assert client_for(stage.organiser).get(staff(stage, "edit_round", made.pk)).status_code == 200
    assert (
        client_for(stage.organiser).post(staff(stage, "edit_round", made.pk), {**data, "name": "Vòng ba"}).status_code
        == 302
    )
    assert client_for(stage.organiser).get(staff(stage, "edit_round", stage.round.pk)).status_code == 409


def test_due_date_moves_only_forward_of_now(stage, client_for):
    client = client_for(stage.organiser)
    page = staff(stage, "move_due", stage.round.pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {"due_at": "2020-01-01T10:00"}).status_code == 400
    later = clock.now() + timedelta(days=30)
    assert client.post(page, {"due_at": f"{later:%Y-%m-%dT%H:%M}"}).status_code == 302


def test_list_of_rounds_can_be_exported_and_searched(stage, client_for):
    client = client_for(stage.organiser)
    assert client.get(staff(stage, "rounds") + "?_export=xlsx").status_code == 200
    assert "Vòng chung khảo" in client.get(staff(stage, "rounds") + "?search=chung khao").content.decode()


def test_list_of_rounds_has_the_same_number_of_queries_for_one_and_three(
    stage, client_for, django_assert_max_num_queries
):
    client = client_for(stage.organiser)
    for _more in range(2):
        with django_assert_max_num_queries(22):
            client.get(staff(stage, "rounds"))
        for _number in range(2):
            services.create_round(
                stage.contest, name="Nữa", panel=stage.panel, rubric=stage.rubric, due_at=None, by=stage.organiser
            )


def test_desks_first_page_tells_the_judge_what_is_left(stage, client_for):
    page = client_for(stage.judges[0]).get("/desk/").content.decode()
    assert "còn 3 clip, 25 phút" in page
