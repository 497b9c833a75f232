"""What this room adds to the menus."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.web.navigation import Item, register_primary


def register() -> None:
    register_primary(Item(label=_("Contests"), url="showcase:contests", icon="film", order=20))
