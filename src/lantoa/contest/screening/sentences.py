"""What people read when this room refuses, and in the record."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors


def register() -> None:
    errors.register(
        {
            "screening_own_unit": _("%(code)s comes from your own unit, so somebody else has to screen it."),
            "screening_unknown_item": _("The checklist has no such line."),
            "screening_unknown_outcome": _("Choose to accept, to return or to reject."),
        }
    )
    labels.register({"screening.decided": _("wrote down the screening decision")})
