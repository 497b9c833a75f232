import base64
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import factories
from tests.factories_entries import (
    CONSENTS,
    add_check,
    make_accepted,
    make_call,
    make_draft,
    make_submitted,
    make_video,
)

from lantoa.contest.contests import overview
from lantoa.contest.contests.models import Category, Contest
from lantoa.contest.entries import services
from lantoa.contest.entries.models import Entry
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Đèn sáng ngõ xóm",
    "description": "",
    "credits-TOTAL_FORMS": "1",
    "credits-INITIAL_FORMS": "0",
    "credits-0-name": "An",
    "credits-0-role": "",
}


def test_representative_begins_an_entry(client_for):
    contest, unit, person = make_call()
    answer = client_for(person).post(reverse("entries:begin", args=[contest.slug]), {**FORM, "unit": unit.pk})
    entry = Entry.objects.get()
    assert answer["Location"] == reverse("entries:detail", args=[entry.pk])
    assert (entry.unit, entry.credits.get().name) == (unit, "An")


def test_unknown_unit_is_refused_and_nothing_typed_is_lost(client_for):
    contest, _unit, person = make_call()
    other = factories.make_unit()
    answer = client_for(person).post(reverse("entries:begin", args=[contest.slug]), {**FORM, "unit": other.pk})
    assert answer.status_code == 400
    assert "Đèn sáng ngõ xóm" in answer.content.decode()
    assert not Entry.objects.exists()


def test_too_long_a_title_is_said_at_the_field(client_for):
    contest, unit, person = make_call()
    form = {**FORM, "unit": unit.pk, "title": "a" * 201}
    answer = client_for(person).post(reverse("entries:begin", args=[contest.slug]), form)
    assert answer.status_code == 400
    assert "title" in answer.context["form"].errors


def test_outsider_is_told_that_no_unit_of_theirs_is_invited(charlie):
    contest, _unit, _person = make_call()
    answer = charlie.get(reverse("entries:begin", args=[contest.slug]))
    assert answer.status_code == 403
    assert "không đại diện" in answer.content.decode()


def test_entry_page_shows_state_in_both_languages(client_for):
    entry = make_submitted()
    client = client_for(entry.created_by)
    url = reverse("entries:detail", args=[entry.pk])
    assert "đang chờ tổ thẩm định" in client.get(url).content.decode()
    client.cookies["lantoa_language"] = "en"
    page = client.get(url).content.decode()
    assert "waits for the screening panel" in page
    assert "thẩm định" not in page.replace(entry.contest.title, "")


def test_ticket_is_given_to_the_owner_only(client_for, charlie):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    url = reverse("entries:ticket", args=[entry.pk])
    given = client_for(person).post(url).json()
    assert given["max_bytes"] == contest.max_megabytes * 1024 * 1024
    assert charlie.post(url).status_code == 404


def test_submission_leads_to_the_receipt(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    client = client_for(person)
    answer = client.post(reverse("entries:submit", args=[entry.pk]), {"consents": CONSENTS})
    assert answer["Location"] == reverse("entries:receipt", args=[entry.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "MS01" in page
    assert "ab" * 32 in page
    as_text = client.get(answer["Location"] + "?format=txt")
    assert as_text["Content-Type"] == "text/plain; charset=utf-8"
    assert "ab" * 32 in as_text.content.decode()


def test_submission_without_clip_is_a_sentence_with_status(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    answer = client_for(person).post(reverse("entries:submit", args=[entry.pk]), {"consents": CONSENTS[:2]})
    assert answer.status_code == 422
    assert "Clip chưa đến đủ" in answer.content.decode()


def test_second_submission_is_a_conflict(client_for):
    entry = make_submitted()
    answer = client_for(entry.created_by).post(reverse("entries:submit", args=[entry.pk]), {"consents": CONSENTS})
    assert answer.status_code == 409


def test_state_fragment_is_not_sent_twice(client_for):
    entry = make_submitted()
    client = client_for(entry.created_by)
    url = reverse("entries:state", args=[entry.pk])
    first = client.get(url)
    assert first.status_code == 200
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_entrant_withdraws_with_a_reason(client_for):
    entry = make_submitted()
    client_for(entry.created_by).post(reverse("entries:withdraw", args=[entry.pk]), {"reason": "Gửi nhầm"})
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("withdrawn", "Gửi nhầm")


def test_secretary_lists_searches_and_exports(client_for):
    entry = make_submitted()
    client = client_for(factories.make_secretary(entry.contest))
    url = reverse("entries:staff_list", args=[entry.contest.slug])
    assert entry.code in client.get(url + "?search=den sang").content.decode()
    assert entry.code not in client.get(url + "?search=khong co").content.decode()
    exported = client.get(url + "?_export=csv").content.decode("utf-8-sig")
    assert "Đèn sáng ngõ xóm" in exported
    assert "8:00" in exported


def test_secretary_disqualifies_with_a_reason(client_for):
    entry = make_accepted()
    client = client_for(factories.make_secretary(entry.contest))
    url = reverse("entries:disqualify", args=[entry.contest.slug, entry.code])
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "Sao chép"})
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("disqualified", "Sao chép")


def test_auditor_reads_and_cannot_act(client_for):
    entry = make_accepted()
    client = client_for(factories.make_auditor(entry.contest))
    assert client.get(reverse("entries:staff_detail", args=[entry.contest.slug, entry.code])).status_code == 200
    url = reverse("entries:disqualify", args=[entry.contest.slug, entry.code])
    assert client.post(url, {"reason": "x"}).status_code == 403


OWN = ["detail", "edit", "receipt"]
OWN_POST = ["ticket", "submit", "withdraw"]
STAFF_POST = ["retry", "disqualify", "reinstate"]


def test_charlie_finds_nothing_anywhere(charlie):
    entry = make_submitted()
    place = [entry.contest.slug, entry.code]
    got = [charlie.get(reverse(f"entries:{name}", args=[entry.pk])).status_code for name in [*OWN, "state"]]
    got += [charlie.post(reverse(f"entries:{name}", args=[entry.pk])).status_code for name in [*OWN_POST, "edit"]]
    got.append(charlie.get(reverse("entries:staff_detail", args=place)).status_code)
    got.append(charlie.get(reverse("entries:staff_draft", args=[entry.contest.slug, entry.pk])).status_code)
    got += [charlie.post(reverse(f"entries:{name}", args=place)).status_code for name in STAFF_POST]
    got.append(charlie.get(reverse("entries:staff_list", args=[entry.contest.slug])).status_code)
    assert set(got) == {404}
    assert entry.title not in charlie.get(reverse("entries:list")).content.decode()
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_numbers_that_no_database_holds_are_unknown(client_for):
    client = client_for(factories.make_user())
    for pk in (0, 10**30):
        assert client.get(reverse("entries:detail", args=[pk])).status_code == 404
        assert client.post(reverse("entries:ticket", args=[pk])).status_code == 404


def test_nobody_is_sent_to_sign_in(client):
    entry = make_submitted()
    for name in OWN:
        assert "/accounts/login/" in client.get(reverse(f"entries:{name}", args=[entry.pk]))["Location"]
    for name in ("submit", "withdraw"):
        assert "/accounts/login/" in client.post(reverse(f"entries:{name}", args=[entry.pk]))["Location"]
    assert "/accounts/login/" in client.get(reverse("entries:list"))["Location"]


def test_page_that_is_open_too_long_is_told_so(client):
    entry = make_submitted()
    fragment = client.get(reverse("entries:state", args=[entry.pk]))
    assert fragment.status_code == 401
    assert "hx-get" not in fragment.content.decode()
    refusal = client.post(reverse("entries:ticket", args=[entry.pk]))
    assert (refusal.status_code, refusal.json()["error"]["code"]) == (401, "entry_signed_out")


def test_reading_addresses_do_not_write_and_writing_ones_do_not_read(client_for):
    entry = make_submitted()
    client = client_for(entry.created_by)
    for name in OWN_POST:
        assert client.get(reverse(f"entries:{name}", args=[entry.pk])).status_code == 405
    assert client.post(reverse("entries:detail", args=[entry.pk])).status_code == 405


def queries_of(client, url):
    client.get(url)  # what is remembered between requests is remembered now
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_lists_need_the_same_queries_for_one_row_and_for_three(client_for):
    contest, unit, person = make_call()
    first = make_submitted(contest, unit, person)
    clients = {
        reverse("entries:list"): client_for(person),
        reverse("entries:staff_list", args=[contest.slug]): client_for(factories.make_secretary(contest)),
        reverse("desk:home"): client_for(person),
    }
    before = {url: queries_of(client, url) for url, client in clients.items()}
    for number in range(2):
        make_submitted(contest, unit, person, title=f"Bài {number}")
    assert {url: queries_of(client, url) for url, client in clients.items()} == before
    assert first.code == "MS01"


def test_entry_page_needs_few_queries(client_for):
    entry = make_submitted()
    add_check(entry.video, "duration_ok", "pass")
    assert queries_of(client_for(entry.created_by), reverse("entries:detail", args=[entry.pk])) <= 20


def test_sentences_are_translated():
    from lantoa.contest.entries.sentences import SENTENCES

    with translation.override("vi"):
        vietnamese = {code: str(text) for code, text in SENTENCES.items()}
    with translation.override("en"):
        english = {code: str(text) for code, text in SENTENCES.items()}
    assert all(vietnamese[code] != english[code] for code in SENTENCES)


def past_the_deadline(contest):
    """The contest as it is an hour after its deadline."""
    past = clock.now() - timedelta(hours=1)
    Contest.objects.filter(pk=contest.pk).update(opens_at=past - timedelta(days=9), closes_at=past)


def test_submission_after_the_deadline_is_a_conflict_with_the_instant(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    past_the_deadline(contest)
    client = client_for(person)
    answer = client.post(reverse("entries:submit", args=[entry.pk]), {"consents": CONSENTS})
    contest.refresh_from_db()
    at = contest.closes_at.astimezone(clock.VIETNAM)
    assert answer.status_code == 409
    assert f"Hạn nộp là {at:%H:%M}, {at.day}/{at.month}/{at.year}" in answer.content.decode()
    page = client.get(reverse("entries:detail", args=[entry.pk])).content.decode()
    assert "Đèn sáng ngõ xóm" in page
    assert "lantoa-uploader" not in page
    ticket = client.post(reverse("entries:ticket", args=[entry.pk]))
    assert (ticket.status_code, ticket.json()["error"]["code"]) == (409, "entry_deadline_passed")


def test_form_after_the_deadline_keeps_what_was_typed(client_for):
    contest, unit, person = make_call()
    past_the_deadline(contest)
    client = client_for(person)
    url = reverse("entries:begin", args=[contest.slug])
    assert "không nhận bài" in client.get(url).content.decode()
    answer = client.post(url, {**FORM, "unit": unit.pk})
    assert answer.status_code == 409
    assert "Đèn sáng ngõ xóm" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("unit", ["", "abc", "999999", "9" * 30, "-1"])
def test_unit_that_does_not_exist_is_said_at_the_field(client_for, unit):
    contest, _unit, person = make_call()
    answer = client_for(person).post(reverse("entries:begin", args=[contest.slug]), {**FORM, "unit": unit})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["unit"]


def test_form_without_its_lines_of_authors_is_refused(client_for):
    contest, unit, person = make_call()
    answer = client_for(person).post(
        reverse("entries:begin", args=[contest.slug]), {"title": "Đèn sáng", "unit": unit.pk}
    )
    assert answer.status_code == 400
    assert not Entry.objects.exists()


def test_too_long_a_description_is_said_at_the_field(client_for):
    contest, unit, person = make_call()
    form = {**FORM, "unit": unit.pk, "description": "a" * 2001}
    answer = client_for(person).post(reverse("entries:begin", args=[contest.slug]), form)
    assert answer.status_code == 400
    assert "description" in answer.context["form"].errors


def test_one_more_author_works_without_javascript(client_for):
    contest, unit, person = make_call()
    form = {**FORM, "unit": unit.pk, "more_credits": "1"}
    answer = client_for(person).post(reverse("entries:begin", args=[contest.slug]), form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="An"' in page
    assert 'name="credits-1-name"' in page
    assert "Đèn sáng ngõ xóm" in page
    assert not Entry.objects.exists()


def test_entry_is_changed_on_its_form(client_for):
    contest, unit, person = make_call()
    Category.objects.create(contest=contest, name="Phóng sự")
    entry = make_draft(contest, unit, person, credits=[("An", "")])
    client = client_for(person)
    url = reverse("entries:edit", args=[entry.pk])
    assert 'value="An"' in client.get(url).content.decode()
    form = {**FORM, "title": "Tên mới", "category": contest.categories.get().pk, "credits-0-name": "Bình"}
    assert client.post(url, form).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.category.name, entry.credits.get().name) == ("Tên mới", "Phóng sự", "Bình")


def test_edit_of_a_submitted_entry_is_a_conflict(client_for):
    entry = make_submitted()
    answer = client_for(entry.created_by).post(reverse("entries:edit", args=[entry.pk]), FORM)
    assert answer.status_code == 409


def test_colleague_who_speaks_for_the_unit_may_go_on_with_it(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    colleague = factories.make_representative(unit)
    assert client_for(colleague).get(reverse("entries:detail", args=[entry.pk])).status_code == 200


def test_contest_being_prepared_is_unknown(client_for):
    unit = factories.make_unit()
    person = factories.make_representative(unit)
    contest = factories.make_contest(units=[unit], state="draft")
    assert client_for(person).get(reverse("entries:begin", args=[contest.slug])).status_code == 404


def test_consents_are_unticked_and_separate(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    page = client_for(person).get(reverse("entries:detail", args=[entry.pk])).content.decode()
    assert page.count('name="consents"') == len(CONSENTS)
    assert " checked" not in page


def test_refused_submission_keeps_the_ticks(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    answer = client_for(person).post(reverse("entries:submit", args=[entry.pk]), {"consents": CONSENTS[:2]})
    assert answer.status_code == 422
    assert answer.content.decode().count(" checked>") == 2


def test_upload_of_another_account_is_refused_and_leaves_nothing(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    ticket = client_for(person).post(reverse("entries:ticket", args=[entry.pk])).json()["ticket"]
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "10",
        "Upload-Metadata": f"ticket {base64.b64encode(ticket.encode()).decode()},filename {base64.b64encode(b'a.mp4').decode()}",
    }
    stranger = client_for(factories.make_user()).post(reverse("uploads:collection"), headers=headers)
    assert stranger.status_code in {403, 404}
    assert not Video.objects.exists()
    assert client_for(person).post(reverse("uploads:collection"), headers=headers).status_code == 201


def test_state_is_polled_only_while_something_is_under_way(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    video = make_video(entry, state="encoding")
    client = client_for(person)
    url = reverse("entries:state", args=[entry.pk])
    first = client.get(url)
    assert "hx-get" in first.content.decode()
    Video.objects.filter(pk=video.pk).update(progress=40)
    second = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second["ETag"] != first["ETag"]) == (200, True)
    Video.objects.filter(pk=video.pk).update(state="ready")
    page = client.get(url).content.decode()
    assert "hx-get" not in page
    assert "lantoa-player" in page


def test_receipt_says_the_instant_and_older_ones_stay(client_for):
    entry = make_submitted()
    services.return_entry(entry, by=factories.make_organiser(entry.contest), reason="Thiếu phụ đề")
    services.submit_entry(entry, by=entry.created_by, consents=CONSENTS)
    at = entry.receipts.last().issued_at.astimezone(clock.VIETNAM)
    client = client_for(entry.created_by)
    url = reverse("entries:receipt", args=[entry.pk])
    page = client.get(url).content.decode()
    assert f"{at:%H:%M:%S}, {at.day}/{at.month}/{at.year}" in page
    assert "MS01-2" in page
    older = client.get(f"{url}?format=txt&number=1")
    assert older["Content-Disposition"] == 'attachment; filename="MS01-1.txt"'
    assert [client.get(f"{url}?number={n}").status_code for n in ("3", "abc", "9" * 40, "²")] == [404] * 4


def test_receipt_of_a_draft_is_unknown(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    assert client_for(person).get(reverse("entries:receipt", args=[entry.pk])).status_code == 404


def test_entrant_reads_the_decision_but_not_who_made_it(client_for):
    entry = make_submitted()
    staff = factories.make_user("Người Thẩm Định")
    services.return_entry(entry, by=staff, reason="Thiếu phụ đề")
    page = client_for(entry.created_by).get(reverse("entries:detail", args=[entry.pk])).content.decode()
    assert "Thiếu phụ đề" in page
    assert "Người Thẩm Định" not in page


def test_withdrawing_twice_is_a_conflict(client_for):
    entry = make_submitted()
    client = client_for(entry.created_by)
    url = reverse("entries:withdraw", args=[entry.pk])
    assert [client.post(url).status_code for _ in range(2)] == [302, 409]


def test_secretary_filters_by_state_and_unit_and_survives_nonsense(client_for):
    entry = make_submitted()
    client = client_for(factories.make_secretary(entry.contest))
    url = reverse("entries:staff_list", args=[entry.contest.slug])

    def codes(query):
        return [row.record.code for row in client.get(url + query).context["table"].rows]

    assert codes("?state=submitted") == codes(f"?unit={entry.unit_id}") == codes("?state=bogus&unit=x") == ["MS01"]
    assert codes("?state=accepted") == []
    assert client.get(url + "?_export=xlsx").content.startswith(b"PK")


def test_secretary_opens_a_draft_by_its_number(client_for):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    client = client_for(factories.make_secretary(contest))
    url = reverse("entries:staff_draft", args=[contest.slug, entry.pk])
    assert "Chưa nhận được clip nào" in client.get(url).content.decode()
    assert url in client.get(reverse("entries:staff_list", args=[contest.slug])).content.decode()
    make_video(entry)
    services.submit_entry(entry, by=person, consents=CONSENTS)
    assert client.get(url)["Location"] == reverse("entries:staff_detail", args=[contest.slug, "MS01"])


def test_secretary_of_another_contest_finds_nothing(client_for):
    entry = make_submitted()
    client = client_for(factories.make_secretary(factories.make_contest()))
    assert client.get(reverse("entries:staff_detail", args=[entry.contest.slug, entry.code])).status_code == 404


def test_secretary_has_a_failed_clip_prepared_again(client_for):
    entry = make_submitted()
    Video.objects.filter(pk=entry.video_id).update(state="failed", reason="encoder_failed", permanent=False)
    client = client_for(factories.make_secretary(entry.contest))
    place = [entry.contest.slug, entry.code]
    assert (
        reverse("entries:retry", args=place) in client.get(reverse("entries:staff_detail", args=place)).content.decode()
    )
    assert client.post(reverse("entries:retry", args=place)).status_code == 302
    assert Video.objects.get(pk=entry.video_id).state == "received"


def test_desk_says_what_is_due(client_for):
    contest, unit, person = make_call()
    client = client_for(person)
    assert contest.title in client.get(reverse("desk:home")).content.decode()
    make_draft(contest, unit, person)
    assert "chưa được nộp" in client.get(reverse("desk:home")).content.decode()


def test_overview_counts_the_funnel():
    entry = make_accepted()
    make_draft(entry.contest, entry.unit, entry.created_by)
    figures = {stat.step: stat.value for stat in overview.stats(entry.contest)}
    assert (figures[20], figures[21], figures[25]) == (1, 1, 1)
