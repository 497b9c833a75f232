"""The judge's desk in a real browser: scores save themselves, nothing is lost, two windows never overwrite."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect
from tests.factories_judging import make_stage

from lantoa.contest.judging import queries, services
from lantoa.contest.judging.models import Ballot
from lantoa.contest.results import services as results

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture
def page(page):
    # These clips have no picture files; nothing here is about them.
    page.route(re.compile(r"poster"), lambda route: route.fulfill(status=200, content_type="image/png", body=b""))
    return page


@pytest.fixture
def stage():
    return make_stage()


@pytest.fixture
def sheet(page, stage, live_server, sign_in):
    """The first judge has opened the sheet of the first clip."""
    sign_in(page, stage.judges[0])
    address = reverse("judging:sheet", args=[stage.round.pk, stage.entries[0].code])
    page.goto(live_server.url + address)
    return page


def field(page, criterion):
    return page.get_by_role("textbox", name=criterion)


def state(page):
    return page.locator("[data-save-state]")


def kept():
    return {score.criterion.name: str(score.value) for score in Ballot.objects.get().scores.select_related("criterion")}


def test_scores_save_themselves_and_survive_a_reload(sheet):
    field(sheet, "Nội dung").fill("8,5")
    expect(state(sheet)).to_contain_text("Đã lưu lúc")
    field(sheet, "Hình thức").fill("16")
    expect(sheet.locator("[data-total]")).to_have_text("82,00")
    sheet.get_by_label("Nhận xét").fill("Xúc động")
    expect(state(sheet)).to_have_attribute("data-state", "waiting")
    expect(state(sheet)).to_have_attribute("data-state", "saved")
    assert kept() == {"Nội dung": "8.50", "Hình thức": "16.00"}
    sheet.reload()
    expect(field(sheet, "Nội dung")).to_have_value("8,5")
    expect(sheet.get_by_label("Nhận xét")).to_have_value("Xúc động")
    assert sheet.faults == []


def test_keys_and_buttons_go_by_whole_steps(sheet):
    content = field(sheet, "Nội dung")
    content.fill("7")
    content.press("ArrowUp")
    expect(content).to_have_value("7,5")
    sheet.get_by_role("button", name="Nội dung: thêm 0,5").click()
    expect(content).to_have_value("8")
    content.press("ArrowDown")
    expect(content).to_have_value("7,5")
    content.fill("10")
    content.press("ArrowUp")
    expect(content).to_have_value("10")


def test_wrong_score_is_said_at_its_field_and_stops_no_other(sheet):
    field(sheet, "Nội dung").fill("11")
    expect(sheet.get_by_text("nằm ngoài thang điểm")).to_be_visible()
    field(sheet, "Hình thức").fill("15")
    expect(state(sheet)).to_have_attribute("data-state", "refused")
    sheet.wait_for_function("document.querySelector('[name=version]').value === '1'")
    assert kept() == {"Hình thức": "15.00"}
    field(sheet, "Nội dung").fill("9")
    expect(state(sheet)).to_have_attribute("data-state", "saved")
    expect(sheet.get_by_text("nằm ngoài thang điểm")).to_be_hidden()
    assert kept() == {"Nội dung": "9.00", "Hình thức": "15.00"}


def test_lost_line_loses_nothing(sheet):
    sheet.route("**/save/", lambda route: route.abort())
    field(sheet, "Nội dung").fill("8")
    expect(state(sheet)).to_have_attribute("data-state", "offline")
    sheet.unroute("**/save/")
    sheet.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state(sheet)).to_have_attribute("data-state", "saved")
    assert kept() == {"Nội dung": "8.00"}


@pytest.mark.parametrize(("button", "score"), [("Giữ bản tôi nhập ở đây", "9.00"), ("Lấy bản đã lưu", "6.00")])
def test_two_windows_never_overwrite_each_other(sheet, stage, button, score):
    first = stage.criteria[0]
    services.save_sheet(stage.assignment(), by=stage.judges[0], version=0, scores={first.pk: first.maximum * 6 / 10})
    field(sheet, "Nội dung").fill("9")
    expect(state(sheet)).to_have_attribute("data-state", "stale")
    expect(sheet.locator(f"[data-stored='{first.pk}']")).to_have_text("6")
    assert kept() == {"Nội dung": "6.00"}
    sheet.get_by_role("button", name=button).or_(sheet.get_by_role("link", name=button)).click()
    expect(state(sheet)).to_have_attribute("data-state", "saved")
    expect(field(sheet, "Nội dung")).to_have_value(score[0])
    assert kept() == {"Nội dung": score}


def test_sheet_is_scored_read_once_more_and_submitted_by_keyboard(sheet, stage):
    field(sheet, "Nội dung").focus()
    sheet.keyboard.type("8")
    field(sheet, "Hình thức").focus()
    sheet.keyboard.type("15")
    sheet.get_by_role("button", name="Xem lại và nộp phiếu").press("Enter")
    expect(sheet.get_by_role("heading", name="Nộp phiếu chấm điểm")).to_be_visible()
    expect(sheet.get_by_text("77,00")).to_be_visible()
    sheet.get_by_role("button", name="Nộp phiếu, không sửa nữa").press("Enter")
    expect(sheet.get_by_text(f"Đã nộp phiếu chấm {stage.entries[0].code}.")).to_be_visible()
    assert queries.missing_sheets(stage.round).count() == 5


def test_sheet_works_without_javascript(browser, stage, live_server, sign_in):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    sign_in(page, stage.judges[0])
    page.goto(live_server.url + reverse("judging:sheet", args=[stage.round.pk, stage.entries[0].code]))
    field(page, "Nội dung").fill("8,5")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(field(page, "Nội dung")).to_have_value("8,5")
    assert kept() == {"Nội dung": "8.50"}
    context.close()


def _addresses(stage):
    slug, pk, code = stage.contest.slug, stage.round.pk, stage.entries[1].code
    mine = [reverse("judging:desk")] + [
        reverse(f"judging:{name}", args=[pk, code]) for name in ("sheet", "submit", "recuse")
    ]
    judging = [reverse("judging:rounds", args=[slug]), reverse("judging:round", args=[slug, pk])]
    judging += [
        reverse("judging:rubric", args=[slug, stage.rubric.pk]),
        reverse("judging:panel", args=[slug, stage.panel.pk]),
    ]
    judging += [reverse("judging:new_rubric", args=[slug]) + "?preset=theme", reverse("judging:new_round", args=[slug])]
    result = [reverse("results:desk", args=[slug]), reverse("results:awards", args=[slug]) + "?preset=1"]
    return mine, judging + result


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_of_judging_and_results_are_accessible_and_never_scroll_sideways(page, stage, live_server, sign_in, size):
    page.set_viewport_size(size)
    stage.score(0, 1, 8, 15, submit=False)
    mine, staff = _addresses(stage)
    sign_in(page, stage.judges[0])
    for address in mine:
        _look(page, live_server.url + address)
    page.context.clear_cookies()
    sign_in(page, stage.organiser)
    for address in staff:
        _look(page, live_server.url + address)
    stage.score(0, 0, 8, 16)
    stage.close("Quá hạn")
    results.create_awards(stage.contest, [{"title": "Giải Nhất", "quantity": 1}], by=stage.organiser)
    results.publish_sheet(results.tally_round(stage.round, by=stage.organiser), by=stage.organiser)
    _look(page, live_server.url + reverse("results:desk", args=[stage.contest.slug]))
    _look(page, live_server.url + reverse("results_public:sheet", args=[stage.contest.slug]))


def _look(page, address):
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, address
    found = Axe().run(page)
    assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
