"""A site with its home page, an editor, and a reader."""

from datetime import datetime

import pytest
from django.test import Client
from tests.factories import make_user

from lantoa.base.weather.models import Place
from lantoa.front.portal import services
from lantoa.pure.kernel.clock import VIETNAM

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
SECTION = "học tập và làm theo tấm gương đạo đức hồ chí minh"
PLACES = (
    ("Hà Nội", "21.0285", "105.8542"),
    ("Đà Nẵng", "16.0544", "108.2022"),
    ("TP Hồ Chí Minh", "10.8231", "106.6297"),
)
TITLE = "Sức lan tỏa từ Cuộc thi sáng tác video clip"


def reader(**headers) -> Client:
    """Somebody with an ordinary browser, not signed in."""
    return Client(headers={"User-Agent": BROWSER, **headers})


@pytest.fixture(autouse=True)
def home(db):
    return services.ensure_site()


@pytest.fixture
def places(home):
    """Those that every installation starts with; a test that emptied the tables may have gone before."""
    Place.objects.all().delete()
    return [
        Place.objects.create(name=name, latitude=latitude, longitude=longitude, order=order)
        for order, (name, latitude, longitude) in enumerate(PLACES)
    ]


@pytest.fixture
def editor():
    user = make_user("Biên tập")
    services.make_editor(user)
    return user


@pytest.fixture
def at_cms(editor, client_for):
    """The editor's own browser."""
    return client_for(editor)


@pytest.fixture
def article(editor):
    """The article of the reference case, as its page prints it."""
    return services.import_article(
        section=SECTION,
        title=TITLE,
        published_at=datetime(2023, 5, 12, 9, 1, tzinfo=VIETNAM),
        paragraphs=["Đoạn <một> & hai.", "Đoạn cuối."],
        caption="Ban giám khảo tổ chức chấm điểm các video clip tham gia cuộc thi",
        byline="Phan Thanh",
        views_carried_over=238,
        by=editor,
    )
