"""What is written down for an entry: the form, the authors, the consents, the receipts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lantoa.contest.contests.models import Category, Contest
from lantoa.contest.entries import consents as wordings
from lantoa.contest.entries.errors import Incomplete
from lantoa.contest.entries.models import Consent, Credit, Entry, Purpose, Receipt
from lantoa.pure.kernel.text import fold, normalise

MOST_DESCRIPTION = 2000
MOST_CREDITS = 30


def write_form(entry: Entry, title: str, description: str, category: Category | None) -> None:
    """Put what was typed onto `entry`, without saving it; Incomplete at the field that is wrong."""
    entry.title = normalise(title)
    if not entry.title:
        raise Incomplete("entry_title_missing", field="title")
    _require_short("title", entry.title, Entry._meta.get_field("title").max_length)
    entry.description = body(description)
    _require_short("description", entry.description, MOST_DESCRIPTION)
    if category is not None and category.contest_id != entry.contest_id:
        raise Incomplete("entry_unknown_category", field="category")
    entry.category = category
    entry.folded = folded(entry)


def body(text: str) -> str:
    """Text of several lines in one form: composed letters, one sign for each line break."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()


def _require_short(field: str, text: str, most: int) -> None:
    if len(text) > most:
        raise Incomplete(f"entry_{field}_too_long", field=field, most=most, found=len(text))


def folded(entry: Entry) -> str:
    """What the lists search: code, title and unit, without marks."""
    return fold(f"{entry.code} {entry.title} {entry.unit.name}")[:420]


def write_credits(entry: Entry, credits: Sequence[tuple[str, str]]) -> None:
    """The authors of `entry` are these (name, part) pairs and no others; lines without a name are left out."""
    rows = [(normalise(name), normalise(part)) for name, part in credits]
    rows = [(name, part) for name, part in rows if name]
    if len(rows) > MOST_CREDITS:
        raise Incomplete("entry_too_many_credits", most=MOST_CREDITS)
    entry.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(entry=entry, name=name[:120], role=part[:80], order=place)
        for place, (name, part) in enumerate(rows, start=1)
    )


def keep_consents(entry: Entry, given: set[str], by: Any, now: datetime) -> dict[str, str]:
    """Each yes becomes a row of its own with the words as shown; returns their hashes by purpose."""
    if any(purpose.value not in given for purpose in Purpose):
        # A silent one is no yes.
        raise Incomplete("entry_consent_missing", field="consents")
    hashes = {}
    for purpose in Purpose:
        text, digest = wordings.wording(purpose)
        Consent.objects.update_or_create(
            entry=entry,
            purpose=purpose,
            defaults={"text": text, "sha256": digest, "given_by": by, "given_at": now},
        )
        hashes[purpose.value] = digest
    return hashes


def give_code(entry: Entry, contest: Contest) -> None:
    """The next number of `contest`, whose row the caller has locked; an entry that has one keeps it."""
    if entry.number is not None:
        return
    contest.last_entry_number += 1
    contest.save(update_fields=["last_entry_number"])
    entry.number = contest.last_entry_number
    entry.code = f"{contest.entry_prefix}{entry.number:02}"
    entry.folded = folded(entry)


def issue_receipt(entry: Entry, by: Any, now: datetime) -> Receipt:
    """This file, with this hash, at this instant."""
    assert entry.video is not None  # checked before
    upload = entry.video.upload
    return Receipt.objects.create(
        entry=entry,
        number=entry.receipts.count() + 1,
        issued_at=now,
        issued_to=by,
        filename=upload.filename,
        size=upload.size,
        sha256=upload.sha256,
    )
