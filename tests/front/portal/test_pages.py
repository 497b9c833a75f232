"""What the public sees."""

import gc
import io
from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.conf import settings
from PIL import Image
from tests.factories import make_contest, make_user
from tests.front.portal.conftest import SECTION, TITLE, reader
from wagtail.models import PageViewRestriction, Site

from lantoa.base.weather import services as weather
from lantoa.base.weather.models import Observation
from lantoa.contest.contests import services as contests
from lantoa.front.portal import services
from lantoa.front.portal.models import ArticlePage, ArticleView, HomePage, NewsIndexPage, OfficeSettings, StandardPage
from lantoa.pure.kernel import clock


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_ensure_site_makes_a_vietnamese_home_and_is_quiet_the_second_time(home):
    assert services.ensure_site() == home
    assert (HomePage.objects.get().title, NewsIndexPage.objects.get().slug) == ("Trang chủ", "tin-tuc")
    assert Site.objects.get().root_page_id == home.pk
    assert Site.objects.get().root_url == settings.BASE_URL.removesuffix(":80")


def test_date_line_in_vietnamese(article):
    assert "Ngày đăng 12/05/2023 | 09:01 | Lượt xem: 239</p>" in text(reader().get(article.url))


def test_date_line_in_english(article):
    client = reader()
    client.cookies["lantoa_language"] = "en"
    assert "Published 12/05/2023 | 09:01 | Views: 239</p>" in text(client.get(article.url))


def test_article_has_section_title_text_byline(article):
    page = text(reader().get(article.url))
    assert f'<a href="{article.get_parent().url}">{SECTION}</a>' in page
    assert f"<h1>{TITLE}</h1>" in page
    assert "<p>Đoạn &lt;một&gt; &amp; hai.</p><p>Đoạn cuối.</p>" in page
    assert '<p class="article-byline">Phan Thanh</p>' in page
    assert article.url.startswith("/tin-tuc/hoc-tap-va-lam-theo-tam-guong-dao-duc-ho-chi-minh/")


# Wagtail leaves the temporary files of a new rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_article_with_picture_has_a_caption_and_serves_the_picture(editor):
    file = io.BytesIO()
    Image.new("RGB", (1200, 800), "#0B5563").save(file, "JPEG")
    file.seek(0)
    made = services.import_article(
        section=SECTION, title="Có ảnh", published_at=clock.now(), paragraphs=["Đoạn."], caption="Chú thích",
        image=file, by=editor,
    )  # fmt: skip
    page = text(reader().get(made.url))
    assert "<figcaption>Chú thích</figcaption>" in page
    source = page.split('<figure class="article-figure">')[1].split('src="')[1].split('"')[0]
    served = reader().get(source)
    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(served.streaming_content)[:2] == b"\xff\xd8"
    gc.collect()


@pytest.mark.parametrize(
    "path",
    [
        "/files/images/none.jpg",
        "/files/images/../secret-key",
        "/files/images/..%2fsecret-key",
        "/files/secret-key/",
        "/files/videos/x/master.m3u8",
        "/files/documents/a.pdf",
        "/files/images/.hidden.jpg",
        "/files/images/a.svg",
        "/files/images/",
        "/files/",
    ],
)
def test_files_are_pictures_and_nothing_else(path):
    assert reader().get(path).status_code == 404


def test_editor_opens_and_offers_no_documents(article, at_cms):
    assert at_cms.get(f"/cms/pages/{article.pk}/edit/").status_code == 200
    assert [at_cms.get(f"/cms/documents/{path}").status_code for path in ("", "multiple/add/", "chooser/")] == [404] * 3


def test_reading_counts_once_per_reader_and_half_hour(article):
    client = reader()
    for _ in range(3):
        client.get(article.url)
    assert ArticleView.objects.count() == 1
    reader().get(article.url)
    assert ArticleView.objects.count() == 2


def test_reading_counts_again_after_half_an_hour(article):
    now = clock.now()
    assert services.count_reading(article, reader="a", now=now)
    assert not services.count_reading(article, reader="a", now=now)
    assert services.count_reading(article, reader="a", now=now + timedelta(minutes=30))


@pytest.mark.parametrize("agent", ["", "Googlebot/2.1", "facebookexternalhit/1.1", "curl-spider", "AhrefsBot/7.0"])
def test_robots_are_not_counted(article, agent):
    assert "Lượt xem: 238" in text(reader(**{"User-Agent": agent}).get(article.url))
    assert not ArticleView.objects.exists()


def test_editors_are_not_counted(article, at_cms):
    at_cms.get(article.url, headers={"User-Agent": "Mozilla/5.0"})
    assert not ArticleView.objects.exists()


def test_head_request_is_not_counted(article):
    reader().head(article.url)
    assert not ArticleView.objects.exists()


def test_what_is_kept_of_a_reader_is_a_hash(article):
    client = reader()
    client.get(article.url)
    kept = ArticleView.objects.get().reader
    assert len(kept) == 32
    assert kept not in client.cookies["lantoa_viewer"].value


def test_unpublished_article_is_hidden_everywhere(article):
    article.unpublish()
    assert reader().get(article.url).status_code == 404
    for address in ("/", "/tin-tuc/", "/feed.xml", "/sitemap.xml"):
        assert TITLE not in text(reader().get(address))


def test_private_article_asks_for_its_password(article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="mat-khau")
    page = reader().get(article.url)
    assert "Đoạn cuối." not in page.content.decode()
    assert TITLE not in text(reader().get("/tin-tuc/"))
    assert not ArticleView.objects.exists()
    assert "Trang này có mật khẩu" in text(page)


def test_article_for_those_signed_in_sends_others_to_the_sign_in(article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    page = reader().get(article.url)
    assert (page.status_code, page.url.split("?")[0]) == (302, "/accounts/login/")


def test_news_lists_articles_of_all_sections_in_pages(editor):
    for number in range(13):
        services.import_article(
            section=SECTION if number % 2 else "Tin tức",
            title=f"Bài số {number:02}",
            published_at=clock.now() - timedelta(days=number),
            paragraphs=["Đoạn."],
            by=editor,
        )
    first, second = text(reader().get("/tin-tuc/")), text(reader().get("/tin-tuc/?page=2"))
    assert "Bài số 00" in first and "Bài số 11" in first and "Bài số 12" not in first
    assert "Bài số 12" in second
    assert NewsIndexPage.objects.count() == 2
    for odd in ("0", "99", "x", "-1"):
        assert reader().get(f"/tin-tuc/?page={odd}").status_code == 200


def test_list_of_news_needs_the_same_queries_for_one_and_three(editor, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as seen:
            reader().get("/tin-tuc/")
        return len(seen)

    def add(number):
        services.import_article(
            section="Tin tức", title=f"Bài {number}", published_at=clock.now(), paragraphs=["Đoạn."], by=editor
        )

    add(1)
    queries()
    one = queries()
    add(2)
    add(3)
    assert queries() == one


def test_related_articles_are_of_the_same_section(article, editor):
    for section, title in ((SECTION, "Cùng chuyên mục"), ("Tin tức", "Chuyên mục khác")):
        services.import_article(section=section, title=title, published_at=clock.now(), paragraphs=["Đoạn."], by=editor)
    page = text(reader().get(article.url))
    assert "Cùng chuyên mục" in page
    assert "Chuyên mục khác" not in page


def test_same_title_twice_gets_two_addresses(article, editor):
    again = services.import_article(
        section=SECTION, title=TITLE, published_at=clock.now(), paragraphs=["Đoạn."], by=editor
    )
    assert again.slug == f"{article.slug}-2"


def test_home_shows_contests_news_and_weather(article):
    contest = make_contest("Cuộc thi mùa hè")
    make_contest("Cuộc thi còn nháp", state="draft")
    page = text(reader().get("/"))
    assert f'<a href="/contests/{contest.slug}/">Cuộc thi mùa hè</a>' in page
    assert "Cuộc thi còn nháp" not in page
    assert TITLE in page
    assert "Thời tiết các vùng" in page


def test_home_of_an_empty_site_says_what_will_be_there(places):
    page = text(reader().get("/"))
    assert "Chưa có cuộc thi đang diễn ra" in page
    assert page.count("chưa có số liệu") == 3
    assert "Open-Meteo" not in page


def test_weather_by_hand_is_shown_without_a_credit(places):
    weather.observe_by_hand(places[0], temperature=Decimal("31.4"), code=61, by=make_user())
    page = text(reader().get("/"))
    assert "<strong>31 °C</strong>" in page
    assert "#rain" in page and "Mưa ·" in page and "nhập tay" in page
    assert "Open-Meteo" not in page


def test_fetched_weather_is_credited_and_marked_when_old(places):
    now = clock.now()
    for place, age in zip(places, (0, 5, 48), strict=True):
        seen = now - timedelta(hours=age)
        Observation.objects.create(place=place, observed_at=seen, fetched_at=seen, temperature=25, code=0)
    page = text(reader().get("/"))
    assert page.count("25 °C") == 2
    assert page.count("số liệu cũ") == 1
    assert page.count("chưa có số liệu") == 1
    assert '<a href="https://open-meteo.com/" rel="noopener">Open-Meteo.com (CC BY 4.0)</a>' in page


def test_standard_page(home):
    home.add_child(instance=StandardPage(title="Giới thiệu", slug="gioi-thieu", body=[("text", "<p>Về chúng tôi</p>")]))
    assert "<p>Về chúng tôi</p>" in text(reader().get("/gioi-thieu/"))


def test_article_about_a_contest_links_to_it_unless_it_is_a_draft(article):
    shown, hidden = make_contest("Cuộc thi A"), make_contest("Cuộc thi B", state="draft")
    for contest, linked in ((shown, True), (hidden, False)):
        ArticlePage.objects.update(contest=contest)
        assert (f'"/contests/{contest.slug}/"' in text(reader().get(article.url))) is linked


def test_foot_of_every_page_names_the_office():
    OfficeSettings.objects.create(
        site=Site.objects.get(), office="UBND phường <A>", responsible="Bà B", email="vp@example.org"
    )
    for address in ("/", "/contests/"):
        page = text(reader().get(address))
        assert "UBND phường &lt;A&gt;" in page
        assert "Chịu trách nhiệm nội dung: Bà B" in page
        assert '<a href="mailto:vp@example.org">' in page


def test_feed_has_articles_with_whole_addresses(article):
    feed = ElementTree.fromstring(text(reader().get("/feed.xml")))
    (item,) = feed.iter("item")
    assert item.findtext("title") == TITLE
    assert item.findtext("link") == f"{article.full_url}"
    assert item.findtext("pubDate") == "Fri, 12 May 2023 02:01:00 +0000"


def test_sitemap_names_pages_and_public_contests(article):
    contest, hidden = make_contest(), make_contest(state="draft")
    places = [
        e.text for e in ElementTree.fromstring(text(reader().get("/sitemap.xml"))).iter() if e.tag.endswith("loc")
    ]
    assert article.full_url in places
    assert f"{settings.BASE_URL}/contests/{contest.slug}/" in places
    assert not [place for place in places if hidden.slug in place]


def test_robots_keep_out_of_the_desk():
    lines = text(reader().get("/robots.txt")).splitlines()
    assert "Disallow: /desk/" in lines and "Disallow: /cms/" in lines
    assert lines[-1] == f"Sitemap: {settings.BASE_URL}/sitemap.xml"


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml"])
def test_read_only_addresses_refuse_post(path):
    assert reader().post(path).status_code == 405


def test_unknown_page_is_not_found():
    assert reader().get("/khong-co/").status_code == 404


def test_public_pages_keep_the_strict_policy(article):
    for address in ("/", "/tin-tuc/", article.url):
        assert "unsafe-inline" not in reader().get(address)["Content-Security-Policy"]


def test_contest_tables_are_not_in_wagtails_reference_index():
    from wagtail.models import ReferenceIndex

    followed = {m._meta.label for m in ReferenceIndex.tracked_models if m.__module__.startswith("lantoa.")}
    assert {label for label in followed if not label.startswith("portal.")} <= {"weather.Observation"}


def test_clips_on_show_are_in_the_sitemap_only_when_public():
    contest = make_contest()
    contests.open_showcase(contest, by=make_user())
    assert f"/contests/{contest.slug}/clips/" not in text(reader().get("/sitemap.xml"))
