"""A sample prize structure, marked as one: the counts 1-2-3-5 are what many rules have, no organiser's own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

QUANTITIES = (1, 2, 3, 5)


def awards() -> list[dict[str, Any]]:
    """First, second, third, consolation, in the reader's language, as `services.create_awards` takes them."""
    titles = (_("First prize"), _("Second prize"), _("Third prize"), _("Consolation prize"))
    return [{"title": title, "quantity": quantity} for title, quantity in zip(titles, QUANTITIES, strict=True)]
