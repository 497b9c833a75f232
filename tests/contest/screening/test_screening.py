from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import factories
from tests.factories_entries import CONSENTS, add_check, make_call, make_submitted, make_video

from lantoa.base.audit.queries import history
from lantoa.base.units import services as units
from lantoa.contest.entries import services as entries
from lantoa.contest.screening import queries, services
from lantoa.contest.screening.errors import OwnUnit
from lantoa.contest.screening.models import Check, Decision
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel.errors import DomainError

pytestmark = pytest.mark.django_db


def test_decision_is_kept_and_told():
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    services.decide(entry, "reject", by=screener, reason="Quá ngắn")
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("rejected", "Quá ngắn")
    assert list(Decision.objects.values_list("outcome", "reason")) == [("reject", "Quá ngắn")]


def test_decision_against_needs_a_reason_and_leaves_nothing():
    entry = make_submitted()
    with pytest.raises(DomainError) as refusal:
        services.decide(entry, "return", by=factories.make_screener(entry.contest))
    assert refusal.value.code == "entry_reason_missing"
    entry.refresh_from_db()
    assert entry.state == "submitted"
    assert not Decision.objects.exists()


def test_screener_does_not_decide_on_their_own_unit():
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    units.add_member(entry.unit, screener, by=screener)
    with pytest.raises(OwnUnit):
        services.decide(entry, "accept", by=screener)
    with pytest.raises(OwnUnit):
        services.tick_item(entry, "on_theme", True, by=screener)


def test_bulk_tells_each_rows_fate():
    contest, unit, person = make_call()
    first, second = (make_submitted(contest, unit, person, title=f"Bài {n}") for n in range(2))
    screener = factories.make_screener(contest)
    services.decide(first, "reject", by=screener, reason="x")
    fates = services.decide_many([first, second], "accept", by=screener)
    assert [fate.error and fate.error.code for fate in fates] == ["entry_cannot_accept", None]
    second.refresh_from_db()
    assert second.state == "accepted"


def test_looking_changes_nothing_and_taking_up_is_told(client_for):
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    client = client_for(screener)
    place = [entry.contest.slug, entry.code]
    assert client.get(reverse("screening:entry", args=place)).status_code == 200
    entry.refresh_from_db()
    assert entry.state == "submitted"
    assert client.post(reverse("screening:take_up", args=place)).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "screening"
    assert f"{screener} đang xem bài này" in client.get(reverse("screening:entry", args=place)).content.decode()
    assert client.post(reverse("screening:take_up", args=place)).status_code == 302


def test_taking_up_what_is_decided_is_a_conflict(client_for):
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    services.decide(entry, "accept", by=screener)
    answer = client_for(screener).post(reverse("screening:take_up", args=[entry.contest.slug, entry.code]))
    assert answer.status_code == 409


def test_page_keeps_ticks_and_goes_to_the_next(client_for):
    contest, unit, person = make_call()
    first, second = (make_submitted(contest, unit, person, title=f"Bài {n}") for n in range(2))
    client = client_for(factories.make_screener(contest))
    url = reverse("screening:decide", args=[contest.slug, first.code])
    answer = client.post(url, {"outcome": "accept", "tick-on_theme": "yes", "note-on_theme": "tốt", "tick-decent": ""})
    assert answer["Location"] == reverse("screening:entry", args=[contest.slug, second.code])
    check = Check.objects.get()
    assert (check.item, check.passed, check.note) == ("on_theme", True, "tốt")
    second.refresh_from_db()
    assert second.state == "screening"
    last = client.post(reverse("screening:decide", args=[contest.slug, second.code]), {"outcome": "accept"})
    assert last["Location"] == reverse("screening:queue", args=[contest.slug])


def test_ticks_leave_one_audit_line_and_none_when_nothing_changes():
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    ticks = [services.Tick("on_theme", True), services.Tick("decent", None), services.Tick("rights", False, " nhạc ")]
    assert [services.save_ticks(entry, ticks, by=screener) for _ in range(2)] == [2, 0]
    line = history(entry).filter(action="screening.ticked").get()
    assert line.details["ticks"] == {"on_theme": True, "rights": False}
    assert str(line.label).startswith("điền danh sách kiểm tra: Clip đúng chủ đề cuộc thi: có")
    assert Check.objects.get(item="rights").note == "nhạc"


def test_unknown_line_of_the_checklist_is_refused():
    entry = make_submitted()
    with pytest.raises(DomainError) as refusal:
        services.tick_item(entry, "colour", True, by=factories.make_screener(entry.contest))
    assert refusal.value.code == "screening_unknown_item"


def test_checklist_of_a_decided_entry_stands():
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    services.tick_item(entry, "on_theme", False, by=screener)
    services.decide(entry, "reject", by=screener, reason="Sai chủ đề")
    with pytest.raises(DomainError) as refusal:
        services.tick_item(entry, "on_theme", True, by=screener)
    assert (refusal.value.code, refusal.value.status) == ("screening_decided_already", 409)
    assert Check.objects.get().passed is False


def test_entry_handed_in_again_is_looked_at_anew():
    entry = make_submitted()
    screener = factories.make_screener(entry.contest)
    services.tick_item(entry, "usable", False, by=screener, note="mất tiếng")
    services.decide(entry, "return", by=screener, reason="Mất tiếng")
    make_video(entry)
    entries.submit_entry(entry, by=entry.created_by, consents=CONSENTS)
    check = Check.objects.get()
    assert (check.passed, check.note) == (None, "mất tiếng")
    services.decide(entry, "accept", by=screener)
    assert list(Decision.objects.values_list("outcome", flat=True)) == ["return", "accept"]


def test_entry_whose_clip_cannot_be_played_is_not_accepted(client_for):
    entry = make_submitted()
    Video.objects.filter(pk=entry.video_id).update(state="encoding")
    client = client_for(factories.make_screener(entry.contest))
    answer = client.post(reverse("screening:decide", args=[entry.contest.slug, entry.code]), {"outcome": "accept"})
    assert answer.status_code == 422
    assert f"Clip của {entry.code} chưa phát được" in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", ["bogus", "accepted", " accept"])
def test_unknown_outcome_is_refused(client_for, outcome):
    entry = make_submitted()
    client = client_for(factories.make_screener(entry.contest))
    place = [entry.contest.slug, entry.code]
    assert client.post(reverse("screening:decide", args=place), {"outcome": outcome}).status_code == 422
    bulk = client.post(reverse("screening:bulk", args=place[:1]), {"outcome": outcome, "entries": entry.pk})
    assert bulk.status_code == 422
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_second_decision_is_a_conflict(client_for):
    entry = make_submitted()
    client = client_for(factories.make_screener(entry.contest))
    url = reverse("screening:decide", args=[entry.contest.slug, entry.code])
    assert [client.post(url, {"outcome": "accept"}).status_code for _ in range(2)] == [302, 409]
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_leave_one():
    entry = make_submitted()
    screeners = [factories.make_screener(entry.contest) for _ in range(3)]
    start, outcomes = Barrier(3), []

    def go(screener):
        start.wait()
        try:
            services.decide(entry, "reject", by=screener, reason="Sai chủ đề")
            outcomes.append("decided")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connections.close_all()

    threads = [Thread(target=go, args=[screener]) for screener in screeners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "entry_cannot_reject", "entry_cannot_reject"]
    assert Decision.objects.count() == 1


def test_screener_is_led_past_their_own_unit_and_what_others_look_at(client_for):
    contest, unit, person = make_call()
    entries_of_call = [make_submitted(contest, unit, person, title=f"Bài {n}") for n in range(3)]
    screener, other = (factories.make_screener(contest) for _ in range(2))
    services.take_up(entries_of_call[1], by=other)
    assert queries.next_after(entries_of_call[0], screener) == entries_of_call[2]
    assert queries.next_after(entries_of_call[2], screener) == entries_of_call[0]
    units.add_member(unit, screener, by=screener)
    assert queries.next_after(entries_of_call[0], screener) is None
    page = client_for(screener).get(reverse("screening:entry", args=[contest.slug, "MS01"]))
    assert "Bài này của đơn vị bạn" in page.content.decode()
    refused = client_for(screener).post(reverse("screening:decide", args=[contest.slug, "MS01"]), {"outcome": "accept"})
    assert refused.status_code == 403
    assert "MS01 là bài của đơn vị bạn" in refused.content.decode()


def test_screener_of_a_unit_below_may_not_decide_on_the_unit_above():
    parent = factories.make_unit()
    child = factories.make_unit(parent=parent)
    person = factories.make_representative(parent)
    contest = factories.make_contest(units=[parent])
    entry = make_submitted(contest, parent, person)
    screener = factories.make_screener(contest)
    units.add_member(child, screener, by=screener)
    with pytest.raises(OwnUnit):
        services.take_up(entry, by=screener)


def test_refusal_without_reason_is_a_sentence_and_keeps_the_ticks(client_for):
    entry = make_submitted()
    client = client_for(factories.make_screener(entry.contest))
    url = reverse("screening:decide", args=[entry.contest.slug, entry.code])
    answer = client.post(url, {"outcome": "reject", "reason": " ", "tick-on_theme": "no"})
    assert answer.status_code == 422
    assert "Hãy ghi lý do" in answer.content.decode()
    assert Check.objects.get(item="on_theme").passed is False


def test_queue_shows_the_technical_verdict_and_exports(client_for):
    entry = make_submitted()
    add_check(entry.video, "too_short", "fail")
    client = client_for(factories.make_screener(entry.contest))
    url = reverse("screening:queue", args=[entry.contest.slug])
    assert "chưa đúng thể lệ" in client.get(url).content.decode()
    assert client.get(url + "?_export=xlsx").content.startswith(b"PK")


def test_bulk_page_accepts_ticked_rows(client_for):
    entry = make_submitted()
    client = client_for(factories.make_screener(entry.contest))
    url = reverse("screening:bulk", args=[entry.contest.slug])
    client.post(url, {"outcome": "accept", "entries": [entry.pk, "abc", "999999"]})
    entry.refresh_from_db()
    assert entry.state == "accepted"
    assert client.post(url, {"outcome": "accept"}).status_code == 302


def test_auditor_reads_and_cannot_decide(client_for):
    entry = make_submitted()
    client = client_for(factories.make_auditor(entry.contest))
    place = [entry.contest.slug, entry.code]
    assert client.get(reverse("screening:entry", args=place)).status_code == 200
    entry.refresh_from_db()
    assert entry.state == "submitted"
    for name in ("decide", "take_up"):
        assert client.post(reverse(f"screening:{name}", args=place), {"outcome": "accept"}).status_code == 403
    bulk = client.post(reverse("screening:bulk", args=place[:1]), {"outcome": "accept", "entries": entry.pk})
    assert bulk.status_code == 403


def test_judge_has_no_business_here(client_for):
    entry = make_submitted()
    client = client_for(factories.make_judge(entry.contest))
    assert client.get(reverse("screening:queue", args=[entry.contest.slug])).status_code == 403


def test_charlie_finds_nothing(charlie):
    entry = make_submitted()
    place = [entry.contest.slug, entry.code]
    codes = {
        charlie.get(reverse("screening:queue", args=place[:1])).status_code,
        charlie.get(reverse("screening:entry", args=place)).status_code,
        charlie.post(reverse("screening:decide", args=place), {"outcome": "accept"}).status_code,
        charlie.post(reverse("screening:take_up", args=place)).status_code,
        charlie.post(reverse("screening:bulk", args=place[:1]), {"outcome": "accept", "entries": entry.pk}).status_code,
    }
    assert codes == {404}


def test_queue_needs_the_same_queries_for_one_row_and_for_three(client_for):
    contest, unit, person = make_call()
    client = client_for(factories.make_screener(contest))
    url = reverse("screening:queue", args=[contest.slug])

    def count():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    make_submitted(contest, unit, person)
    before = count()
    for number in range(2):
        make_submitted(contest, unit, person, title=f"Bài {number}")
    assert count() == before


def test_queue_filters_by_verdict_unit_and_words(client_for):
    contest, unit, person = make_call()
    bad, good, unmeasured = (make_submitted(contest, unit, person, title=f"Bài {n}") for n in ("một", "hai", "tư"))
    add_check(bad.video, "too_short", "fail")
    add_check(good.video, "duration_ok", "pass")
    client = client_for(factories.make_screener(contest))
    url = reverse("screening:queue", args=[contest.slug])

    def codes(query):
        return [row.record.code for row in client.get(url + query).context["table"].rows]

    assert codes("?technical=bad") == [bad.code]
    assert codes("?technical=good") == [good.code]
    assert codes("?technical=muted") == [unmeasured.code]
    assert codes("?technical=warn") == []
    assert codes("?search=HAI bai") == [good.code]
    assert len(codes(f"?unit={unit.pk}&state=submitted")) == 3
    assert len(codes("?unit=zzz&technical=bogus")) == 3


@pytest.mark.parametrize("key", ["²", "9" * 40, "-1", "a", ""])
def test_bulk_leaves_out_keys_that_are_none(client_for, key):
    entry = make_submitted()
    client = client_for(factories.make_screener(entry.contest))
    url = reverse("screening:bulk", args=[entry.contest.slug])
    assert client.post(url, {"outcome": "accept", "entries": [key]}).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_bulk_does_not_reach_into_another_contest(client_for):
    entry = make_submitted()
    contest, _unit, _person = make_call()
    client = client_for(factories.make_screener(contest))
    client.post(reverse("screening:bulk", args=[contest.slug]), {"outcome": "accept", "entries": [entry.pk]})
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_bulk_page_tells_each_rows_fate(client_for):
    contest, unit, person = make_call()
    first, second = (make_submitted(contest, unit, person, title=f"Bài {n}") for n in range(2))
    screener = factories.make_screener(contest)
    services.decide(first, "reject", by=screener, reason="x")
    client = client_for(screener)
    form = {"outcome": "return", "reason": "Thiếu phụ đề", "entries": [first.pk, second.pk]}
    page = client.post(reverse("screening:bulk", args=[contest.slug]), form, follow=True).content.decode()
    assert "MS01: Bài này không ở bước thẩm định" in page
    assert "MS02: đã ghi quyết định" in page


def test_nobody_is_sent_to_sign_in(client):
    entry = make_submitted()
    place = [entry.contest.slug, entry.code]
    for answer in (
        client.get(reverse("screening:queue", args=place[:1])),
        client.get(reverse("screening:entry", args=place)),
        client.post(reverse("screening:take_up", args=place)),
        client.post(reverse("screening:decide", args=place)),
        client.post(reverse("screening:bulk", args=place[:1])),
    ):
        assert "/accounts/login/" in answer["Location"]
