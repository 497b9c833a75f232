import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import factories_showcase as make

from lantoa.contest.audience import services as audience
from lantoa.contest.audience import tokens, viewers
from lantoa.contest.audience.models import View
from lantoa.contest.contests.models import Category
from lantoa.front.showcase import queries
from lantoa.pure.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return [make.unit("Đảng bộ xã Kim Sơn"), make.unit("Đảng bộ phường Lê Lợi")]


@pytest.fixture
def contest(units):
    return make.contest(units=units, title="Học và làm theo Bác", summary="Kể một việc tốt.")


def gallery(contest, **query):
    return reverse("showcase:gallery", args=[contest.slug], query=query)


def clip_page(entry):
    return reverse("showcase:clip", args=[entry.contest.slug, entry.code])


def text_of(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def codes(text):
    return re.findall(r'class="clip-code">(\w+)<', text)


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


# The list and the page of a contest


def test_list_shows_public_contests_only(client, contest):
    make.contest(title="Bí mật", state="draft")
    text = text_of(client, reverse("showcase:contests"))
    assert "Học và làm theo Bác" in text and "Bí mật" not in text


def test_list_without_contests_says_so(client):
    assert "Chưa có cuộc thi nào được công bố" in text_of(client, reverse("showcase:contests"))


def test_contest_that_receives_entries_calls_to_enter(client, units):
    now = clock.now()
    contest = make.contest(
        units=units,
        state="open",
        showcase=False,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=2, hours=1),
    )
    text = text_of(client, reverse("showcase:contest", args=[contest.slug]))
    assert reverse("entries:begin", args=[contest.slug]) in text
    assert "còn 2 ngày" in text
    assert "Thời lượng từ 7:00 đến 10:00." in text
    assert "2.048\N{NO-BREAK SPACE}MB" in text
    assert "Clip chưa được đăng công khai" in text


def test_contest_that_is_over_does_not_call(client, contest):
    text = text_of(client, reverse("showcase:contest", args=[contest.slug]))
    assert reverse("entries:begin", args=[contest.slug]) not in text
    assert "Cuộc thi đã ngừng nhận bài." in text


def test_contest_shows_its_figures(client, contest, units):
    make.clip(contest, units[0])
    make.clip(contest, units[0], state="rejected")
    text = text_of(client, reverse("showcase:contest", args=[contest.slug]))
    values = re.findall(r'class="stat-value">([^<]+)<', text)
    assert values == ["1/2", "2", "1"]


@pytest.mark.parametrize("name", ["contest", "rules", "gallery"])
def test_draft_contest_does_not_exist(client, name):
    contest = make.contest(state="draft")
    text_of(client, reverse(f"showcase:{name}", args=[contest.slug]), 404)


@pytest.mark.parametrize("name", ["contest", "rules", "gallery"])
def test_unknown_contest_does_not_exist(client, name):
    text_of(client, reverse(f"showcase:{name}", args=["khong-co"]), 404)


def test_rules_show_every_published_version_newest_first(client, contest):
    make.rules(contest, version=1, body="Điều cũ")
    make.rules(contest, version=2, body="Điều mới <script>")
    make.rules(contest, version=3, body="Bản nháp", published=False)
    text = text_of(client, reverse("showcase:rules", args=[contest.slug]))
    assert text.index("Điều mới &lt;script&gt;") < text.index("Điều cũ")
    assert "Bản nháp" not in text
    assert "01/03/2023 | 08:00" in text


def test_rules_that_are_not_published_are_an_empty_state(client, contest):
    assert "Thể lệ chưa được công bố" in text_of(client, reverse("showcase:rules", args=[contest.slug]))


# The gallery


def test_gallery_shows_published_clips_only(client, contest, units):
    shown = make.clip(contest, units[0])
    for state in ("submitted", "screening", "returned", "rejected", "withdrawn", "disqualified"):
        make.clip(contest, units[0], state=state)
    make.clip(contest, units[0], video=make.video(state="failed"))
    assert codes(text_of(client, gallery(contest))) == [shown.code]


def test_gallery_before_the_showcase_says_when(client, units):
    contest = make.contest(units=units, showcase=False)
    entry = make.clip(contest, units[0])
    text = text_of(client, gallery(contest))
    assert "Clip chưa được đăng công khai" in text and codes(text) == []
    text_of(client, clip_page(entry), 404)


def test_gallery_searches_without_marks(client, contest, units):
    found = make.clip(contest, units[0], "Bức thư của mẹ Đặng")
    make.clip(contest, units[1], "Hạt gạo làng ta")
    assert codes(text_of(client, gallery(contest, search="buc thu dang"))) == [found.code]
    assert codes(text_of(client, gallery(contest, search="KIM SON"))) == [found.code]


def test_gallery_filters_by_unit_and_category(client, contest, units):
    category = Category.objects.create(contest=contest, name="Phóng sự")
    first = make.clip(contest, units[0], category=category)
    second = make.clip(contest, units[1])
    assert codes(text_of(client, gallery(contest, unit=units[1].pk))) == [second.code]
    assert codes(text_of(client, gallery(contest, category=category.pk))) == [first.code]
    assert codes(text_of(client, gallery(contest, unit=units[1].pk, category=category.pk))) == []


def test_gallery_sorts(client, contest, units):
    entries = [make.clip(contest, units[0]) for _ in range(3)]
    audience.like(entries[1], by=make.person())
    assert codes(text_of(client, gallery(contest, order="code"))) == ["MS01", "MS02", "MS03"]
    assert codes(text_of(client, gallery(contest, order="newest"))) == ["MS03", "MS02", "MS01"]
    assert codes(text_of(client, gallery(contest, order="likes"))) == ["MS02", "MS01", "MS03"]
    assert sorted(codes(text_of(client, gallery(contest)))) == ["MS01", "MS02", "MS03"]


def test_fair_order_is_alike_all_day_and_other_tomorrow(contest):
    keys = list(range(30))
    today, tomorrow = (queries.fair_order(keys, contest=contest, today=date(2023, 5, day)) for day in (12, 13))
    assert today == queries.fair_order(keys, contest=contest, today=date(2023, 5, 12))
    assert sorted(today) == keys
    assert today != tomorrow


def test_gallery_pages_and_keeps_its_state_in_the_address(client, contest, units):
    for _ in range(26):
        make.clip(contest, units[0])
    first = text_of(client, gallery(contest, order="code"))
    assert len(codes(first)) == 24
    assert "order=code&amp;page=2" in first
    assert codes(text_of(client, gallery(contest, order="code", page=2))) == ["MS25", "MS26"]
    fair = [codes(text_of(client, gallery(contest, page=page))) for page in (1, 2)]
    assert len(set(fair[0]) | set(fair[1])) == 26


@pytest.mark.parametrize(
    "query",
    [
        {"unit": "x"},
        {"unit": "999999"},
        {"category": "x"},
        {"order": "x"},
        {"page": "x"},
        {"page": "-3"},
        {"search": "%_'\"\\"},
        {"search": "x" * 500},
    ],
)
def test_gallery_bears_nonsense(client, contest, units, query):
    make.clip(contest, units[0])
    text_of(client, gallery(contest, **query))


def test_gallery_without_clips_and_without_hits_are_empty_states(client, contest, units):
    assert "Chưa có clip nào được đăng" in text_of(client, gallery(contest))
    make.clip(contest, units[0])
    assert "Không có clip phù hợp" in text_of(client, gallery(contest, search="khong co"))


def test_gallery_takes_as_many_queries_at_one_and_three_rows(client, contest, units):
    taken = set()
    for number in (1, 2, 3):
        make.clip(contest, units[number % 2])
        taken.add(queries_of(client, gallery(contest)))
    assert len(taken) == 1, taken


def test_lists_take_as_many_queries_at_one_and_three_rows(client):
    taken = set()
    for _ in range(3):
        make.contest()
        taken.add(queries_of(client, reverse("showcase:contests")))
    assert len(taken) == 1, taken


# The clip


def test_clip_page_says_what_it_is(client, contest, units):
    entry = make.clip(contest, units[0], "Bức thư </script><b>", description="Chuyện kể ở Kim Sơn.")
    text = text_of(client, clip_page(entry))
    assert "Bức thư &lt;/script&gt;&lt;b&gt;" in text
    assert "Đảng bộ xã Kim Sơn" in text and "Nguyễn Thị Minh" in text and "Chuyện kể ở Kim Sơn." in text
    assert "<lantoa-player" in text
    assert "<script>" not in text


def test_clip_page_describes_itself_to_machines(client, contest, units, settings):
    entry = make.clip(contest, units[0], "Bức thư </script><b>")
    text = text_of(client, clip_page(entry))
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S).group(1)
    document = json.loads(block)
    assert (document["@type"], document["name"], document["duration"]) == (
        "VideoObject",
        "Bức thư </script><b>",
        "PT8M12S",
    )
    assert document["url"] == f"{settings.BASE_URL}{clip_page(entry)}"
    assert f'<link rel="canonical" href="{settings.BASE_URL}{clip_page(entry)}">' in text
    assert 'property="og:image"' in text


@pytest.mark.parametrize("state", ["submitted", "screening", "returned", "rejected", "withdrawn", "disqualified"])
@pytest.mark.parametrize("role", ["", "charlie", "organiser"])
def test_unpublished_clip_does_not_exist_here(client, contest, units, state, role):
    entry = make.clip(contest, units[0], state=state)
    if role:
        client.force_login(make.person("Charlie") if role == "charlie" else make.role(contest, role))
    text_of(client, clip_page(entry), 404)


def test_clip_of_another_contest_does_not_exist_here(client, contest, units):
    entry = make.clip(make.contest(units=units), units[0])
    text_of(client, reverse("showcase:clip", args=[contest.slug, entry.code]), 404)


@pytest.mark.parametrize("code", ["MS99", "x", "..", "MS01%00", "ms 01"])
def test_unknown_code_does_not_exist(client, contest, code):
    assert client.get(f"/contests/{contest.slug}/clips/{code}/").status_code in (400, 404)


def test_clip_page_gives_a_token_of_this_viewer(client, contest, units, rf):
    entry = make.clip(contest, units[0])
    text = text_of(client, clip_page(entry))
    cookie = client.cookies[viewers.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    request = rf.get("/")
    request.COOKIES[viewers.COOKIE] = cookie.value
    viewer = viewers.viewer_of(request)
    assert len(viewer) >= 20
    opened = tokens.unseal(re.search(r'data-view-token="([^"]+)"', text).group(1))
    assert (opened.entry_id, opened.viewer) == (entry.pk, viewers.hash_viewer(viewer, contest.pk))
    assert 'data-needed="10.00"' in text


def test_viewer_keeps_their_cookie(client, contest, units):
    entry = make.clip(contest, units[0])
    client.get(clip_page(entry))
    before = client.cookies[viewers.COOKIE].value
    client.get(clip_page(entry))
    assert client.cookies[viewers.COOKIE].value.split(":")[0] == before.split(":")[0]


def test_only_the_clip_page_sets_the_cookie(client, contest, units):
    make.clip(contest, units[0])
    for path in (
        reverse("showcase:contests"),
        reverse("showcase:contest", args=[contest.slug]),
        gallery(contest),
    ):
        client.get(path)
    assert viewers.COOKIE not in client.cookies


def test_short_clip_counts_after_a_quarter(client, contest, units):
    entry = make.clip(contest, units[0], video=make.video(duration=20))
    assert 'data-needed="5.00"' in text_of(client, clip_page(entry))


def test_figures_are_rows_and_not_memory(client, contest, units):
    entry = make.clip(contest, units[0])
    audience.like(entry, by=make.person())
    View.objects.bulk_create(View(entry=entry, viewer=str(n), slot=1, at=clock.now()) for n in range(1234))
    text = text_of(client, clip_page(entry))
    assert "<b>1.234</b> lượt xem" in text and "<b>1</b> lượt thích" in text


def test_like_button_shows_ones_own_state(client, contest, units):
    entry = make.clip(contest, units[0])
    person = make.person()
    assert 'aria-pressed="false"' in text_of(client, clip_page(entry))
    audience.like(entry, by=person)
    client.force_login(person)
    assert 'aria-pressed="true"' in text_of(client, clip_page(entry))


def test_next_clips_begin_again_at_the_first(contest, units):
    entries = [make.clip(contest, units[0]) for _ in range(8)]
    following = queries.next_clips(entries[6])
    assert [entry.code for entry in following] == ["MS08", "MS01", "MS02", "MS03", "MS04", "MS05"]


def test_clip_page_takes_as_many_queries_at_two_and_four_rows(client, contest, units):
    entry = make.clip(contest, units[0])
    make.clip(contest, units[1])
    few = queries_of(client, clip_page(entry))
    for _ in range(2):
        make.clip(contest, units[1])
    assert queries_of(client, clip_page(entry)) == few


def test_english_page_has_no_vietnamese_of_ours(client, contest, units):
    entry = make.clip(contest, units[0])
    client.cookies["lantoa_language"] = "en"
    text = text_of(client, clip_page(entry))
    assert "Next clips" in text and "Clip tiếp theo" not in text
    assert "views" in text and "lượt xem" not in text


@pytest.mark.parametrize("name", ["contest", "rules", "gallery"])
def test_pages_cannot_be_posted_to(client, contest, name):
    assert client.post(reverse(f"showcase:{name}", args=[contest.slug])).status_code == 405


# The result


def test_award_is_shown_once_the_result_is_published(client, contest, units):
    entry = make.clip(contest, units[0])
    sheet = make.result(entry, "Giải Nhất", published=False)
    pages = [clip_page(entry), gallery(contest), reverse("showcase:contest", args=[contest.slug])]
    results = reverse("results_public:sheet", args=[contest.slug])
    for path in pages:
        text = text_of(client, path)
        assert "Giải Nhất" not in text and results not in text
    sheet.published_at = clock.now()
    sheet.save()
    for path in pages:
        assert "Giải Nhất" in text_of(client, path)
    assert results in text_of(client, pages[2])
