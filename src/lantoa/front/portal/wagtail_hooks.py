"""How Wagtail's editor and its pages fit into the house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from lantoa.base.weather.models import Observation, Place
from lantoa.base.weather.services import mark_by_hand
from lantoa.base.weather.words import choices
from lantoa.contest.audience.viewers import new_viewer, remember_viewer, viewer_of
from lantoa.front.portal import services
from lantoa.front.portal.context import may_count
from lantoa.front.portal.models import ArticlePage, BasePage

#: Behind every other hook, above all behind the one that keeps private pages private.
LAST = 1000
#: Entries of the main menu that this house does not use: no files to download, no reports on Wagtail itself.
UNUSED = {"help", "documents", "reports"}


@hooks.register("on_serve_page", order=LAST)
def count_reading(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An article counts the reading before it prints the number, so that a reader sees their own."""

    def counted(page: BasePage, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if not isinstance(page, ArticlePage) or not may_count(request):
            return serve(page, request, args, kwargs)
        reader = viewer_of(request) or new_viewer()
        services.count_reading(page, reader=reader)
        response = serve(page, request, args, kwargs)
        remember_viewer(response, reader, secure=settings.SESSION_COOKIE_SECURE)
        return response

    return counted


@hooks.register("insert_global_admin_css")
def our_colours() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/editor.css"))


@hooks.register("register_admin_menu_item")
def back_to_the_desk() -> MenuItem:
    """The visible way from the editor to the desk."""
    return MenuItem(_("To the desk"), reverse("desk:home"), name="desk", icon_name="arrow-left", order=1)


@hooks.register("construct_main_menu")
def hide_what_nobody_needs(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED]


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def weather_by_hand(request: HttpRequest, instance: Any) -> None:
    """What an editor wrote is credited to nobody else, and the record says who did it."""
    if isinstance(instance, Observation):
        mark_by_hand(instance, by=request.user)


class PlaceViewSet(SnippetViewSet):
    """Places of the weather box."""

    model = Place
    icon = "site"
    menu_label = _("Weather places")
    list_display = ("name", "latitude", "longitude", "order")
    panels = (FieldPanel("name"), FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("order"))


class ObservationViewSet(SnippetViewSet):
    """Observations by hand, for networks without a way out."""

    model = Observation
    icon = "view"
    menu_label = _("Weather by hand")
    list_display = ("place", "temperature", "observed_at")
    panels = (
        FieldPanel("place"),
        FieldPanel("temperature"),
        FieldPanel("code", widget=Select(choices=choices)),
        FieldPanel("observed_at"),
    )


class WeatherGroup(SnippetViewSetGroup):
    """One entry of the menu for both."""

    items = (PlaceViewSet, ObservationViewSet)
    menu_label = _("Weather")
    menu_icon = "site"
    menu_order = 300
    add_to_admin_menu = True


register_snippet(WeatherGroup)
