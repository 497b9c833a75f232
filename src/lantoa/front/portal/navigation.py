"""What this room adds to menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation


def register() -> None:
    navigation.register_primary(
        navigation.Item(label=_("Home"), url="/", icon="home", order=0),
        navigation.Item(label=_("News"), url="/tin-tuc/", icon="newspaper", order=30),
    )
    navigation.register_desk(
        navigation.Item(label=_("Portal editor"), url="/cms/", icon="newspaper", order=90, visible=may_edit)
    )


def may_edit(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
