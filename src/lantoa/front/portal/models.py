"""Pages of the site around the contest."""

from wagtail.models import AbstractPage


class BasePage(AbstractPage):
    """Our own base page: swappable only before the first migration, so it is there from the start."""
