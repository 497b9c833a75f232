"""What every page needs, worked out only when a template asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from lantoa.base.web import navigation

THEME_COOKIE = "lantoa_theme"
THEMES = ("light", "dark")


def theme(request: HttpRequest) -> str:
    """The reader's choice, or "" for what their system prefers."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "language": get_language() or settings.LANGUAGE_CODE,
        "theme": theme(request),
        "desk_url": settings.LOGIN_REDIRECT_URL,
        "primary_nav": SimpleLazyObject(lambda: navigation.primary(request)),
        "foot_lines": SimpleLazyObject(lambda: navigation.foot(request)),
        "desk_nav": SimpleLazyObject(lambda: navigation.desk(request)),
    }
