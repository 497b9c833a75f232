"""The sentences and audit words of this room."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors

errors.register(
    {
        "person_email_taken": _("There is an account with the address %(email)s already."),
        "person_email_bad": _("%(email)s is not an e-mail address. It should look like name@example.org."),
        "person_needs_name": _("Please give the full name."),
        "person_language_unknown": _("Please choose one of the languages."),
        "person_has_own_way_in": _(
            "You cannot be given a link for this account: its owner has signed in already, or is an administrator. "
            "They can ask for a sign-in link themselves on the sign-in page."
        ),
        "sign_in_link_dead": _(
            "This link cannot be used any more: it has been used, or its time has run out. Ask for a new one on the "
            "sign-in page."
        ),
    }
)
labels.register(
    {
        "person.created": _("opened the account"),
        "person.updated": _("changed the account"),
        "person.invited": _("took a sign-in link to pass on"),
        "person.link_used": _("signed in by link"),
        "person.became_administrator": _("became administrator"),
    }
)
