"""The words to which an entrant says yes, one by one; a yes keeps the words as they were shown."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext_lazy as _

from lantoa.contest.entries.models import Purpose

TEXTS = {
    Purpose.RULES: _("I have read the rules of this contest and my unit accepts them."),
    Purpose.ORIGINAL: _(
        "The clip is my unit's own work; music, pictures and footage of others are used with leave or are free to use."
    ),
    Purpose.IMAGE: _(
        "The people who can be recognised in the clip have agreed to it; for children, their parents or guardians have."
    ),
    Purpose.PUBLISH: _("The organisers may show the clip on the contest's pages and to the jury."),
}


def wording(purpose: str) -> tuple[str, str]:
    """The text in the reader's language, and its SHA-256 in hex."""
    text = str(TEXTS[Purpose(purpose)])
    return text, hashlib.sha256(text.encode()).hexdigest()
