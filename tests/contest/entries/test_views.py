import pytest
from django.urls import reverse
from django.utils import translation
from tests import factories
from tests.factories_entries import CONSENTS, make_accepted, make_call, make_draft, make_submitted, make_video

from lantoa.contest.entries.models import Entry

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


OWN = ["detail", "edit", "state", "receipt"]
OWN_POST = ["ticket", "submit", "withdraw"]
STAFF = ["staff_detail"]
STAFF_POST = ["retry", "disqualify", "reinstate"]


def test_charlie_finds_nothing_anywhere(charlie):
    entry = make_submitted()
    got = [charlie.get(reverse(f"entries:{name}", args=[entry.pk])).status_code for name in OWN]
    got += [charlie.post(reverse(f"entries:{name}", args=[entry.pk])).status_code for name in OWN_POST]
    place = [entry.contest.slug, entry.code]
    got += [charlie.get(reverse(f"entries:{name}", args=place)).status_code for name in STAFF]
    got += [charlie.post(reverse(f"entries:{name}", args=place)).status_code for name in STAFF_POST]
    got.append(charlie.get(reverse("entries:staff_list", args=[entry.contest.slug])).status_code)
    assert set(got) == {404}
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_nobody_is_sent_to_sign_in(client):
    entry = make_submitted()
    for name in OWN:
        assert "/accounts/login/" in client.get(reverse(f"entries:{name}", args=[entry.pk]))["Location"]


@pytest.mark.parametrize("count", [1, 3])
def test_staff_list_needs_the_same_queries_for_any_number(client_for, django_assert_max_num_queries, count):
    contest, unit, person = make_call()
    for number in range(count):
        make_submitted(contest, unit, person, title=f"Bài {number}")
    client = client_for(factories.make_secretary(contest))
    url = reverse("entries:staff_list", args=[contest.slug])
    client.get(url)
    with django_assert_max_num_queries(16):
        client.get(url)


def test_sentences_are_translated():
    from lantoa.contest.entries.sentences import SENTENCES

    with translation.override("vi"):
        vietnamese = {code: str(text) for code, text in SENTENCES.items()}
    with translation.override("en"):
        english = {code: str(text) for code, text in SENTENCES.items()}
    assert all(vietnamese[code] != english[code] for code in SENTENCES)
