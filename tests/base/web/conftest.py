import pytest

from lantoa.base.web import navigation


@pytest.fixture(autouse=True)
def _empty_menus(monkeypatch):
    """The addresses of other rooms are not among those of these tests."""
    monkeypatch.setattr(navigation, "_primary", {})
    monkeypatch.setattr(navigation, "_desk", {})
