import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from tests import factories

from lantoa.contest.contests import access
from lantoa.contest.contests.models import Role

pytestmark = pytest.mark.django_db


def test_organiser_does_a_secretarys_work_but_not_the_reverse():
    contest = factories.make_contest()
    organiser, secretary = factories.make_organiser(contest), factories.make_secretary(contest)
    assert access.roles_of(organiser, contest) == {"organiser", "secretary"}
    assert access.roles_of(secretary, contest) == {"secretary"}
    assert access.contest_for(organiser, contest.slug, Role.SECRETARY) == contest
    with pytest.raises(PermissionDenied):
        access.contest_for(secretary, contest.slug, Role.ORGANISER)


def test_superuser_counts_as_organiser():
    contest = factories.make_contest()
    boss = factories.make_user(superuser=True)
    assert access.contest_for(boss, contest.slug, Role.ORGANISER) == contest
    assert not access.has_role(boss, contest, Role.JUDGE)
    assert list(access.contests_of(boss, Role.ORGANISER)) == [contest]


@pytest.mark.parametrize("state", ["draft", "open"])
def test_strangers_do_not_learn_that_a_contest_exists(state):
    contest = factories.make_contest(state=state)
    other = factories.make_organiser(factories.make_contest())
    for user in (factories.make_user(), other, AnonymousUser()):
        with pytest.raises(Http404):
            access.contest_for(user, contest.slug)
        assert access.roles_of(user, contest) == set()
    with pytest.raises(Http404):
        access.contest_for(other, "no-such-contest")


def test_draft_is_not_public():
    with pytest.raises(Http404):
        access.public_contest(factories.make_contest(state="draft").slug)
    contest = factories.make_contest()
    assert access.public_contest(contest.slug) == contest


def test_closed_account_has_no_roles():
    contest = factories.make_contest()
    judge = factories.make_judge(contest)
    judge.is_active = False
    assert access.roles_of(judge, contest) == set()


def test_own_contests_are_listed_by_role():
    contest, other = factories.make_contest(), factories.make_contest()
    user = factories.grant(contest, Role.ORGANISER)
    factories.grant(other, Role.JUDGE, user=user)
    assert set(access.contests_of(user)) == {contest, other}
    assert list(access.contests_of(user, Role.SECRETARY)) == [contest]
