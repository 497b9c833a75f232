import hashlib
import unicodedata
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction
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

from lantoa.base.audit.queries import history
from lantoa.base.units import services as units
from lantoa.contest.contests import services as contests
from lantoa.contest.contests.models import Category
from lantoa.contest.entries import queries, services
from lantoa.contest.entries.errors import Incomplete, NotInvited, NotNow
from lantoa.contest.entries.models import Entry, Receipt
from lantoa.contest.videos.models import Video
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db


def refused(act, code):
    with pytest.raises(DomainError) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


def test_draft_keeps_what_was_typed():
    contest, unit, person = make_call()
    entry = services.begin_entry(
        contest,
        unit=unit,
        by=person,
        title="  Đèn   sáng ",
        description="Mô tả",
        credits=[("An", "Đạo diễn"), ("", "x")],
    )
    assert (entry.title, entry.state, entry.code) == ("Đèn sáng", "draft", "")
    assert list(entry.credits.values_list("name", "role")) == [("An", "Đạo diễn")]
    assert entry.folded == f"den sang {unit.name}".lower().replace("chi bộ số", "chi bo so")


def test_draft_of_an_unknown_unit_is_refused():
    contest, _unit, person = make_call()
    stranger = factories.make_unit()
    units.add_member(stranger, person, represents=True, by=person)
    error = refused(lambda: make_draft(contest, stranger, person), "entry_unit_not_invited")
    assert isinstance(error, NotInvited)
    assert not Entry.objects.exists()


def test_draft_for_a_unit_of_others_is_refused():
    contest, unit, _person = make_call()
    refused(lambda: make_draft(contest, unit, factories.make_user()), "entry_unit_not_invited")


def test_draft_with_too_long_a_title_is_refused():
    contest, unit, person = make_call()
    error = refused(lambda: make_draft(contest, unit, person, title="a" * 201), "entry_title_too_long")
    assert error.params["found"] == 201


def test_quota_counts_what_is_alive():
    contest, unit, person = make_call(entries_per_unit=1)
    first = make_draft(contest, unit, person)
    refused(lambda: make_draft(contest, unit, person, title="Hai"), "entry_quota_used_up")
    services.withdraw_entry(first, by=person)
    assert make_draft(contest, unit, person, title="Hai").title == "Hai"


def test_submission_gives_code_receipt_and_line():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    receipt = services.submit_entry(entry, by=person, consents=CONSENTS)
    entry.refresh_from_db()
    assert (entry.state, entry.code, entry.number) == ("submitted", "MS01", 1)
    assert (receipt.sha256, receipt.filename, receipt.size) == ("ab" * 32, "Clip dự thi.mp4", 1000)
    assert entry.consents.count() == 4
    assert history(entry).first().action == "entry.submitted"


def test_codes_follow_the_order_of_submission():
    contest, unit, person = make_call()
    codes = [make_submitted(contest, unit, person, title=f"Bài {n}").code for n in range(3)]
    assert codes == ["MS01", "MS02", "MS03"]


def test_submission_after_the_deadline_is_refused_and_the_draft_stays():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    late = contest.closes_at
    error = refused(
        lambda: services.submit_entry(entry, by=person, consents=CONSENTS, now=late), "entry_deadline_passed"
    )
    assert isinstance(error, NotNow)
    entry.refresh_from_db()
    assert (entry.state, entry.title, entry.receipts.count()) == ("draft", "Đèn sáng ngõ xóm", 0)
    just_before = late - timedelta(microseconds=1)
    assert services.submit_entry(entry, by=person, consents=CONSENTS, now=just_before).number == 1


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda entry: None, "entry_without_clip"),
        (lambda entry: make_video(entry, state="failed"), "entry_clip_unreadable"),
        (lambda entry: add_check(make_video(entry), "too_short", "fail", blocking=True), "entry_clip_against_rules"),
    ],
)
def test_submission_needs_a_sound_clip(prepare, code):
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    prepare(entry)
    entry.refresh_from_db()
    error = refused(lambda: services.submit_entry(entry, by=person, consents=CONSENTS), code)
    assert isinstance(error, Incomplete)
    entry.refresh_from_db()
    assert (entry.state, entry.code, contest.entries.count()) == ("draft", "", 1)


def test_failed_check_that_does_not_block_is_the_panels_affair():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    add_check(make_video(entry), "too_short", "fail", blocking=False)
    assert services.submit_entry(entry, by=person, consents=CONSENTS).number == 1


def test_submission_needs_every_consent():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    refused(lambda: services.submit_entry(entry, by=person, consents=CONSENTS[:-1]), "entry_consent_missing")
    assert entry.consents.count() == 0


def test_second_submission_is_refused():
    entry = make_submitted()
    error = refused(lambda: services.submit_entry(entry, by=entry.created_by, consents=CONSENTS), "entry_cannot_submit")
    assert isinstance(error, Conflict)
    assert entry.receipts.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_give_one_receipt():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    start, outcomes = Barrier(4), []

    def go():
        start.wait()
        try:
            services.submit_entry(entry, by=person, consents=CONSENTS)
            outcomes.append("received")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connections.close_all()

    threads = [Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["entry_cannot_submit"] * 3 + ["received"]
    assert Receipt.objects.count() == 1
    contest.refresh_from_db()
    assert contest.last_entry_number == 1


def test_returned_entry_can_be_mended_and_keeps_its_code():
    entry = make_submitted()
    services.return_entry(entry, by=factories.make_organiser(entry.contest), reason="Thiếu phụ đề")
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("returned", "Thiếu phụ đề")
    old = entry.video
    new = make_video(entry)
    assert entry.video == new != old
    receipt = services.submit_entry(entry, by=entry.created_by, consents=CONSENTS)
    entry.refresh_from_db()
    assert (entry.code, receipt.number, entry.reason) == ("MS01", 2, "")
    assert Video.objects.filter(pk=old.pk).exists()


def test_clip_that_arrives_after_submission_changes_nothing():
    entry = make_submitted()
    submitted = entry.video
    stray = Video.objects.get(pk=submitted.pk)
    stray.reference = str(entry.pk)
    services.attach_video(stray)
    entry.refresh_from_db()
    assert entry.video == submitted


def test_return_and_refusal_need_a_reason():
    entry = make_submitted()
    staff = factories.make_organiser(entry.contest)
    refused(lambda: services.return_entry(entry, by=staff, reason=" "), "entry_reason_missing")
    refused(lambda: services.reject_entry(entry, by=staff, reason=""), "entry_reason_missing")
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_accepting_needs_a_playable_clip():
    entry = make_submitted()
    Video.objects.filter(pk=entry.video_id).update(state="encoding")
    refused(lambda: services.accept_entry(entry, by=factories.make_organiser(entry.contest)), "entry_clip_not_ready")


def test_clips_become_public_with_the_showcase_and_leave_it_when_withdrawn():
    entry = make_accepted()
    assert entry.video.public is False
    contests.close_contest(entry.contest, by=factories.make_organiser(entry.contest), reason="xong")
    contests.open_showcase(entry.contest, by=factories.make_organiser(entry.contest))
    entry.refresh_from_db()
    assert Video.objects.get(pk=entry.video_id).public is True
    assert list(queries.published(entry.contest)) == [entry]
    services.withdraw_entry(entry, by=entry.created_by)
    assert Video.objects.get(pk=entry.video_id).public is False
    assert list(queries.published(entry.contest)) == []


def test_database_refuses_a_submitted_entry_without_number():
    entry = make_submitted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(number=None)


def test_draft_after_the_deadline_is_refused_with_the_instant():
    contest, unit, person = make_call()
    late = contest.closes_at + timedelta(seconds=1)
    error = refused(
        lambda: services.begin_entry(contest, unit=unit, by=person, title="Muộn", now=late), "entry_deadline_passed"
    )
    at = contest.closes_at.astimezone(clock.VIETNAM)
    assert error.params["closes_at"] == f"{at:%H:%M}, {at.day}/{at.month}/{at.year}"
    assert not Entry.objects.exists()


def test_draft_before_the_opening_is_refused():
    contest, unit, person = make_call()
    early = contest.opens_at - timedelta(seconds=1)
    refused(lambda: services.begin_entry(contest, unit=unit, by=person, title="Sớm", now=early), "entry_not_open_yet")


def test_draft_in_a_category_of_another_contest_is_refused():
    contest, unit, person = make_call()
    other = Category.objects.create(contest=factories.make_contest(), name="Phóng sự")
    refused(lambda: make_draft(contest, unit, person, category=other), "entry_unknown_category")


def test_description_counts_a_line_break_once_and_has_a_limit():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person, description="a\r\n" * 1000)
    assert len(entry.description) == 1999
    refused(lambda: make_draft(contest, unit, person, description="a" * 2001), "entry_description_too_long")


def test_too_many_authors_are_refused_and_the_old_ones_stay():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person, credits=[("An", "")])
    many = [(f"Người {n}", "") for n in range(31)]
    refused(lambda: services.edit_entry(entry, by=person, title="X", credits=many), "entry_too_many_credits")
    entry.refresh_from_db()
    assert (entry.title, [credit.name for credit in entry.credits.all()]) == ("Đèn sáng ngõ xóm", ["An"])


def test_title_is_stored_in_one_form():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person, title=unicodedata.normalize("NFD", "Đèn \u200bsáng"))
    assert (entry.title, entry.folded.startswith("den sang")) == ("Đèn sáng", True)


def test_submitted_entry_cannot_be_edited_nor_sent_another_clip():
    entry = make_submitted()
    refused(lambda: services.edit_entry(entry, by=entry.created_by, title="Khác"), "entry_not_editable")
    refused(lambda: services.issue_ticket(entry, by=entry.created_by), "entry_not_editable")


def test_tickets_end_with_the_submission():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    spare = services.issue_ticket(entry, by=person)
    services.submit_entry(entry, by=person, consents=CONSENTS)
    spare.refresh_from_db()
    assert spare.revoked_at is not None


def test_clip_that_arrives_after_the_deadline_is_kept_and_cannot_be_submitted():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    video = make_video(entry)
    late = contest.closes_at + timedelta(hours=1)
    services.attach_video(video)
    refused(lambda: services.submit_entry(entry, by=person, consents=CONSENTS, now=late), "entry_deadline_passed")
    entry.refresh_from_db()
    assert (entry.state, entry.video) == ("draft", video)


def test_consent_keeps_the_words_that_were_shown():
    contest, unit, person = make_call()
    entry = make_draft(contest, unit, person)
    make_video(entry)
    with translation.override("en"):
        services.submit_entry(entry, by=person, consents=CONSENTS)
    consent = entry.consents.get(purpose="rules")
    assert consent.text == "I have read the rules of this contest and my unit accepts them."
    assert consent.sha256 == hashlib.sha256(consent.text.encode()).hexdigest()
    assert history(entry).first().details["consents"]["rules"] == consent.sha256


def test_disqualified_entry_leaves_the_showcase_and_may_come_back_to_screening():
    entry = make_accepted()
    staff = factories.make_organiser(entry.contest)
    contests.close_contest(entry.contest, by=staff, reason="xong")
    contests.open_showcase(entry.contest, by=staff)
    services.disqualify_entry(entry, by=staff, reason="Sao chép")
    assert Video.objects.get(pk=entry.video_id).public is False
    services.reinstate_entry(entry, by=staff, reason="Nhầm")
    entry.refresh_from_db()
    assert entry.state == "screening"
    services.accept_entry(entry, by=staff)
    assert Video.objects.get(pk=entry.video_id).public is True


@pytest.mark.parametrize("name", ["disqualify", "reinstate"])
def test_staff_act_out_of_turn_is_a_conflict(name):
    entry = make_submitted()
    staff = factories.make_organiser(entry.contest)
    act = getattr(services, f"{name}_entry")
    error = refused(lambda: act(entry, by=staff, reason="x"), f"entry_cannot_{name}")
    assert error.status == 409


@pytest.mark.django_db(transaction=True)
def test_quota_holds_when_two_begin_at_once():
    contest, unit, person = make_call(entries_per_unit=1)
    start, outcomes = Barrier(3), []

    def go():
        start.wait()
        try:
            make_draft(contest, unit, person)
            outcomes.append("begun")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connections.close_all()

    threads = [Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["begun", "entry_quota_used_up", "entry_quota_used_up"]


def test_open_invitations_end_with_the_deadline():
    contest, unit, person = make_call()
    assert queries.open_invitations(person) == [(contest, [unit])]
    assert queries.open_invitations(person, contest.closes_at) == []


def test_search_finds_words_in_any_order_without_marks():
    entry = make_submitted()
    everything = queries.for_staff(entry.contest)
    assert list(queries.search(everything, "NGO  đen")) == [entry]
    assert list(queries.search(everything, "ngo khac")) == []
