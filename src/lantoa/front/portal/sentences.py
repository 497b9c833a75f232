"""Sentences for refusals, words for the record."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors


def register() -> None:
    errors.register(
        {
            "article_nothing_to_report": _(
                "The contest has not been opened yet, so there is nothing to report. Draft the article once it is open."
            )
        }
    )
    labels.register(
        {
            "article.imported": _("brought the article in"),
            "article.drafted": _("had an article drafted from the figures"),
        }
    )
