"""From closed rounds to published results: services, pages, and the check that anybody can make."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from tests import factories
from tests.factories_judging import make_stage

import lantoa.contest.results as room
from lantoa.base.audit.queries import within
from lantoa.contest.audience.models import Vote
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry
from lantoa.contest.judging import services as judging
from lantoa.contest.judging.models import RoundState
from lantoa.contest.results import queries, services
from lantoa.contest.results.models import Award, ResultSheet
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db
CHECKER = Path(room.__file__).parent / "static" / "results" / "check_result.py"
AWARDS = [{"title": "Giải Nhất", "quantity": 1}, {"title": "Giải Nhì", "quantity": 2}]
#: Sheets of two judges for four clips: scores 88.5, 62, 62 and 50.
TABLE = [[(8, 15), (10, 20)], [(5, 14), (5, 14)], [(8, 10), (8, 10)], [(5, 10), (5, 10)]]


@pytest.fixture
def stage():
    made = make_stage(judges=2, clips=4)
    made.score_all(TABLE)
    made.close()
    return made


@pytest.fixture
def published(stage):
    services.create_awards(stage.contest, AWARDS, by=stage.organiser)
    sheet = services.tally_round(stage.round, by=stage.organiser)
    services.publish_sheet(sheet, by=stage.organiser)
    stage.more["sheet"] = sheet
    return stage


def desk(stage, name="desk", *args):
    return reverse(f"results:{name}", args=[stage.contest.slug, *args])


def public(stage, name="sheet", *args):
    return reverse(f"results_public:{name}", args=[stage.contest.slug, *args])


# Counting


def test_tally_ranks_by_the_weighted_mean_and_shows_ties(stage):
    sheet = services.tally_round(stage.round, by=stage.organiser)
    rows = [(row.entry_id, row.place, row.tied, row.score) for row in queries.standings(sheet)]
    one, two, three, four = (entry.pk for entry in stage.entries)
    assert rows == [
        (one, 1, False, Decimal("88.50")),
        (two, 2, True, Decimal(62)),
        (three, 2, True, Decimal(62)),
        (four, 4, False, Decimal(50)),
    ]
    stage.round.refresh_from_db()
    assert stage.round.state == RoundState.TALLIED


def test_second_tally_of_the_same_sheets_gives_the_same_bytes(stage):
    services.create_awards(stage.contest, AWARDS, by=stage.organiser)
    first = services.tally_round(stage.round, by=stage.organiser)
    for number in range(3):
        # Likes go on; the figures of the first count stay frozen.
        Vote.objects.create(entry=stage.entries[0], voter=factories.make_user(), at=clock.now())
        again = services.tally_round(stage.round, by=stage.organiser)
        assert again.version == number + 2
        assert again.document.encode() == first.document.encode()
        assert again.sha256 == first.sha256 == hashlib.sha256(again.document.encode()).hexdigest()


def test_unit_that_is_renamed_does_not_change_the_result(stage):
    first = services.tally_round(stage.round, by=stage.organiser)
    stage.units[0].name = "Tên mới"
    stage.units[0].save()
    assert services.tally_round(stage.round, by=stage.organiser).sha256 == first.sha256


def test_document_is_canonical_and_names_no_judge(stage):
    sheet = services.tally_round(stage.round, by=stage.organiser)
    document = json.loads(sheet.document)
    assert json.dumps(document, sort_keys=True, ensure_ascii=False, indent=2) + "\n" == sheet.document
    assert document["entries"][0]["score"] == "88.50"
    assert document["entries"][0]["criteria"] == ["9.00", "17.50"]
    assert sorted(each["judge"] for each in document["entries"][0]["sheets"]) == [1, 2]
    assert [str(judge) in sheet.document for judge in stage.judges] == [False, False]
    assert [judge.email in sheet.document for judge in stage.judges] == [False, False]


def test_round_that_is_open_cannot_be_counted():
    stage = make_stage()
    with pytest.raises(Conflict) as refused:
        services.tally_round(stage.round, by=stage.organiser)
    assert refused.value.code == "round_cannot_tally"
    assert ResultSheet.objects.count() == 0


def test_entry_disqualified_after_the_round_leaves_the_next_count(stage):
    first = services.tally_round(stage.round, by=stage.organiser)
    Entry.objects.filter(pk=stage.entries[0].pk).update(state="disqualified")
    second = services.tally_round(stage.round, by=stage.organiser)
    assert [row.place for row in queries.standings(second)] == [1, 1, 3]
    assert first.standings.count() == 4


def test_clip_without_a_sheet_is_named_and_has_no_place():
    stage = make_stage(judges=1, clips=2)
    stage.score(0, 0, 8, 15)
    stage.close("Thiếu phiếu")
    sheet = services.tally_round(stage.round, by=stage.organiser)
    assert [each["code"] for each in json.loads(sheet.document)["unranked"]] == [stage.entries[1].code]
    assert sheet.standings.count() == 1


def test_one_judge_and_all_scores_equal_is_one_place_for_all():
    stage = make_stage(judges=1, clips=3)
    stage.score_all([[(5, 10)]] * 3)
    stage.close()
    sheet = services.tally_round(stage.round, by=stage.organiser)
    assert [(row.place, row.tied) for row in queries.standings(sheet)] == [(1, True)] * 3


# Prizes


def test_prizes_set_before_and_after_the_count_give_the_same_document(stage):
    counted = services.tally_round(stage.round, by=stage.organiser)
    services.create_awards(stage.contest, AWARDS, by=stage.organiser)
    counted.refresh_from_db()
    again = services.tally_round(stage.round, by=stage.organiser)
    assert counted.sha256 == again.sha256
    given = [row.award.title if row.award else None for row in queries.standings(counted)]
    assert given == ["Giải Nhất", "Giải Nhì", "Giải Nhì", None]


def test_tie_across_an_award_boundary_is_a_joint_prize(stage):
    rows = [{"title": "Giải Nhất", "quantity": 1}, {"title": "Giải Nhì", "quantity": 1}]
    services.create_awards(stage.contest, rows, by=stage.organiser)
    document = json.loads(services.tally_round(stage.round, by=stage.organiser).document)
    codes = [entry.code for entry in stage.entries]
    assert document["awards"] == [
        {"title": "Giải Nhất", "quantity": 1, "codes": codes[:1], "joint": False},
        {"title": "Giải Nhì", "quantity": 1, "codes": codes[1:3], "joint": True},
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"title": " ", "quantity": 1}], "award_needs_title"),
        ([{"title": "A", "quantity": 0}], "award_quantity_bad"),
        ([{"title": "A", "quantity": "3"}], "award_quantity_bad"),
        ([{"title": "A", "quantity": 1}, {"title": "a", "quantity": 1}], "award_twice"),
        ([{"title": "A" * 121, "quantity": 1}], "result_text_too_long"),
        ([{"title": str(n), "quantity": 1} for n in range(41)], "awards_too_many"),
    ],
)
def test_prizes_that_make_no_sense_are_refused(stage, rows, code):
    services.create_awards(stage.contest, AWARDS, by=stage.organiser)
    with pytest.raises(DomainError) as refused:
        services.create_awards(stage.contest, rows, by=stage.organiser)
    assert refused.value.code == code
    assert Award.objects.count() == 2


def test_prizes_are_fixed_after_publication(published):
    with pytest.raises(Conflict) as refused:
        services.create_awards(published.contest, [], by=published.organiser)
    assert refused.value.code == "awards_fixed"


# Publishing


def test_published_sheet_is_the_one_in_force(published):
    assert queries.published_sheet(published.contest) == published.more["sheet"]
    published.round.refresh_from_db()
    assert published.round.state == RoundState.PUBLISHED
    assert within(published.contest).get(action="result.published").details["sha256"] == published.more["sheet"].sha256


def test_sheet_is_published_once(published):
    with pytest.raises(Conflict) as refused:
        services.publish_sheet(published.more["sheet"], by=published.organiser, reason="Nữa")
    assert refused.value.code == "result_published_already"


def test_correction_is_a_new_version_with_a_reason(published):
    second = services.tally_round(published.round, by=published.organiser)
    assert queries.published_sheet(published.contest) == published.more["sheet"]
    with pytest.raises(DomainError) as refused:
        services.publish_sheet(second, by=published.organiser)
    assert refused.value.code == "result_correction_needs_reason"
    services.publish_sheet(second, by=published.organiser, reason="Nhập nhầm")
    assert queries.published_sheet(published.contest) == second
    assert list(queries.published_versions(published.contest).values_list("version", flat=True)) == [2, 1]


def test_older_count_is_not_published_when_there_is_a_newer_one(stage):
    first = services.tally_round(stage.round, by=stage.organiser)
    services.tally_round(stage.round, by=stage.organiser)
    with pytest.raises(Conflict) as refused:
        services.publish_sheet(first, by=stage.organiser)
    assert refused.value.code == "result_not_latest"


# The public page


def test_result_is_public_only_once_published(stage, client):
    assert client.get(public(stage)).status_code == 404
    sheet = services.tally_round(stage.round, by=stage.organiser)
    assert client.get(public(stage)).status_code == 404
    assert client.get(public(stage, "version", 1)).status_code == 404
    assert client.get(public(stage, "document", 1)).status_code == 404
    services.publish_sheet(sheet, by=stage.organiser)
    assert client.get(public(stage)).status_code == 200
    assert client.get(public(stage, "version", 2)).status_code == 404


def test_public_page_says_places_scores_ties_prizes_and_hash(published, client):
    page = client.get(public(published)).content.decode()
    for words in ("88,50", "9,00", "17,50", "(đồng hạng)", "Giải Nhất", "40%", published.more["sheet"].sha256):
        assert words in page
    for judge in published.judges:
        assert str(judge) not in page


def test_public_page_in_english_uses_english_signs(published, client):
    client.cookies["lantoa_language"] = "en"
    page = client.get(public(published)).content.decode()
    assert "88.50" in page
    assert "2 judges scored the clips independently" in page


def test_earlier_version_stays_readable_and_says_so(published, client):
    second = services.tally_round(published.round, by=published.organiser)
    services.publish_sheet(second, by=published.organiser, reason="Nhập nhầm")
    assert "Đây là bản trước" in client.get(public(published, "version", 1)).content.decode()
    page = client.get(public(published)).content.decode()
    assert "Nhập nhầm" in page
    assert "Đây là bản trước" not in page


def test_contest_being_prepared_shows_no_result(published, client):
    Contest.objects.update(state="draft")
    assert client.get(public(published)).status_code == 404


def test_document_is_served_byte_for_byte(published, client):
    answer = client.get(public(published, "document", 1))
    assert hashlib.sha256(answer.content).hexdigest() == published.more["sheet"].sha256
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert ".json" in answer["Content-Disposition"]


def check(path, *arguments):
    return subprocess.run(
        [sys.executable, str(CHECKER), str(path), *arguments], capture_output=True, text=True, check=False
    )


def test_anybody_can_compute_the_result_again(published, tmp_path):
    sheet = published.more["sheet"]
    path = tmp_path / "result.json"
    path.write_bytes(sheet.document.encode())
    done = check(path, sheet.sha256)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1].split() == [published.entries[0].code, "88.50", "1", "="]
    path.write_bytes(sheet.document.replace('"88.50"', '"98.50"').encode())
    assert check(path).returncode == 1
    assert check(path, sheet.sha256).returncode == 1


def test_public_page_needs_the_same_queries_for_one_clip_and_for_four(client, django_assert_max_num_queries):
    for clips in (1, 4):
        stage = make_stage(judges=1, clips=clips)
        stage.score_all([[(5, 10)]] * clips)
        stage.close()
        services.publish_sheet(services.tally_round(stage.round, by=stage.organiser), by=stage.organiser)
        with django_assert_max_num_queries(8):
            client.get(public(stage))


# The desk


def test_desk_pages_open_for_staff_only(stage, client_for, charlie):
    services.tally_round(stage.round, by=stage.organiser)
    readers = [stage.organiser, factories.make_secretary(stage.contest), factories.make_auditor(stage.contest)]
    for page in (desk(stage), desk(stage, "version", 1), desk(stage, "document", 1)):
        assert [client_for(user).get(page).status_code for user in readers] == [200, 200, 200]
        assert client_for(stage.judges[0]).get(page).status_code == 403
        assert charlie.get(page).status_code == 404
        assert client_for().get(page).status_code == 302
    assert [client_for(user).get(desk(stage, "awards")).status_code for user in readers] == [200, 200, 403]
    assert charlie.get(desk(stage, "awards")).status_code == 404


def test_counting_and_publishing_belong_to_their_roles(stage, client_for, charlie):
    secretary = client_for(factories.make_secretary(stage.contest))
    auditor = client_for(factories.make_auditor(stage.contest))
    tally = desk(stage, "tally", stage.round.pk)
    assert [charlie.post(tally).status_code, auditor.post(tally).status_code] == [404, 403]
    assert secretary.post(tally).status_code == 302
    publish = desk(stage, "publish", 1)
    assert [charlie.post(publish).status_code, auditor.post(publish).status_code] == [404, 403]
    assert secretary.post(publish).status_code == 403
    assert client_for(stage.organiser).get(publish).status_code == 405
    assert client_for(stage.organiser).post(publish).status_code == 302
    assert queries.published_sheet(stage.contest).version == 1


def test_correction_without_a_reason_comes_back_with_a_sentence(published, client_for):
    services.tally_round(published.round, by=published.organiser)
    answer = client_for(published.organiser).post(desk(published, "publish", 2), {"reason": " "})
    assert answer.status_code == 400
    assert "lý do đính chính" in answer.content.decode()


def test_round_of_another_contest_is_not_found(stage, client_for):
    other = make_stage()
    client = client_for(stage.organiser)
    assert client.post(desk(stage, "tally", other.round.pk)).status_code == 404
    assert client.get(desk(stage, "version", 9)).status_code == 404


def test_open_round_cannot_be_counted_over_http(client_for):
    stage = make_stage()
    answer = client_for(stage.organiser).post(desk(stage, "tally", stage.round.pk))
    assert answer.status_code == 409
    assert "sau khi vòng chấm đã đóng" in answer.content.decode()


def test_prizes_begin_with_a_sample_and_are_saved(stage, client_for):
    client = client_for(stage.organiser)
    assert "Giải Khuyến khích" in client.get(desk(stage, "awards") + "?preset=1").content.decode()
    form = {"award-TOTAL_FORMS": 2, "award-INITIAL_FORMS": 0, "award-0-title": "Giải Nhất", "award-0-quantity": "1"}
    assert client.post(desk(stage, "awards"), form).status_code == 302
    assert list(stage.contest.awards.values_list("title", "quantity")) == [("Giải Nhất", 1)]


@pytest.mark.parametrize(("title", "quantity"), [("Giải Nhì", ""), ("Giải Nhì", "0"), ("", "2"), ("Giải Nhì", "x")])
def test_prize_form_keeps_what_was_typed(stage, client_for, title, quantity):
    form = {"award-TOTAL_FORMS": 1, "award-INITIAL_FORMS": 0, "award-0-title": title, "award-0-quantity": quantity}
    answer = client_for(stage.organiser).post(desk(stage, "awards"), form)
    assert answer.status_code == 400
    assert f'value="{title or quantity}"' in answer.content.decode()
    assert Award.objects.count() == 0


def test_standings_are_searched_and_exported(published, client_for):
    client = client_for(published.organiser)
    page = client.get(desk(published) + "?award=no").content.decode()
    assert published.entries[3].code in page
    csv = client.get(desk(published) + "?_export=csv").content.decode("utf-8-sig")
    first, *lines = csv.splitlines()
    assert first == "Hạng,Mã số,Clip,Đơn vị,Điểm,Nội dung,Hình thức,Lượt thích,Lượt xem,Giải"
    assert len(lines) == 4
    assert lines[0].startswith(f"1,{published.entries[0].code},")
    assert lines[0].endswith(",88.50,9.00,17.50,0,0,Giải Nhất")
    assert client.get(desk(published) + "?_export=xlsx").status_code == 200


def test_desk_without_a_closed_round_says_what_is_missing(client_for):
    stage = make_stage()
    assert "Chưa có kết quả" in client_for(stage.organiser).get(desk(stage)).content.decode()


def test_home_card_waits_until_the_result_is_public(stage, client_for):
    client = client_for(stage.organiser)
    assert f"Kết quả: {stage.contest}" in client.get("/desk/").content.decode()
    services.publish_sheet(services.tally_round(stage.round, by=stage.organiser), by=stage.organiser)
    assert f"Kết quả: {stage.contest}" not in client.get("/desk/").content.decode()


def test_recused_sheet_is_named_and_does_not_count():
    stage = make_stage(judges=2, clips=1)
    assignment = stage.score(0, 0, 10, 20)
    stage.score(1, 0, 5, 10)
    judging.recuse(assignment, by=stage.judges[0], reason="Người quen")
    stage.close()
    document = json.loads(services.tally_round(stage.round, by=stage.organiser).document)
    assert document["entries"][0]["score"] == "50.00"
    assert [row["code"] for row in document["recused"]] == [stage.entries[0].code]
