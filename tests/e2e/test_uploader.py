"""The uploader in a real browser: checks before sending, a reload in the middle, a line that breaks."""

import hashlib
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests import factories

from lantoa.base.uploads import services
from lantoa.base.uploads.models import State, Upload
from lantoa.contest.videos.models import Video
from lantoa.pure.media import synth

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.e2e.uploader_urls")]
PADDED_BYTES = 40_000_000


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.PRIVATE_ROOT = Path(tmp_path) / "private"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def clip(folder):
    return synth.make_clip(folder / "Đèn sáng ngõ xóm.mp4", seconds=4, title="Đèn sáng", unit="Kim Sơn", seed=1)


@pytest.fixture(scope="module")
def large_clip(folder, clip):
    """The same clip, with a long box of nothing behind it, so that sending it takes a while."""
    path = folder / "nặng.mp4"
    data = clip.read_bytes()
    size = PADDED_BYTES - len(data)
    path.write_bytes(
        data + size.to_bytes(4) + b"free" + bytes(range(256)) * ((size - 8) // 256) + bytes((size - 8) % 256)
    )
    return path


@pytest.fixture
def person():
    return factories.make_user("Nguyễn Thị Gửi")


@pytest.fixture
def open_page(page, sign_in, person, live_server):
    sign_in(page, person)
    page.goto(f"{live_server.url}/test/uploader/")
    return page


def choose(page, path):
    page.locator("#uploader-file").set_input_files(path)


def slow(page, *, bytes_a_second):
    """A poor line; returns how to cut and mend it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def cut(offline):
        told = {"offline": offline, "latency": 5, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
        session.send("Network.emulateNetworkConditions", told)

    cut(False)
    return cut


def part(page, name):
    return page.locator(f'lantoa-uploader [data-part="{name}"]')


def wait_for_percent(page, least):
    """Asked from here: the page's policy forbids the evaluation that Playwright's own waiting needs."""
    deadline = time.monotonic() + 30
    while part(page, "progress").evaluate("bar => bar.value") < least:
        assert time.monotonic() < deadline, part(page, "status").inner_text()
        page.wait_for_timeout(50)


def same_bytes(upload, path):
    return services.path_of(upload).read_bytes() == path.read_bytes()


def test_clip_is_checked_and_sent(open_page, clip):
    page = open_page
    page.evaluate("window.told = []; document.addEventListener('lantoa:uploaded', (e) => told.push(e.detail.upload))")
    choose(page, clip)
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.")
    upload = Upload.objects.get()
    assert page.evaluate("told") == [str(upload.pk)]
    assert (upload.state, upload.filename, upload.content_type) == (State.COMPLETE, "Đèn sáng ngõ xóm.mp4", "video/mp4")
    assert upload.sha256 == hashlib.sha256(clip.read_bytes()).hexdigest()
    assert Video.objects.get().upload == upload
    lines = part(page, "checks").locator("li")
    assert lines.all_inner_texts() == [
        "Tệp video (MP4)",
        f"Dung lượng: {size_of(clip)}",
        "Thời lượng: 0:04",
        "Khung hình: 426 × 240",
    ]
    assert page.locator(".checklist .is-good").count() == 4
    assert page.faults == []


def size_of(path):
    return f"{round(path.stat().st_size / 1000)}\u00a0kB"


def test_transfer_goes_on_after_a_reload(open_page, large_clip, live_server):
    page = open_page
    slow(page, bytes_a_second=8_000_000)
    choose(page, large_clip)
    wait_for_percent(page, 50)
    page.reload()
    expect(part(page, "memory")).to_contain_text("Lượt gửi “nặng.mp4” đã dừng ở")
    halted = Upload.objects.get()
    assert 0 < halted.offset < PADDED_BYTES
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.headers.get("upload-offset"))))
    choose(page, large_clip)
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.", timeout=60_000)
    upload = Upload.objects.get()
    assert (upload.pk, upload.state) == (halted.pk, State.COMPLETE)
    assert same_bytes(upload, large_clip)
    resumed_at = next(int(offset) for method, offset in sent if method == "PATCH")
    assert resumed_at >= halted.offset
    assert part(page, "memory").is_hidden()


def test_broken_line_is_waited_for(open_page, large_clip):
    page = open_page
    cut = slow(page, bytes_a_second=8_000_000)
    choose(page, large_clip)
    wait_for_percent(page, 20)
    cut(True)
    expect(part(page, "status")).to_contain_text("Khi có lại kết nối")
    cut(False)
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.", timeout=60_000)
    assert same_bytes(Upload.objects.get(), large_clip)


def test_pause_and_go_on_by_keyboard(open_page, large_clip):
    page = open_page
    slow(page, bytes_a_second=8_000_000)
    choose(page, large_clip)
    wait_for_percent(page, 10)
    expect(part(page, "pause")).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(page, "status")).to_have_text("Đã tạm dừng. Phần đã gửi vẫn còn nguyên.")
    expect(part(page, "resume")).to_be_focused()
    page.keyboard.press("Enter")
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.", timeout=60_000)
    assert same_bytes(Upload.objects.get(), large_clip)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda folder: (folder / "trống.mp4", b""), "Tệp này trống. Bạn hãy chọn tệp clip đã xuất xong."),
        (lambda folder: (folder / "ảnh.mp4", b"\x89PNG" + bytes(90)), "Đây không phải là tệp video được nhận."),
    ],
)
def test_what_cannot_be_received_is_said_before_it_travels(open_page, folder, make, told):
    page = open_page
    path, data = make(folder)
    path.write_bytes(data)
    choose(page, path)
    expect(part(page, "checks").locator(".is-bad")).to_contain_text(told)
    expect(part(page, "error")).to_contain_text("Chưa có gì được gửi đi.")
    assert not Upload.objects.exists()


def test_doubtful_clip_is_sent_only_when_the_person_says_so(open_page, folder):
    page = open_page
    choose(page, synth.make_clip(folder / "ngắn.mp4", seconds=2, title="Ngắn", unit="Kim Sơn", seed=3))
    expect(part(page, "checks").locator(".is-wait")).to_have_text("Quá ngắn: 0:02; yêu cầu tối thiểu 0:03")
    assert not Upload.objects.exists()
    page.get_by_role("button", name="Vẫn gửi tệp này").click()
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.")
    assert Upload.objects.get().state == State.COMPLETE


def test_refusal_of_the_server_is_shown(open_page, clip, settings):
    page = open_page
    settings.LANTOA_UPLOAD_RESERVE_BYTES = 1 << 60
    choose(page, clip)
    expect(part(page, "error")).to_contain_text("Máy chủ hiện không đủ chỗ cho tệp này.")
    settings.LANTOA_UPLOAD_RESERVE_BYTES = 0
    page.get_by_role("button", name="Gửi tiếp").click()
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.")


@pytest.mark.parametrize("width", [360, 1440])
def test_page_has_no_axe_violation_and_no_sideways_scroll(open_page, clip, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page
    page.set_viewport_size({"width": width, "height": 800})
    choose(page, clip)
    expect(part(page, "status")).to_have_text("Máy chủ đã nhận đủ tệp.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
