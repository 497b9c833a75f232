"""What people read when something is refused here."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.web.errors import register

register(
    {
        "audience_not_published": _("The clip “%(title)s” is not public now, so it takes neither likes nor views."),
        "view_token_forged": _("This view could not be counted: its ticket is not one of ours."),
        "view_token_of_another": _("This view could not be counted: its ticket belongs to another clip or viewer."),
        "view_token_too_young": _("A view counts after %(seconds)s seconds of watching."),
        "view_token_too_old": _(
            "The page had been open for more than %(hours)s hours. Reload it to have a view counted."
        ),
    }
)
