"""The sentences and audit words of this room."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.audit import labels
from lantoa.base.web import errors

SENTENCES = {
    # A sheet
    "score_not_a_number": _("%(criterion)s: “%(given)s” is not a number. Write it like 8.5 or 8,5."),
    "score_outside_scale": _("%(criterion)s: %(given)s is outside the scale, which goes from 0 to %(maximum)s."),
    "score_wrong_step": _("%(criterion)s: %(given)s is between two steps. Scores go in steps of %(step)s."),
    "score_criterion_unknown": _("One of the criteria does not belong to this round's rubric. Reload the page."),
    "sheet_request_bad": _(
        "This could not be read as a score sheet. Nothing was changed. Reload the page and try again."
    ),
    "judging_signed_out": _("You are signed out. Nothing is lost: sign in again in another tab, then go on here."),
    "judging_sheet_stale": _(
        "This sheet has been changed in another window or on another device. Nothing was overwritten: compare both "
        "versions below and keep the one you want."
    ),
    "judging_sheet_incomplete": _("Before the sheet can be submitted these criteria need a score: %(missing)s."),
    "judging_not_your_sheet": _("This is not your score sheet."),
    "judging_own_unit": _(
        "This clip comes from a unit to which you belong, so you cannot judge it. The other judges will."
    ),
    "judging_entry_gone": _("This clip is no longer in the contest. You need not score it."),
    "judging_round_closed": _("This round is closed. Sheets can be read, but no longer changed."),
    "judging_text_too_long": _("This is too long: at most %(limit)s signs."),
    "recusal_needs_reason": _("Please say why you step back from this clip; the secretary reads it."),
    "assignment_cannot_start": _("This sheet has been submitted or set aside and cannot be changed any more."),
    "assignment_cannot_submit": _("This sheet has been submitted or set aside already."),
    "assignment_cannot_recuse": _("You have stepped back from this clip already."),
    # A rubric
    "rubric_needs_name": _("Please give the rubric a name."),
    "rubric_needs_criteria": _("A rubric needs at least one criterion."),
    "rubric_too_many_criteria": _("A rubric has at most %(most)s criteria."),
    "rubric_criterion_twice": _("There are two criteria called “%(name)s”."),
    "rubric_needs_weight": _("At least one criterion needs a weight above 0."),
    "rubric_fixed": _(
        "Judges score by this rubric, or have done so: it cannot change any more. Make a new one instead."
    ),
    "rubric_in_use": _("A round uses this rubric. Choose another one there first."),
    "criterion_needs_name": _("Every criterion needs a name."),
    "criterion_maximum_bad": _(
        "%(name)s: the highest score lies above 0 and goes up to %(most)s, with at most two decimals."
    ),
    "criterion_step_bad": _("%(name)s: the step lies above 0 and goes up to %(most)s, with at most two decimals."),
    "criterion_weight_bad": _("%(name)s: the weight lies between 0 and %(most)s, with at most two decimals."),
    "criterion_step_misses_maximum": _(
        "%(name)s: with steps of %(step)s nobody can give the highest score of %(maximum)s. Choose a step that fits."
    ),
    # A panel
    "panel_needs_name": _("Please give the panel a name."),
    "panel_member_twice": _("%(name)s is on the panel already."),
    "panel_fixed": _("A round with this panel has opened: its members cannot change any more."),
    "panel_person_unknown": _("Nobody has an account with the address %(email)s. Add the person under People first."),
    # A round
    "round_contest_not_running": _("Rounds can be prepared once the contest has opened and before it is finished."),
    "round_needs_name": _("Please give the round a name."),
    "round_of_another_contest": _("This belongs to another contest."),
    "round_places_bad": _("The final score has from 0 to %(most)s decimal places."),
    "round_fixed": _("This round has opened: what the judges were told cannot change any more."),
    "round_not_open": _("This round is not open."),
    "round_lacks_judges": _("The panel has no members yet."),
    "round_lacks_criteria": _("The rubric has no criterion that counts."),
    "round_lacks_entries": _("No clip has passed screening yet."),
    "round_lacks_due_date": _("There is no due date for the sheets yet."),
    "round_due_past": _("The due date lies in the past; please choose a later one."),
    "round_clips_without_judge": _(
        "Nobody on the panel may judge these clips (%(count)s): %(codes)s. Add a judge from another unit to the panel."
    ),
    "round_cannot_open": _("This round has opened already."),
    "round_cannot_close": _("This round is not open, so there is nothing to close."),
    "round_cannot_tally": _("Scores can be counted after the round has been closed."),
    "round_cannot_publish": _("Count the scores first; then the result can be published."),
    "round_close_needs_reason": _(
        "%(missing)s sheets have not been submitted; they would not count. "
        "To close all the same, give the reason; it is kept in the history."
    ),
    "round_has_no_sheets": _("No sheet has been submitted yet, so there is nothing to count."),
    "round_scores_sealed": _("Scores are sealed until the round is closed."),
}

LABELS = {
    "rubric.created": _("made a rubric"),
    "rubric.updated": _("changed a rubric"),
    "rubric.deleted": _("deleted a rubric"),
    "panel.created": _("made a panel"),
    "panel.renamed": _("renamed a panel"),
    "panel.member_added": _("took a person into the panel"),
    "panel.member_removed": _("took a person out of the panel"),
    "round.created": _("prepared a round"),
    "round.updated": _("changed a round"),
    "round.due_moved": _("moved the due date of a round"),
    "round.opened": _("opened a round and dealt the clips"),
    "round.closed": _("closed a round"),
    "round.entry_added": _("added an entry to an open round"),
    "round.entry_removed": _("took an entry out of an open round"),
    "sheet.submitted": _("submitted a score sheet"),
    "sheet.recused": _("stepped back from a clip"),
}


def register() -> None:
    errors.register(SENTENCES)
    labels.register(LABELS)
