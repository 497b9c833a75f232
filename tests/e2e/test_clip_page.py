"""The page of a clip in a real browser: like, share, a counted view. Playing itself is tested elsewhere."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests import factories_showcase as make

from lantoa.contest.audience.models import View, Vote

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry():
    unit = make.unit("Đảng bộ xã Kim Sơn")
    contest = make.contest(units=[unit])
    make.clip(contest, unit, "Người giữ lửa làng cổ")
    return make.clip(contest, unit, "Bức thư gửi mẹ")


@pytest.fixture
def address(live_server, entry):
    return live_server.url + reverse("showcase:clip", args=[entry.contest.slug, entry.code])


@pytest.fixture
def page(page):
    # These clips have no picture files; nothing here is about them.
    page.route(re.compile(r"poster"), lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
    return page


def test_like_and_take_it_back_without_leaving_the_page(page, address, entry, sign_in):
    sign_in(page, make.person())
    page.goto(address)
    button = page.get_by_role("button", name="Thích", exact=True)
    button.click()
    liked = page.get_by_role("button", name="Đã thích")
    expect(liked).to_have_attribute("aria-pressed", "true")
    expect(liked).to_be_focused()
    expect(page.locator(".audience .figure-line")).to_contain_text("1 lượt thích")
    assert Vote.objects.filter(entry=entry).count() == 1
    liked.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert not Vote.objects.exists()
    assert page.url == address
    assert page.faults == []


def test_anonymous_like_leads_to_sign_in(page, address):
    page.goto(address)
    page.get_by_role("button", name="Thích", exact=True).click()
    page.wait_for_url(re.compile(r"/accounts/login/\?next="))


def test_link_is_copied(page, address, settings, entry):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("button", name="Sao chép liên kết").click()
    expect(page.get_by_text("Đã sao chép liên kết.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == settings.BASE_URL + reverse("showcase:clip", args=[entry.contest.slug, entry.code])


@pytest.mark.slow
def test_view_is_reported_once_after_ten_seconds(page, address, entry):
    page.goto(address)
    played = """(seconds) => document.querySelector("lantoa-player")
        .dispatchEvent(new CustomEvent("lantoa:played", { bubbles: true, detail: { seconds } }))"""
    page.evaluate(played, 9)
    with page.expect_response(re.compile("/audience/view/")) as answer:
        for seconds in (10, 11, 12):
            page.evaluate(played, seconds)
    assert answer.value.json() == {"counted": True}
    assert View.objects.filter(entry=entry).count() == 1
    assert page.faults == []
