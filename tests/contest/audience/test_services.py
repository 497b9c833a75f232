import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from tests import factories_showcase as make

from lantoa.contest.audience import queries, services
from lantoa.contest.audience.models import View, Vote
from lantoa.contest.audience.viewers import hash_viewer, new_viewer
from lantoa.pure.kernel.errors import DomainError

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 5, 12, 2, 1, tzinfo=UTC)
LATER = NOW + timedelta(seconds=12)


@pytest.fixture
def entry():
    unit = make.unit()
    return make.clip(make.contest(units=[unit]), unit)


def count(entry, viewer, *, opened=NOW, now=LATER):
    token = services.view_token(entry, viewer, opened)
    return services.count_view(entry, viewer=viewer, token=token, now=now)


def code_of(raised):
    return raised.value.code


def test_like_twice_is_one_row(entry):
    person = make.person()
    first = services.like(entry, by=person, now=NOW)
    assert services.like(entry, by=person, now=LATER).pk == first.pk
    assert queries.counts([entry.pk])[entry.pk].votes == 1


def test_unlike_takes_back_only_ones_own(entry):
    an, binh = make.person(), make.person()
    services.like(entry, by=an)
    services.like(entry, by=binh)
    assert services.unlike(entry, by=an)
    assert not services.unlike(entry, by=an)
    assert list(Vote.objects.values_list("voter", flat=True)) == [binh.pk]


@pytest.mark.parametrize("state", ["submitted", "screening", "returned", "rejected", "withdrawn", "disqualified"])
def test_like_of_unpublished_is_refused(entry, state):
    entry.state = state
    entry.save()
    with pytest.raises(DomainError) as raised:
        services.like(entry, by=make.person())
    assert (code_of(raised), raised.value.status) == ("audience_not_published", 409)
    assert not Vote.objects.exists()


def test_like_before_showcase_is_refused():
    unit = make.unit()
    entry = make.clip(make.contest(units=[unit], showcase=False), unit)
    with pytest.raises(DomainError) as raised:
        services.like(entry, by=make.person())
    assert code_of(raised) == "audience_not_published"


@pytest.mark.django_db(transaction=True)
def test_two_likes_at_once_make_one_row(entry):
    person = make.person()
    barrier = threading.Barrier(4)
    failures = []

    def press():
        try:
            barrier.wait(timeout=10)
            services.like(entry, by=person)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Vote.objects.filter(entry=entry).count() == 1


def test_view_counts_after_ten_seconds(entry):
    assert count(entry, "viewer-a")
    assert queries.counts([entry.pk])[entry.pk].views == 1


def test_view_counts_once_per_viewer_and_half_hour(entry):
    assert count(entry, "viewer-a")
    assert not count(entry, "viewer-a", opened=NOW + timedelta(minutes=5), now=NOW + timedelta(minutes=6))
    assert count(entry, "viewer-b")
    assert count(entry, "viewer-a", opened=NOW + timedelta(minutes=31), now=NOW + timedelta(minutes=32))
    assert queries.counts([entry.pk])[entry.pk].views == 3


def test_token_is_worth_one_view_however_often_it_comes(entry):
    token = services.view_token(entry, "viewer-a", NOW)
    results = [
        services.count_view(entry, viewer="viewer-a", token=token, now=NOW + timedelta(hours=hour, seconds=11))
        for hour in range(5)
    ]
    assert results == [True, False, False, False, False]


@pytest.mark.parametrize(
    "age, code",
    [(0, "view_token_too_young"), (9, "view_token_too_young"), (6 * 3600 + 1, "view_token_too_old")],
)
def test_view_token_of_wrong_age_is_refused(entry, age, code):
    with pytest.raises(DomainError) as raised:
        count(entry, "viewer-a", now=NOW + timedelta(seconds=age))
    assert code_of(raised) == code
    assert not View.objects.exists()


def test_view_token_of_another_viewer_is_refused(entry):
    token = services.view_token(entry, "viewer-a", NOW)
    with pytest.raises(DomainError) as raised:
        services.count_view(entry, viewer="viewer-b", token=token, now=LATER)
    assert code_of(raised) == "view_token_of_another"


def test_view_token_of_another_clip_is_refused(entry):
    other = make.clip(entry.contest, entry.unit)
    token = services.view_token(other, "viewer-a", NOW)
    with pytest.raises(DomainError) as raised:
        services.count_view(entry, viewer="viewer-a", token=token, now=LATER)
    assert code_of(raised) == "view_token_of_another"


@pytest.mark.parametrize(
    "spoil", [lambda t: t + "x", lambda t: "x" + t, lambda t: "", lambda t: t.split(":")[0], lambda t: ":::"]
)
def test_view_token_that_was_changed_is_refused(entry, spoil):
    token = services.view_token(entry, "viewer-a", NOW)
    with pytest.raises(DomainError) as raised:
        services.count_view(entry, viewer="viewer-a", token=spoil(token), now=LATER)
    assert code_of(raised) == "view_token_forged"


def test_view_of_withdrawn_clip_is_refused(entry):
    entry.state = "withdrawn"
    entry.save()
    with pytest.raises(DomainError) as raised:
        count(entry, "viewer-a")
    assert code_of(raised) == "audience_not_published"


def test_viewer_is_hashed_and_cannot_be_followed_across_contests(entry):
    viewer = new_viewer()
    count(entry, viewer)
    kept = View.objects.get().viewer
    assert viewer not in kept
    assert kept == hash_viewer(viewer, entry.contest_id)
    assert kept != hash_viewer(viewer, entry.contest_id + 1)


def test_counts_take_two_queries_at_one_and_three_rows(entry, django_assert_num_queries):
    others = [make.clip(entry.contest, entry.unit) for _ in range(2)]
    services.like(others[0], by=make.person())
    for keys in ([entry.pk], [entry.pk, *(each.pk for each in others)]):
        with django_assert_num_queries(2):
            found = queries.counts(keys)
        assert sorted(found) == sorted(keys)
    assert found[entry.pk] == queries.Counts(views=0, votes=0)
    assert found[others[0].pk] == queries.Counts(views=0, votes=1)


@pytest.mark.django_db(transaction=True)
def test_counts_survive_a_restart(entry):
    """Nothing is kept in memory: a new connection, as after a restart, reads the same figures."""
    services.like(entry, by=make.person())
    count(entry, "viewer-a")
    before = queries.counts([entry.pk])
    connection.close()
    assert queries.counts([entry.pk]) == before == {entry.pk: queries.Counts(views=1, votes=1)}


def test_liked_ids_are_ones_own(entry):
    an, binh = make.person(), make.person()
    services.like(entry, by=an)
    assert queries.liked_ids(an, [entry.pk]) == {entry.pk}
    assert queries.liked_ids(binh, [entry.pk]) == set()


def test_liked_ids_of_anonymous_ask_nothing(entry, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        assert queries.liked_ids(AnonymousUser(), [entry.pk]) == set()


def test_with_votes_sorts_by_likes(entry):
    from lantoa.contest.entries.models import Entry

    liked = make.clip(entry.contest, entry.unit)
    services.like(liked, by=make.person())
    services.like(liked, by=make.person())
    rows = queries.with_votes(Entry.objects.all()).order_by("-vote_count")
    assert [(row.pk, row.vote_count) for row in rows] == [(liked.pk, 2), (entry.pk, 0)]
