"""Words of this room for the record."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels


def register() -> None:
    labels.register(
        {
            "article.imported": _("brought the article in"),
            "article.drafted": _("had an article drafted from the figures"),
        }
    )
