"""An entry's state in plain words: what it is, and what happens next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

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


def what_next(entry: Entry, *, receives: bool = True) -> str:
    """One or two sentences for the entrant; `receives` says whether the contest still takes entries."""
    if entry.state in CLOSED_NEXT and not receives:
        return str(CLOSED_NEXT[State(entry.state)])
    return str(NEXT[State(entry.state)])


NEXT = {
    State.DRAFT: _("This is a draft: nobody screens it yet. Send the clip, tick the statements and submit in time."),
    State.SUBMITTED: _("The entry has been received and waits for the screening panel. You need not do anything."),
    State.SCREENING: _("The screening panel is looking at the entry. You need not do anything."),
    State.ACCEPTED: _("The entry takes part. It is shown and judged with the others."),
    State.RETURNED: _("The screening panel asks for a correction. Mend the entry and submit it again in time."),
    State.REJECTED: _("The entry does not take part. The reason stands below; you may ask the organisers about it."),
    State.WITHDRAWN: _("This entry was taken back. It does not take part."),
    State.DISQUALIFIED: _("The entry has been taken out of the contest. The reason stands below."),
}
CLOSED_NEXT = {
    State.DRAFT: _(
        "The contest does not receive entries now, so this draft cannot be submitted. Nothing of it is lost."
    ),
    State.RETURNED: _(
        "The screening panel asks for a correction, but the contest does not receive entries now. Nothing is lost; "
        "please ask the organisers whether the deadline will be extended."
    ),
}
