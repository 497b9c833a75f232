from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from tests import factories

from lantoa.base.accounts import access, services
from lantoa.base.accounts.models import SignInLink, User
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError, Forbidden

pytestmark = pytest.mark.django_db


def token_of(path):
    return path.rstrip("/").rsplit("/", 1)[1]


def test_person_has_one_account_for_an_address():
    person = services.create_person(" An@Example.org ", full_name=" Nguyễn  An ")
    assert (person.email, person.full_name, person.has_usable_password()) == ("an@example.org", "Nguyễn An", False)
    with pytest.raises(Conflict, match="person_email_taken"):
        services.create_person("AN@example.org", full_name="Khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="AN@EXAMPLE.ORG")


@pytest.mark.parametrize(
    ("email", "fields", "code"),
    [
        ("no address", {"full_name": "An"}, "person_email_bad"),
        ("", {"full_name": "An"}, "person_email_bad"),
        ("a@example.org", {"full_name": "  "}, "person_needs_name"),
        ("a@example.org", {"full_name": "An", "language": "xx"}, "person_language_unknown"),
    ],
)
def test_bad_person_is_refused(email, fields, code):
    with pytest.raises(DomainError) as refusal:
        services.create_person(email, **fields)
    assert (refusal.value.code, User.objects.count()) == (code, 0)


def test_link_works_once():
    person = factories.make_user()
    token = token_of(services.issue_sign_in_link(person))
    assert token not in SignInLink.objects.get().token_hash
    assert services.use_sign_in_link(token) == person
    with pytest.raises(services.LinkDead):
        services.use_sign_in_link(token)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (15, False), (60, False)])
def test_link_lives_a_quarter_of_an_hour(minutes, works):
    now = clock.now()
    token = token_of(services.issue_sign_in_link(factories.make_user(), now=now))
    later = now + timedelta(minutes=minutes)
    if works:
        assert services.use_sign_in_link(token, now=later)
    else:
        with pytest.raises(services.LinkDead):
            services.use_sign_in_link(token, now=later)


def test_link_of_a_closed_account_is_dead():
    person = factories.make_user()
    token = token_of(services.issue_sign_in_link(person))
    User.objects.filter(pk=person.pk).update(is_active=False)
    with pytest.raises(services.LinkDead):
        services.use_sign_in_link(token)


def test_mailed_link_proves_an_address_and_ends_a_password_set_before():
    """Otherwise somebody could sign up with another's address, wait, and share the account."""
    person = factories.make_user()
    EmailAddress.objects.filter(user=person).update(verified=False)
    services.use_sign_in_link(token_of(services.issue_sign_in_link(person)))
    person.refresh_from_db()
    assert EmailAddress.objects.get(user=person).verified
    assert not person.has_usable_password()


def test_mailed_link_leaves_a_proven_password_alone():
    person = factories.make_user()
    services.use_sign_in_link(token_of(services.issue_sign_in_link(person)))
    person.refresh_from_db()
    assert person.check_password(factories.PASSWORD)


def test_organiser_invites_only_people_who_never_came():
    organiser = factories.make_contest(units=[], rules="", state="draft").roles.get().user
    fresh = services.create_person("fresh@example.org", full_name="Mới")
    assert services.invite_person(fresh, by=organiser)
    fresh.last_login = clock.now()
    fresh.save()
    for subject in (fresh, factories.make_user(), factories.make_user(superuser=True)):
        assert not access.may_invite(organiser, subject)
        with pytest.raises(Forbidden):
            services.invite_person(subject, by=organiser)


def test_superuser_invites_anybody_but_another_superuser():
    boss = factories.make_user(superuser=True)
    assert access.may_invite(boss, factories.make_user())
    assert access.may_invite(boss, boss)
    assert not access.may_invite(boss, factories.make_user(superuser=True))


def test_invitation_lives_a_day():
    now, boss = clock.now(), factories.make_user(superuser=True)
    token = token_of(services.invite_person(factories.make_user(), by=boss, now=now))
    assert services.live_link(token, now=now + timedelta(hours=23))
    with pytest.raises(services.LinkDead):
        services.live_link(token, now=now + timedelta(hours=24))


def test_first_administrator_is_made_once():
    old = token_of(services.first_administrator_path())
    token = token_of(services.first_administrator_path())
    assert not services.first_token_opens(old)
    person = services.create_first_administrator(
        token, email="a@example.org", full_name="An", password="correct horse battery"
    )
    assert (person.is_superuser, person.is_staff, person.check_password("correct horse battery")) == (True, True, True)
    assert services.first_administrator_path() is None
    with pytest.raises(services.LinkDead):
        services.create_first_administrator(
            token, email="b@example.org", full_name="B", password="correct horse battery"
        )
    assert User.objects.count() == 1


def test_first_token_is_worthless_once_there_is_an_administrator():
    token = token_of(services.first_administrator_path())
    factories.make_user(superuser=True)
    assert not services.first_token_opens(token)
