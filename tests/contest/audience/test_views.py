import json
import threading
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests import factories_showcase as make

from lantoa.contest.audience import services, viewers
from lantoa.contest.audience.models import View, Vote
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def entry():
    unit = make.unit()
    return make.clip(make.contest(units=[unit]), unit)


@pytest.fixture
def page(entry):
    return reverse("showcase:clip", args=[entry.contest.slug, entry.code])


def like_path(entry, act="like"):
    return reverse(f"audience:{act}", args=[entry.pk])


def watch(client, entry, *, age=15, viewer="viewer-a", agent=BROWSER, token=None, **body):
    """Open the page `age` seconds ago as `viewer`, then report the view."""
    opened = clock.now() - timedelta(seconds=age)
    client.cookies[viewers.COOKIE] = signed(viewer)
    sent = {"entry": entry.pk, "token": token or services.view_token(entry, viewer, opened), **body}
    return client.post(
        reverse("audience:view"),
        json.dumps(sent),
        content_type="application/json",
        headers={"user-agent": agent, "accept": "application/json"},
    )


def signed(viewer):
    response = HttpResponse()
    viewers.remember_viewer(response, viewer, secure=False)
    return response.cookies[viewers.COOKIE].value


def test_like_without_javascript_goes_back_to_the_clip(client, entry, page):
    client.force_login(make.person())
    answer = client.post(like_path(entry), {"next": page})
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert Vote.objects.count() == 1


def test_like_by_htmx_answers_the_button(client, entry, page):
    client.force_login(make.person())
    answer = client.post(like_path(entry), {"next": page}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'aria-pressed="true"' in text and like_path(entry, "unlike") in text and "Đã thích" in text
    answer = client.post(like_path(entry, "unlike"), {"next": page}, headers={"hx-request": "true"})
    assert 'aria-pressed="false"' in answer.content.decode()
    assert not Vote.objects.exists()


def test_like_never_leads_to_another_site(client, entry):
    client.force_login(make.person())
    answer = client.post(like_path(entry), {"next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("act", ["like", "unlike"])
def test_anonymous_is_sent_to_sign_in_and_back(client, entry, page, act):
    answer = client.post(like_path(entry, act), {"next": page})
    target = urlsplit(answer["Location"])
    assert (answer.status_code, target.path, parse_qs(target.query)["next"]) == (
        302,
        reverse("account_login"),
        [page],
    )
    answer = client.post(like_path(entry, act), {"next": page}, headers={"hx-request": "true"})
    assert (answer.status_code, urlsplit(answer["HX-Redirect"]).path) == (204, reverse("account_login"))
    assert not Vote.objects.exists()


@pytest.mark.parametrize("act", ["like", "unlike"])
def test_get_changes_nothing(client, entry, act):
    client.force_login(make.person())
    assert client.get(like_path(entry, act)).status_code == 405


def test_csrf_is_asked_for(entry):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.person())
    assert client.post(like_path(entry)).status_code == 403
    assert watch(client, entry).status_code == 403
    assert not Vote.objects.exists() and not View.objects.exists()


def test_like_of_withdrawn_clip_is_said_in_words(client, entry, page):
    entry.state = "withdrawn"
    entry.save()
    client.force_login(make.person())
    answer = client.post(like_path(entry), {"next": page})
    assert answer.status_code == 409
    assert "hiện không được đăng công khai" in answer.content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected"])
def test_entry_that_never_was_public_does_not_exist_for_outsiders(client, state):
    unit = make.unit()
    entry = make.clip(make.contest(units=[unit]), unit, state=state)
    client.force_login(make.person("Charlie"))
    assert client.post(like_path(entry)).status_code == 404
    assert watch(client, entry).status_code == 404


def test_like_before_showcase_does_not_exist(client):
    unit = make.unit()
    entry = make.clip(make.contest(units=[unit], showcase=False), unit)
    client.force_login(make.person("Charlie"))
    assert client.post(like_path(entry)).status_code == 404


@pytest.mark.parametrize("pk", [999_999, 10**30])
def test_unknown_entry_is_404(client, pk):
    client.force_login(make.person())
    assert client.post(reverse("audience:like", args=[pk])).status_code == 404
    sent = json.dumps({"entry": pk, "token": "x"})
    answer = client.post(reverse("audience:view"), sent, content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_likes_at_once_answer_200_both(entry, page):
    person = make.person()
    clients = [Client(), Client()]
    for each in clients:
        each.force_login(person)
    barrier = threading.Barrier(2)
    statuses = []

    def press(client):
        barrier.wait(timeout=10)
        statuses.append(client.post(like_path(entry), {"next": page}, headers={"hx-request": "true"}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=press, args=[each]) for each in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200, 200]
    assert Vote.objects.count() == 1


def test_view_is_counted_once(client, entry):
    assert watch(client, entry).json() == {"counted": True}
    assert watch(client, entry).json() == {"counted": False}
    assert View.objects.count() == 1


def test_view_token_too_young_is_refused(client, entry):
    answer = watch(client, entry, age=2)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "view_token_too_young")


def test_view_token_too_old_is_refused(client, entry):
    answer = watch(client, entry, age=7 * 3600)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "view_token_too_old")


def test_view_token_of_another_viewer_is_refused(client, entry):
    token = services.view_token(entry, "somebody else", clock.now() - timedelta(seconds=20))
    answer = watch(client, entry, token=token)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "view_token_of_another")


def test_view_with_forged_cookie_is_refused(client, entry):
    token = services.view_token(entry, "viewer-a", clock.now() - timedelta(seconds=20))
    client.cookies[viewers.COOKIE] = "viewer-a"
    sent = json.dumps({"entry": entry.pk, "token": token})
    answer = client.post(
        reverse("audience:view"), sent, content_type="application/json", headers={"user-agent": BROWSER}
    )
    assert answer.status_code == 400
    assert not View.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"entry": "x", "token": "y"}',
        '{"entry": 1}',
        "null",
        "[" * 100_000,
        '{"entry": true, "token": "y"}',
        "\xff",
        '{"entry": 1e400, "token": ""}',
    ],
)
def test_view_of_nonsense_is_a_clear_400(client, body):
    answer = client.post(
        reverse("audience:view"),
        body.encode("latin-1"),
        content_type="application/json",
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "view_token_forged")


@pytest.mark.parametrize(
    "agent", ["Googlebot/2.1", "facebookexternalhit/1.1", "Mozilla/5.0 (compatible; bingbot/2.0)", ""]
)
def test_view_of_a_program_is_not_counted(client, entry, agent):
    assert watch(client, entry, agent=agent).json() == {"counted": False}
    assert not View.objects.exists()


@pytest.mark.parametrize("role", ["organiser", "secretary", "screener", "judge", "auditor"])
def test_view_of_those_who_work_on_the_contest_is_not_counted(client, entry, role):
    client.force_login(make.role(entry.contest, role))
    assert watch(client, entry).json() == {"counted": False}


def test_view_of_administrator_is_not_counted(client, entry):
    client.force_login(make.person(is_superuser=True))
    assert watch(client, entry).json() == {"counted": False}


def test_view_of_a_signed_in_reader_is_counted(client, entry):
    client.force_login(make.person())
    assert watch(client, entry).json() == {"counted": True}


def test_view_of_a_role_in_another_contest_is_counted(client, entry):
    client.force_login(make.role(make.contest(), "organiser"))
    assert watch(client, entry).json() == {"counted": True}
