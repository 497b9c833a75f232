"""The sentences and audit words of this room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors
from lantoa.contest.contests.models import Role


def _who_what(details: Mapping[str, Any]) -> dict[str, Any]:
    code = details.get("role", "")
    return {"name": details.get("name", ""), "role": Role(code).label if code in Role.values else code}


def _granted(details: Mapping[str, Any]) -> str:
    return gettext("gave %(name)s the role “%(role)s”") % _who_what(details)


def _revoked(details: Mapping[str, Any]) -> str:
    return gettext("took the role “%(role)s” back from %(name)s") % _who_what(details)


errors.register(
    {
        "contest_needs_title": _("Please give the contest a title."),
        "contest_text_too_long": _("This is too long: at most %(limit)s signs."),
        "contest_number_bad": _("Please give a value from %(least)s to %(most)s."),
        "contest_duration_reversed": _("The longest clip is shorter than the shortest one."),
        "contest_dates_reversed": _("Reception would close before it opens."),
        "contest_format_unknown": _("“%(name)s” is not a file kind that can be taken. Possible are: %(known)s."),
        "contest_prefix_bad": _("The prefix consists of one to eight capital letters A–Z."),
        "contest_slug_taken": _("Another contest has this address already."),
        "contest_category_too_long": _("The name of a category has at most %(limit)s signs."),
        "contest_terms_fixed": _(
            "This was promised to the entrants when the contest opened and cannot change any more."
        ),
        "contest_deadline_only_later": _(
            "While entries are received the deadline can only be put off, not brought forward."
        ),
        "contest_needs_reason": _("Please give a reason; it is kept in the history."),
        "contest_early_close_needs_reason": _(
            "The announced deadline has not come yet. Please give the reason for closing early; it is kept in the "
            "history."
        ),
        "contest_lacks_dates": _("There are no dates of opening and closing yet."),
        "contest_deadline_past": _("The deadline lies in the past; please choose a later one."),
        "contest_lacks_rules": _("There are no published rules yet."),
        "contest_lacks_units": _("No unit has been invited yet."),
        "contest_units_frozen": _("The list of invited units has been fixed since the contest opened."),
        "contest_role_unknown": _("Please choose one of the roles."),
        "contest_needs_organiser": _("A contest needs an organiser: give somebody else the role first."),
        "contest_person_unknown": _(
            "Nobody has an account with the address %(email)s. Add the person under People first."
        ),
        "contest_showcase_is_open": _("The clips are public already."),
        "contest_cannot_open_showcase": _(
            "Clips can become public only after the contest has opened and before it is finished."
        ),
        "contest_cannot_open": _("This contest has opened already."),
        "contest_cannot_close": _("This contest is not receiving entries, so there is nothing to close."),
        "contest_cannot_reopen": _("Only a contest whose reception is closed can be opened again."),
        "contest_cannot_finish": _("Close reception first; then the contest can be finished."),
        "contest_is_finished": _("The contest is finished; nothing about it changes any more."),
        "rules_text_empty": _("Please write the rules."),
        "rules_text_too_long": _("This is too long: at most %(limit)s signs."),
        "rules_no_draft": _("There is no draft to publish."),
        "rules_change_needs_reason": _(
            "Rules are in force already. Please give the reason of the change in the draft."
        ),
    }
)
labels.register(
    {
        "contest.created": _("made the contest"),
        "contest.updated": _("changed the announcement"),
        "contest.categories_set": _("changed the categories"),
        "contest.units_invited": _("added units to the list"),
        "contest.units_uninvited": _("took units off the list"),
        "contest.role_granted": _granted,
        "contest.role_revoked": _revoked,
        "contest.opened": _("opened the contest"),
        "contest.closed": _("closed reception"),
        "contest.reopened": _("opened reception again"),
        "contest.showcase_opened": _("made the clips public"),
        "contest.finished": _("finished the contest"),
        "rules.drafted": _("saved a draft of the rules"),
        "rules.published": _("published the rules"),
    }
)
