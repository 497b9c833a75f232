"""The sentences and audit words of this room."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors

SENTENCES = {
    "result_published_already": _("Version %(version)s has been published already. A correction is a new count."),
    "result_not_latest": _("There is a newer count than version %(version)s. Publish that one, or count again."),
    "result_correction_needs_reason": _(
        "A result has been published before. Please give the reason of the correction; everybody can read it."
    ),
    "result_text_too_long": _("This is too long: at most %(limit)s signs."),
    "awards_fixed": _("The result has been published: the prizes cannot change any more."),
    "awards_too_many": _("A contest has at most %(most)s kinds of prizes."),
    "award_needs_title": _("Every prize needs a name."),
    "award_twice": _("There are two prizes called “%(title)s”."),
    "award_quantity_bad": _("%(title)s: the number of prizes goes from 1 to %(most)s."),
}

LABELS = {
    "result.tallied": _("counted the scores"),
    "result.published": _("published the result"),
    "awards.set": _("set the prizes"),
}


def register() -> None:
    errors.register(SENTENCES)
    labels.register(LABELS)
