"""What the menus offer. Rooms register their items from `AppConfig.ready`; nobody above is imported here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse


def always(request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a menu: `label` is lazy text, `url` a URL name (or a path that begins with "/")."""

    label: Any
    url: str
    icon: str = ""
    order: int = 100
    visible: Callable[[HttpRequest], bool] = always
    #: This is the menu's way to the contests: it is marked on every page of one contest.
    contests: bool = False

    def address(self) -> str:
        return self.url if self.url.startswith("/") else reverse(self.url)


class Link(NamedTuple):
    """An item as a template shows it."""

    label: Any
    url: str
    icon: str
    active: bool


class FootLine(NamedTuple):
    """A line at the foot of every page, with its address if it is a link."""

    text: Any
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One page about one contest: `url_name` is reversed with the contest's slug."""

    label: Any
    url_name: str
    order: int
    visible: Callable[[HttpRequest, Any], bool]


_primary: dict[str, Item] = {}
_desk: dict[str, Item] = {}
_tabs: dict[str, Tab] = {}
_foot: list[Callable[[HttpRequest], list[FootLine]]] = []


def register_primary(*items: Item) -> None:
    """Add items to the menu at the top of every public page."""
    _primary.update({item.url: item for item in items})


def register_desk(*items: Item) -> None:
    """Add items to the menu of the desk."""
    _desk.update({item.url: item for item in items})


def register_contest_tab(
    label: Any, url_name: str, *, order: int = 100, visible: Callable[[HttpRequest, Any], bool] | None = None
) -> None:
    """Add a page to the tabs that desk pages of one contest show (templates pass `contest`)."""
    _tabs[url_name] = Tab(
        label=label, url_name=url_name, order=order, visible=visible or (lambda request, contest: True)
    )


def register_foot(source: Callable[[HttpRequest], list[FootLine]]) -> None:
    """Add `source(request) -> lines` to the foot of every page; keep it to one query."""
    if source not in _foot:
        _foot.append(source)


def foot(request: HttpRequest) -> list[FootLine]:
    return [line for source in _foot for line in source(request)]


def primary(request: HttpRequest) -> list[Link]:
    return _links(_primary, request)


def desk(request: HttpRequest) -> list[Link]:
    return _links(_desk, request, contests=_is_about_contest(request))


def _is_about_contest(request: HttpRequest) -> bool:
    """Does this page lie behind one of a contest's tabs?"""
    match = getattr(request, "resolver_match", None)
    slug = match.kwargs.get("slug") if match else None
    return bool(slug) and any(request.path.startswith(reverse(tab.url_name, args=[slug])) for tab in _tabs.values())


def contest_tabs(request: HttpRequest, contest: Any) -> list[Link]:
    """The tabs of `contest` that this reader may open."""
    shown = [tab for tab in sorted(_tabs.values(), key=lambda tab: tab.order) if tab.visible(request, contest)]
    addresses = [reverse(tab.url_name, args=[contest.slug]) for tab in shown]
    here = _longest_match(addresses, request.path)
    return [Link(tab.label, address, "", address == here) for tab, address in zip(shown, addresses, strict=True)]


def _links(items: dict[str, Item], request: HttpRequest, *, contests: bool = False) -> list[Link]:
    shown = [item for item in sorted(items.values(), key=lambda item: item.order) if item.visible(request)]
    addresses = [item.address() for item in shown]
    here = _longest_match(addresses, request.path)
    if contests:
        here = next((item.address() for item in shown if item.contests), here)
    return [
        Link(item.label, address, item.icon, address == here) for item, address in zip(shown, addresses, strict=True)
    ]


def _longest_match(addresses: list[str], path: str) -> str | None:
    """The address of which `path` is a part; "/" only matches itself."""
    matches = [a for a in addresses if path == a or (a != "/" and path.startswith(a))]
    return max(matches, key=len, default=None)
