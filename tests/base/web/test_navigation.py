import pytest
from django.test import RequestFactory

from lantoa.base.web.navigation import Item, desk, primary, register_desk, register_primary


def labels(links):
    return [(link.label, link.active) for link in links]


def test_items_stand_in_order_and_the_present_one_is_marked():
    register_primary(Item(label="News", url="/news/", order=20), Item(label="Home", url="/", order=1))
    assert labels(primary(RequestFactory().get("/news/2026/a/"))) == [("Home", False), ("News", True)]
    assert labels(primary(RequestFactory().get("/"))) == [("Home", True), ("News", False)]
    assert labels(primary(RequestFactory().get("/elsewhere/"))) == [("Home", False), ("News", False)]


def test_the_longest_address_wins():
    register_desk(Item(label="Desk", url="/desk/"), Item(label="Entries", url="/desk/entries/"))
    assert labels(desk(RequestFactory().get("/desk/entries/3/"))) == [("Desk", False), ("Entries", True)]


def test_an_item_that_the_reader_may_not_see_is_left_out():
    register_desk(Item(label="Entries", url="/desk/entries/", visible=lambda request: False))
    assert desk(RequestFactory().get("/desk/")) == []


@pytest.mark.urls("tests.base.web.urls")
def test_an_address_may_be_a_name():
    register_primary(Item(label="Health", url="web:healthz"))
    assert primary(RequestFactory().get("/"))[0].url == "/healthz"
