import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from tests import factories

from lantoa.base.accounts import services
from lantoa.base.accounts.models import SignInLink, User

pytestmark = pytest.mark.django_db
SIGN_UP = {"email": "moi@example.org", "full_name": " Người  Mới ", "password1": "correct horse battery"}
ENGLISH = re.compile(r"\b(?:password|e-mail|email|please|account|sign|link)\b", re.I)


def words_of(page):
    """What a reader reads, without markup and addresses."""
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<[^>]+>", " ", body).replace("example.org", "")


def signed_in(client):
    return client.session.get("_auth_user_id")


PUBLIC_PAGES = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-set-password/",
    "/accounts/password/reset/key/done/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/unknown/",
    "/accounts/link/",
    "/accounts/link/sent/",
]
OWN_PAGES = ["/accounts/profile/", "/accounts/email/", "/accounts/password/change/", "/accounts/logout/"]


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_public_page_is_vietnamese(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    assert ENGLISH.findall(words_of(answer.text)) == []


@pytest.mark.parametrize("page", OWN_PAGES)
def test_own_page_is_vietnamese(charlie, page):
    answer = charlie.get(page)
    assert answer.status_code == 200
    assert ENGLISH.findall(words_of(answer.text)) == []


@pytest.mark.parametrize("page", [*PUBLIC_PAGES[:2], "/accounts/link/"])
def test_public_page_is_english_when_asked(client, page):
    client.cookies["lantoa_language"] = "en"
    assert re.search(r"[ạảấầậẩẫắằặẳẵđơưị]", words_of(client.get(page).text)) is None


def test_pages_that_are_not_used_are_not_there(client):
    for page in ("/accounts/reauthenticate/", "/accounts/login/code/confirm/", "/accounts/signup/passkey/"):
        assert client.get(page).status_code == 404


def test_sign_up_makes_a_person(client):
    answer = client.post("/accounts/signup/", SIGN_UP)
    person = User.objects.get()
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert (person.full_name, person.language, signed_in(client)) == ("Người Mới", "vi", str(person.pk))
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "bad"}, ""),
        ({"full_name": ""}, ""),
        ({"password1": "short"}, "ít nhất"),
        ({"password1": "1234567890"}, ""),
        ({"email": "TAKEN@example.org"}, "đã có tài khoản"),
    ],
)
def test_bad_sign_up_is_said_in_vietnamese(client, change, sentence):
    factories.make_user(email="taken@example.org")
    answer = client.post("/accounts/signup/", {**SIGN_UP, **change})
    assert User.objects.count() == 1
    assert sentence in answer.text
    assert ENGLISH.findall(words_of(answer.text)) == []


def test_sign_in_with_password(client):
    person = factories.make_user(language="en")
    answer = client.post("/accounts/login/", {"login": person.email.upper(), "password": factories.PASSWORD})
    assert (answer.status_code, answer.url, signed_in(client)) == (302, "/desk/", str(person.pk))
    assert client.cookies["lantoa_language"].value == "en"


@pytest.mark.parametrize("login", ["person@example.org", "nobody@example.org", "no address"])
def test_wrong_sign_in_does_not_say_which_part_is_wrong(client, login):
    factories.make_user(email="person@example.org")
    answer = client.post("/accounts/login/", {"login": login, "password": "wrong"})
    assert signed_in(client) is None
    assert ENGLISH.findall(words_of(answer.text)) == []
    if "@" in login:
        assert "không khớp nhau" in answer.text


def test_too_many_wrong_passwords_are_stopped(client):
    person = factories.make_user()
    for _ in range(12):
        answer = client.post("/accounts/login/", {"login": person.email, "password": "wrong"})
    assert "quá nhiều lần" in answer.text


def test_closed_account_stays_out(client):
    person = factories.make_user()
    User.objects.filter(pk=person.pk).update(is_active=False)
    client.post("/accounts/login/", {"login": person.email, "password": factories.PASSWORD})
    assert signed_in(client) is None


def test_password_is_reset_by_mail(client, mailoutbox):
    person = factories.make_user()
    client.post("/accounts/password/reset/", {"email": person.email})
    letter = mailoutbox[0]
    assert letter.subject == "Đặt mật khẩu mới"
    assert "Xin chào" in letter.body
    path = re.search(r"http://testserver(/\S+)", letter.body)[1]
    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "một câu rất dài", "password2": "một câu rất dài"})
    person.refresh_from_db()
    assert person.check_password("một câu rất dài")


def test_nobody_is_written_to_who_has_no_account(client, mailoutbox):
    for page in ("/accounts/password/reset/", "/accounts/link/"):
        assert client.post(page, {"email": "nobody@example.org"}).status_code == 302
    assert mailoutbox == []


def test_link_is_mailed_and_signs_in_on_post_only(client, mailoutbox):
    person = factories.make_user(language="en")
    known = client.post("/accounts/link/", {"email": person.email.upper()})
    unknown = client.post("/accounts/link/", {"email": "nobody@example.org"})
    assert known.url == unknown.url == "/accounts/link/sent/"
    letter = mailoutbox[0]
    assert (letter.subject, letter.to) == ("Your sign-in link", [person.email])
    path = re.search(r"(/accounts/link/\S+)", letter.body)[1]
    assert client.get(path).status_code == 200
    assert signed_in(client) is None
    assert client.post(path).url == "/desk/"
    assert signed_in(client) == str(person.pk)
    assert client.post(path).status_code == 410


def test_bad_address_gets_no_link(client):
    assert client.post("/accounts/link/", {"email": "x"}).status_code == 400
    assert SignInLink.objects.count() == 0


def test_links_are_asked_for_with_measure(client):
    person = factories.make_user()
    answers = [client.post("/accounts/link/", {"email": person.email}).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]


@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_link_is_gone(client, method):
    answer = getattr(client, method)("/accounts/link/unknown/")
    assert answer.status_code == 410
    assert "không dùng được nữa" in answer.text


def test_link_changes_who_is_signed_in(charlie):
    other = factories.make_user("Khác")
    path = services.issue_sign_in_link(other)
    assert "Charlie" in words_of(charlie.get(path).text)
    charlie.post(path)
    assert signed_in(charlie) == str(other.pk)


FIRST = {"email": "admin@example.org", "full_name": "Quản Trị", "password": "correct horse battery"}


def test_first_administrator_signs_up_once(client):
    path = services.first_administrator_path()
    assert client.get(path).status_code == 200
    assert client.post(path, FIRST).url == "/desk/"
    assert User.objects.get().is_superuser
    assert signed_in(client)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("change", [{"email": "x"}, {"full_name": ""}, {"password": "short"}, {"password": ""}])
def test_bad_first_administrator_is_refused(client, change):
    path = services.first_administrator_path()
    assert client.post(path, {**FIRST, **change}).status_code == 400
    assert User.objects.count() == 0
    assert client.get(path).status_code == 200


def test_first_address_cannot_be_guessed(charlie):
    services.first_administrator_path()
    for method in (charlie.get, charlie.post):
        assert method("/accounts/first/guess/").status_code == 404


def test_profile_changes_name_and_language(charlie):
    answer = charlie.post("/accounts/profile/", {"full_name": "Tên  Mới", "language": "en"})
    person = User.objects.get()
    assert (person.full_name, person.language) == ("Tên Mới", "en")
    assert answer.cookies["lantoa_language"].value == "en"
    assert "Saved." in charlie.get("/accounts/profile/").text
    assert charlie.post("/accounts/profile/", {"full_name": "", "language": "xx"}).status_code == 400


def test_people_are_not_for_outsiders(charlie, client):
    pk = charlie.user.pk
    pages = [
        reverse("accounts:people"),
        reverse("accounts:new"),
        reverse("accounts:person", args=[pk]),
        reverse("accounts:invite", args=[pk]),
    ]
    for page in pages:
        assert charlie.post(page).status_code in {404, 405}
        assert client.post(page).status_code in {302, 405}
    for page in pages[:3]:
        assert charlie.get(page).status_code == 404
        assert client.get(page).url.startswith("/accounts/login/")
    assert client.get("/accounts/profile/").url.startswith("/accounts/login/")


@pytest.fixture
def boss(client_for):
    return client_for(factories.make_user("Sếp", superuser=True))


def test_people_are_found_without_marks_and_exported(boss):
    factories.make_user("Nguyễn Đức Ánh", email="anh@example.org")
    factories.make_user("Trần Bình")
    page = boss.get(reverse("accounts:people"), {"search": "duc anh"}).text
    assert "Nguyễn Đức Ánh" in page
    assert "Trần Bình" not in page
    lines = (
        boss.get(reverse("accounts:people"), {"came": "no", "_export": "csv"}).content.decode("utf-8-sig").splitlines()
    )
    assert "Nguyễn Đức Ánh,anh@example.org" in "\n".join(lines)


def test_people_list_asks_a_fixed_number_of_questions(boss):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        with CaptureQueriesContext(connection) as asked:
            boss.get(reverse("accounts:people"))
        return len(asked)

    one = count()
    factories.make_user()
    factories.make_user()
    assert count() == one


def test_person_is_added_and_invited(boss, client):
    boss.post(reverse("accounts:new"), {"full_name": "Đại Diện", "email": "dd@example.org", "language": "vi"})
    person = User.objects.get(email="dd@example.org")
    page = boss.post(reverse("accounts:invite", args=[person.pk])).text
    path = re.search(r"http://testserver(/accounts/link/[^\"/]+/)", page)[1]
    client.post(path)
    assert signed_in(client) == str(person.pk)
    assert "/accounts/link/" not in boss.get(reverse("accounts:person", args=[person.pk])).text


def test_bad_person_is_said_at_the_field(boss):
    assert boss.post(reverse("accounts:new"), {"full_name": "", "email": "x", "language": "vi"}).status_code == 400
    again = boss.post(reverse("accounts:new"), {"full_name": "An", "email": User.objects.get().email, "language": "vi"})
    assert again.status_code == 409
    assert User.objects.count() == 1


def test_organiser_cannot_take_over_an_account(client_for):
    organiser = client_for(factories.make_contest(units=[], rules="", state="draft").roles.get().user)
    judge = factories.make_user()
    answer = organiser.post(reverse("accounts:invite", args=[judge.pk]))
    assert answer.status_code == 403
    assert SignInLink.objects.count() == 0
