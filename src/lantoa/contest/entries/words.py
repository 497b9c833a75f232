"""An entry's state in plain words: what it is, and what happens next."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lantoa.contest.entries.models import Entry, State

TONES = {
    State.DRAFT: "muted",
    State.SUBMITTED: "info",
    State.SCREENING: "info",
    State.ACCEPTED: "good",
    State.RETURNED: "warn",
    State.REJECTED: "bad",
    State.WITHDRAWN: "muted",
    State.DISQUALIFIED: "bad",
}


def what_next(entry: Entry) -> str:
    """One or two sentences for the entrant."""
    return {
        State.DRAFT: _("Only you see this draft. Send the clip, tick the statements and submit before the deadline."),
        State.SUBMITTED: _("The entry has been received and waits for the screening panel. You need not do anything."),
        State.SCREENING: _("The screening panel is looking at the entry. You need not do anything."),
        State.ACCEPTED: _("The entry takes part. It is shown and judged with the others."),
        State.RETURNED: _("The screening panel asks for a correction. Mend the entry and submit it again."),
        State.REJECTED: _(
            "The entry does not take part. The reason stands below; you may ask the organisers about it."
        ),
        State.WITHDRAWN: _("You took this entry back. It does not take part."),
        State.DISQUALIFIED: _("The entry has been taken out of the contest. The reason stands below."),
    }[State(entry.state)]
