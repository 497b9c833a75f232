"""From the invitation to the decision in a real browser: form, transfer, preparation, submission, receipt, screening."""

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests import factories
from tests.factories_entries import make_call

from lantoa.base.jobs import worker
from lantoa.contest.entries.models import Entry
from lantoa.pure.media import synth

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.PRIVATE_ROOT = Path(tmp_path) / "private"
    settings.MEDIA_ROOT = Path(tmp_path) / "media"


@pytest.fixture
def clip(tmp_path):
    return synth.make_clip(tmp_path / "Đèn sáng.mp4", seconds=4, title="Đèn sáng", unit="Kim Sơn", seed=1)


def begin(page):
    page.get_by_role("link", name="Bắt đầu bài dự thi").click()
    page.get_by_label("Tên clip").fill("Đèn sáng ngõ xóm")
    page.get_by_label("Họ tên").fill("Nguyễn Văn An")
    page.get_by_role("button", name="Thêm tác giả").click()
    page.get_by_label("Họ tên").last.fill("Trần Thị Bình")
    page.get_by_role("button", name="Giữ bản nháp và làm tiếp").click()
    expect(page.get_by_text("Đã giữ bản nháp.")).to_be_visible()
    page.wait_for_load_state("load")


def test_entry_from_the_invitation_to_the_decision(page, sign_in, live_server, clip):
    contest, _unit, person = make_call(min_seconds=2, max_seconds=60)
    sign_in(page, person)
    page.goto(f"{live_server.url}/desk/entries/")
    begin(page)
    entry = Entry.objects.get()
    assert [credit.name for credit in entry.credits.all()] == ["Nguyễn Văn An", "Trần Thị Bình"]

    page.locator("#uploader-file").set_input_files(clip)
    expect(page.get_by_role("heading", name="Clip dự thi")).to_be_visible(timeout=30_000)
    expect(page.locator("#entry-state [hx-get], #entry-state[hx-get]")).to_have_count(1)
    worker.run_until_idle()
    expect(page.locator("#entry-state lantoa-player")).to_be_visible(timeout=30_000)
    expect(page.locator("#entry-told")).to_have_text("Clip đã sẵn sàng để xem.")

    page.get_by_role("button", name="Nộp bài dự thi").click()
    expect(page.get_by_text("Hãy đọc và đánh dấu đủ bốn mục cam kết.")).to_be_visible()
    consents = page.locator("input[name=consents]")
    expect(consents).to_have_count(4)
    for box in consents.all():
        box.check()
    page.get_by_role("button", name="Nộp bài dự thi").click()
    expect(page.locator(".receipt")).to_contain_text(hashlib.sha256(clip.read_bytes()).hexdigest())
    expect(page.locator(".receipt")).to_contain_text("MS01")
    # The refused submission answered 422, which the browser writes down as a fault.
    assert [fault for fault in page.faults if "422" not in fault] == []

    page.context.clear_cookies()
    sign_in(page, factories.make_screener(contest))
    page.goto(f"{live_server.url}/desk/screening/{contest.slug}/")
    page.get_by_role("button", name="Thẩm định tiếp: MS01").click()
    page.get_by_role("button", name="Không đạt").click()
    expect(page.get_by_text("Hãy ghi lý do: người dự thi sẽ đọc lý do này.")).to_be_visible()
    page.get_by_role("group", name="Clip đúng chủ đề cuộc thi.").get_by_label("có").check()
    page.get_by_role("button", name="Đạt", exact=True).click()
    expect(page.get_by_text("MS01: đã ghi quyết định.")).to_be_visible()
    entry.refresh_from_db()
    assert (entry.state, entry.screening_checks.get().passed) == ("accepted", True)
