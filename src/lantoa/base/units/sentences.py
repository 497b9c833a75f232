"""The sentences and audit words of this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors


def _named(details: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": details.get("name", "")}


errors.register(
    {
        "unit_needs_name": _("Please give the unit a name."),
        "unit_name_too_long": _("“%(name)s…” is too long: a name has at most %(limit)s signs."),
        "unit_name_taken": _("There is a unit called %(name)s in this place already."),
        "unit_kind_unknown": _("Please choose one of the kinds."),
        "unit_order_bad": _("The order is a whole number from 0 to %(limit)s."),
        "unit_validity_reversed": _("The last day lies before the first."),
        "unit_under_itself": _("%(name)s cannot belong to itself or to a unit below it."),
        "unit_list_empty": _("Please give at least one name."),
        "unit_list_too_long": _("At most %(limit)s names at once; please paste the rest afterwards."),
        "unit_in_use": _(
            "%(name)s cannot be deleted: other units belong to it, or it took part in a contest. Give it a last day "
            "instead."
        ),
        "unit_person_unknown": _(
            "Nobody has an account with the address %(email)s. Add the person under People first."
        ),
    }
)
labels.register(
    {
        "unit.created": _("added the unit"),
        "unit.updated": _("changed the unit"),
        "unit.deleted": _("deleted the unit"),
        "unit.speaker_added": lambda details: gettext("made %(name)s a representative") % _named(details),
        "unit.member_added": lambda details: gettext("made %(name)s a member") % _named(details),
        "unit.member_removed": lambda details: gettext("ended the membership of %(name)s") % _named(details),
    }
)
