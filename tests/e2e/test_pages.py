"""Every public and desk page: no accessibility fault, nothing that scrolls sideways, no word of the other language."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation
from tests import factories
from tests.factories_entries import make_accepted, make_call, make_draft, make_submitted

from lantoa.contest.contests import services as contests
from lantoa.contest.judging import presets, sheets
from lantoa.contest.judging import services as judging
from lantoa.contest.judging.models import Assignment
from lantoa.contest.results import services as results
from lantoa.front.portal import services as portal
from lantoa.pure.kernel import clock

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


PEOPLE = re.compile(r"Người Thử \d+")
#: Titles and names that are content, in whatever language the page is.
CONTENT = (
    "Trang chủ",
    "Tin tức",
    "Thể lệ",
    "Văn bản thử",
    "Hà Nội",
    "Đà Nẵng",
    "TP Hồ Chí Minh",
    "Đèn",
    "Clip dự thi.mp4",
)


@pytest.fixture
def house(live_server):
    """One contest that has been through everything, and the people of each role."""
    portal.ensure_site()
    contest, unit, representative = make_call(title="Contest of clips")
    unit.name = "Unit one"
    unit.save()
    contest.invited.update(name="Unit one")
    organiser = factories.make_organiser(contest)
    judge = factories.make_judge(contest)
    for number in range(3):
        make_accepted(contest, unit, representative, title=f"Clip {number}")
    waiting = make_submitted(contest, unit, representative, title="Clip that waits")
    draft = make_draft(contest, unit, representative, title="Draft")
    contests.close_contest(contest, by=organiser, reason="enough")
    contests.open_showcase(contest, by=organiser)
    with translation.override("en"):
        criteria = presets.PRESETS["theme"].criteria()
    rubric = judging.create_rubric(contest, "Rubric", criteria, by=organiser)
    panel = judging.create_panel(contest, "Panel", [judge], by=organiser)
    round_ = judging.create_round(
        contest, name="Round", panel=panel, rubric=rubric, due_at=clock.now() + timedelta(days=2), by=organiser
    )
    judging.open_round(round_, by=organiser)
    return {
        "contest": contest,
        "organiser": organiser,
        "judge": judge,
        "representative": representative,
        "screener": factories.make_screener(contest),
        "waiting": waiting,
        "draft": draft,
        "round": round_,
    }


def publish_results(house):
    for assignment in Assignment.objects.filter(round=house["round"]):
        scores = {c.pk: c.maximum for c in house["round"].rubric.criteria.all()}
        ballot = sheets.save_sheet(assignment, by=house["judge"], version=0, scores=scores)
        sheets.submit_sheet(assignment, by=house["judge"], version=ballot.version)
    judging.close_round(house["round"], by=house["organiser"])
    results.publish_sheet(results.tally_round(house["round"], by=house["organiser"]), by=house["organiser"])


def addresses(house):
    slug, number = house["contest"].slug, house["round"].pk
    article = portal.import_article(
        section="News",
        title="Article",
        published_at=clock.now(),
        paragraphs=["Text."],
        by=house["organiser"],
        byline="By",
    )
    public = [
        "/",
        "/contests/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/link/",
        "/no-such-page/",
        article.url,
    ]
    public += [f"/contests/{slug}/{rest}" for rest in ("", "rules/", "clips/", "clips/MS01/")]
    staff = ["/desk/", "/desk/contests/", f"/desk/contests/{slug}/", f"/desk/contests/{slug}/rules/"]
    staff += [f"/desk/contests/{slug}/{rest}/" for rest in ("units", "roles", "edit")]
    staff += [f"/desk/entries/of/{slug}/", f"/desk/entries/of/{slug}/MS01/", f"/desk/judging/in/{slug}/"]
    staff += [f"/desk/judging/in/{slug}/rounds/{number}/", f"/desk/results/{slug}/", "/desk/units/"]
    return {
        None: public,
        "organiser": staff,
        "screener": [f"/desk/screening/{slug}/", f"/desk/screening/{slug}/{house['waiting'].code}/"],
        "representative": ["/desk/entries/", f"/desk/entries/{house['draft'].pk}/", "/accounts/profile/"],
        "judge": ["/desk/judging/", f"/desk/judging/{number}/MS01/"],
    }


def faults(page):
    """axe's violations as sentences, and whether the page is wider than the window."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    told = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return told + ([f"scrolls sideways by {wide} px"] if wide > 0 else [])


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(page, house, live_server, sign_in, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    caught = {}
    for who, paths in addresses(house).items():
        page.context.clear_cookies()
        if who:
            sign_in(page, house[who])
        for path in paths:
            page.goto(live_server.url + path)
            if told := faults(page):
                caught[path] = told
    assert caught == {}


def test_english_pages_hold_no_vietnamese(page, house, live_server, sign_in):
    """All content in this house is English, so every Vietnamese letter on an English page is a word left behind."""
    publish_results(house)
    caught = {}
    pages = addresses(house)
    pages[None].append(f"/contests/{house['contest'].slug}/results/")
    for who, paths in pages.items():
        page.context.clear_cookies()
        page.context.add_cookies([{"name": "lantoa_language", "value": "en", "url": live_server.url}])
        if who:
            sign_in(page, house[who])
        for path in paths:
            page.goto(live_server.url + path)
            text = page.inner_text("body").replace("Tiếng Việt", "")
            text = PEOPLE.sub("", text)
            for name in CONTENT:
                text = text.replace(name, "")
            left = [line for line in text.splitlines() if VIETNAMESE.search(line)]
            if left:
                caught[path] = left[:5]
    assert caught == {}


def test_vietnamese_page_says_its_language(page, house, live_server):
    page.goto(live_server.url + "/contests/")
    assert page.get_attribute("html", "lang") == "vi"
