import pytest
from django.urls import reverse
from tests import factories
from tests.factories_entries import add_check, make_call, make_submitted

from lantoa.base.units import services as units
from lantoa.contest.screening import services
from lantoa.contest.screening.errors import OwnUnit
from lantoa.contest.screening.models import Check, Decision
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


def test_opening_an_entry_takes_it_up(client_for):
    entry = make_submitted()
    page = client_for(factories.make_screener(entry.contest)).get(
        reverse("screening:entry", args=[entry.contest.slug, entry.code])
    )
    entry.refresh_from_db()
    assert (page.status_code, entry.state) == (200, "screening")


def test_page_keeps_ticks_and_goes_to_the_next(client_for):
    contest, unit, person = make_call()
    first, second = (make_submitted(contest, unit, person, title=f"Bài {n}") for n in range(2))
    client = client_for(factories.make_screener(contest))
    url = reverse("screening:decide", args=[contest.slug, first.code])
    answer = client.post(url, {"outcome": "accept", "tick-on_theme": "yes", "note-on_theme": "tốt", "tick-decent": ""})
    assert answer["Location"] == reverse("screening:entry", args=[contest.slug, second.code])
    assert Check.objects.get(item="on_theme").passed is True
    assert Check.objects.get(item="decent").passed is None


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
    assert client.post(reverse("screening:decide", args=place), {"outcome": "accept"}).status_code == 403


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
        charlie.post(reverse("screening:bulk", args=place[:1]), {"outcome": "accept", "entries": entry.pk}).status_code,
    }
    assert codes == {404}


@pytest.mark.parametrize("count", [1, 3])
def test_queue_needs_the_same_queries_for_any_number(client_for, django_assert_max_num_queries, count):
    contest, unit, person = make_call()
    for number in range(count):
        make_submitted(contest, unit, person, title=f"Bài {number}")
    client = client_for(factories.make_screener(contest))
    url = reverse("screening:queue", args=[contest.slug])
    client.get(url)
    with django_assert_max_num_queries(16):
        client.get(url)
