"""What people read when this room refuses, and in the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors
from lantoa.contest.screening.checklist import ANSWERS, ITEMS


def register() -> None:
    errors.register(
        {
            "screening_own_unit": _("%(code)s comes from your own unit, so somebody else has to screen it."),
            "screening_decided_already": _("%(code)s has been decided already, so its checklist can no longer change."),
            "screening_unknown_item": _("The checklist has no such line."),
            "screening_unknown_outcome": _("Choose to accept, to return or to reject."),
        }
    )
    labels.register(
        {
            "screening.decided": _("wrote down the screening decision"),
            "screening.ticked": _ticked,
        }
    )


def _ticked(details: Mapping[str, Any]) -> str:
    """Which lines were ticked, and how."""
    ticks = details.get("ticks", {})
    # In the order of the checklist: a database may keep the keys of a JSON object in another.
    lines = [f"{str(text).rstrip('.')}: {ANSWERS[ticks[item]]}" for item, text in ITEMS.items() if item in ticks]
    return gettext("filled in the checklist: %(lines)s") % {"lines": "; ".join(lines)}
