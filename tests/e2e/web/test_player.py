"""<lantoa-player> and the page around it, in a real browser under the real content security policy."""

import subprocess
import time

import imageio_ffmpeg
import pytest
from axe_playwright_python.sync_playwright import Axe

from lantoa.base.web import navigation

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.urls("tests.e2e.web.urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="session")
def clips(tmp_path_factory):
    """Twenty seconds in two sizes with the sound apart, as the house makes them."""
    folder = tmp_path_factory.mktemp("clips")
    command = (
        "-loglevel error -f lavfi -i testsrc2=s=320x180:r=10:d=20 -f lavfi -i sine=440:d=20"
        " -map 0:v -map 0:v -map 1:a -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 20"
        " -s:v:1 160x90 -c:a aac"
        " -f hls -hls_time 2 -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags single_file"
        " -master_pl_name master.m3u8"
    )
    streams = "a:0,agroup:aud,default:yes v:0,agroup:aud v:1,agroup:aud"
    subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), *command.split(), "-var_stream_map", streams, "stream_%v.m3u8"],
        cwd=folder,
        check=True,
    )
    return folder


@pytest.fixture
def guide(page, live_server, settings, clips, monkeypatch):
    """`guide(src)`: open the style guide with a clip."""
    settings.DEBUG = True
    settings.TEST_CLIPS = clips
    monkeypatch.setattr(navigation, "_primary", {})
    monkeypatch.setattr(navigation, "_desk", {})

    def go(src="/clips/master.m3u8"):
        page.goto(f"{live_server.url}/_style/?src={src}")
        page.evaluate(
            "window.news = []; for (const name of ['lantoa:played', 'lantoa:ended', 'lantoa:error'])"
            " document.addEventListener(name, (event) => news.push([name, event.detail]))"
        )
        return page

    return go


def until(page, expression, seconds=20):
    """Wait without `wait_for_function`, whose eval the page's policy refuses."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(50)


def test_nothing_is_loaded_before_the_first_click(guide):
    page = guide()
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [name for name in loaded if "hls" in name or "plyr" in name or "/clips/" in name] == []


def test_it_plays_by_keyboard_and_counts_what_was_played(guide):
    page = guide()
    page.locator(".player-start").focus()
    page.keyboard.press("Enter")
    until(page, "news.some(([name, detail]) => name === 'lantoa:played' && detail.seconds >= 2)")
    page.keyboard.press("k")
    until(page, "document.querySelector('video').paused")
    first = page.evaluate("news.at(-1)[1].seconds")
    # Leaping about plays nothing.
    for place in (5, 9, 13, 17):
        page.evaluate(f"document.querySelector('video').currentTime = {place}")
    page.evaluate("document.querySelector('video').currentTime = 0")
    page.keyboard.press("k")
    until(page, "document.querySelector('video').currentTime > 1.5")
    page.keyboard.press("k")
    until(page, "document.querySelector('video').paused")
    # The same part seen twice counts once.
    assert page.evaluate("news.at(-1)[1].seconds") == first
    assert page.faults == []


def test_a_missing_clip_says_so_in_words(guide):
    page = guide("/clips/none.m3u8")
    page.locator(".player-start").click()
    until(page, "news.some(([name]) => name === 'lantoa:error')")
    assert "Hiện chưa phát được clip" in page.locator(".player-message").inner_text()


def test_colours_change_at_once_and_stay(guide):
    page = guide()
    page.get_by_role("button", name="Tối").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Theo thiết bị").click()
    assert page.locator("html").get_attribute("data-theme") is None


def test_a_destructive_act_asks_once(guide):
    page = guide()
    page.locator("summary", has_text="Rút bài dự thi").click()
    assert page.get_by_role("dialog", name="Rút tác phẩm MS-001?").is_visible()
    page.get_by_role("button", name="Giữ nguyên").click()
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_scrolls_sideways_or_breaks_an_accessibility_rule(guide, width):
    page = guide()
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert [violation["id"] for violation in found.response["violations"]] == []
