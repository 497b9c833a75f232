"""What people read when this room refuses."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors

SENTENCES = {
    "entry_unit_not_invited": _("This contest does not invite that unit, or you do not speak for it."),
    "entry_quota_used_up": _("%(unit)s has already begun %(most)s entries, the most that the rules allow."),
    "entry_deadline_passed": _(
        "The deadline was %(closes_at)s, so nothing more can be sent. Your draft is kept; the organisers can tell you "
        "whether the deadline will be extended."
    ),
    "entry_not_open_yet": _("Entries can be sent from %(opens_at)s. Please come back then."),
    "entry_contest_not_open": _("This contest does not receive entries now."),
    "entry_not_editable": _(
        "This entry has been submitted and can no longer be changed. You may withdraw it, or ask the organisers to "
        "return it to you."
    ),
    "entry_without_clip": _("The clip has not arrived in full yet. Send it first, then submit."),
    "entry_clip_unreadable": _("The file that arrived cannot be read as a clip. Please send another one, then submit."),
    "entry_clip_against_rules": _("The clip does not keep to the rules (see the checklist). Please send another one."),
    "entry_clip_not_ready": _("The clip of %(code)s cannot be played yet, so it cannot be accepted."),
    "entry_title_missing": _("Please give the entry a title."),
    "entry_title_too_long": _("The title has %(found)s characters; at most %(most)s are possible."),
    "entry_description_too_long": _("The description has %(found)s characters; at most %(most)s are possible."),
    "entry_too_many_credits": _("At most %(most)s authors can be named."),
    "entry_unknown_category": _("This category does not belong to the contest."),
    "entry_consent_missing": _("Please read and tick each of the four statements."),
    "entry_reason_missing": _("Please give a reason: the entrant will read it."),
    "entry_signed_out": _("You are not signed in any more. Sign in again; nothing that was sent is lost."),
    "entry_cannot_submit": _("This entry has been submitted already, or can no longer be."),
    "entry_cannot_take_up": _("This entry is not waiting to be screened."),
    "entry_cannot_accept": _("This entry is not being screened, so it cannot be accepted."),
    "entry_cannot_return": _("This entry is not being screened, so it cannot be returned."),
    "entry_cannot_reject": _("This entry is not being screened, so it cannot be refused."),
    "entry_cannot_withdraw": _("This entry can no longer be withdrawn."),
    "entry_cannot_disqualify": _("Only an accepted entry can be disqualified."),
    "entry_cannot_reinstate": _("Only a refused or disqualified entry can be reinstated."),
}

LABELS = {
    "entry.begun": _("began the entry"),
    "entry.edited": _("changed the entry form"),
    "entry.clip_received": _("sent a clip"),
    "entry.submitted": _("submitted the entry"),
    "entry.withdraw": _("withdrew the entry"),
    "entry.take_up": _("took the entry up for screening"),
    "entry.accept": _("accepted the entry"),
    "entry.return": _("returned the entry for correction"),
    "entry.reject": _("refused the entry"),
    "entry.disqualify": _("disqualified the entry"),
    "entry.reinstate": _("reinstated the entry"),
}


def register() -> None:
    errors.register(SENTENCES)
    labels.register(LABELS)
