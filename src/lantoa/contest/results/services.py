"""Write results: count a round, set prizes, publish, correct."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from lantoa.base.audit import services as audit
from lantoa.contest.contests.models import Contest
from lantoa.contest.judging import services as judging
from lantoa.contest.judging.models import Round
from lantoa.contest.results import queries, tallying
from lantoa.contest.results.models import Award, ResultSheet, Standing
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import normalise

LONGEST_TITLE = 120
LONGEST_REASON = 1000
MOST_AWARDS = 40
MOST_OF_ONE = 500


def tally_round(round: Round, *, by: Any, now: datetime | None = None) -> ResultSheet:
    """Count a closed round: a new version, not published. The same sheets and prizes give the same bytes."""
    now = now or clock.now()
    with transaction.atomic():
        contest = Contest.objects.select_for_update().get(pk=round.contest_id)
        judging.mark_tallied(round, by=by)
        counted = tallying.tally(round, list(contest.awards.all()), queries.last_sheet_of(round), now)
        version = (contest.result_sheets.aggregate(last=Max("version"))["last"] or 0) + 1
        sheet = ResultSheet.objects.create(
            contest=contest,
            round=round,
            version=version,
            document=counted.document,
            sha256=counted.sha256,
            tallied_at=now,
        )
        Standing.objects.bulk_create(tallying.standings_of(sheet, counted))
        audit.record("result.tallied", sheet, by=by, scope=contest, now=now, version=version, sha256=sheet.sha256)
    return sheet


def publish_sheet(sheet: ResultSheet, *, by: Any, reason: str = "", now: datetime | None = None) -> ResultSheet:
    """Show the sheet to everybody. After a first publication this is a correction and needs a reason."""
    now = now or clock.now()
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise DomainError("result_text_too_long", field="reason", limit=LONGEST_REASON)
    with transaction.atomic():
        contest = Contest.objects.select_for_update().get(pk=sheet.contest_id)
        locked = ResultSheet.objects.select_for_update().get(pk=sheet.pk)
        if locked.published_at:
            raise Conflict("result_published_already", version=locked.version)
        if contest.result_sheets.filter(version__gt=locked.version).exists():
            raise Conflict("result_not_latest", version=locked.version)
        if queries.published_sheet(contest) is not None and not reason:
            raise DomainError("result_correction_needs_reason", field="reason")
        judging.mark_published(locked.round, by=by)
        locked.published_at, locked.published_by, locked.reason = now, by, reason
        locked.save(update_fields=["published_at", "published_by", "reason"])
        audit.record(
            "result.published",
            locked,
            by=by,
            scope=contest,
            reason=reason,
            now=now,
            version=locked.version,
            sha256=locked.sha256,
        )
    for field in ("published_at", "published_by", "reason"):
        setattr(sheet, field, getattr(locked, field))
    return sheet


def create_awards(contest: Contest, rows: Iterable[dict[str, Any]], *, by: Any) -> list[Award]:
    """Make these the contest's prizes, best first; each is a dict of title and quantity.

    A result that has been counted and not published yet is brought up to date; after publication prizes are fixed.
    """
    wanted = _checked(rows)
    with transaction.atomic():
        locked = Contest.objects.select_for_update().get(pk=contest.pk)
        if queries.published_sheet(locked) is not None:
            raise Conflict("awards_fixed")
        drafts = list(locked.result_sheets.select_for_update().filter(published_at__isnull=True))
        Standing.objects.filter(sheet__in=drafts).update(award=None)
        locked.awards.all().delete()
        made = Award.objects.bulk_create(
            Award(contest=locked, order=order, title=title, quantity=quantity)
            for order, (title, quantity) in enumerate(wanted, start=1)
        )
        for sheet in drafts:
            _renew(sheet)
        audit.record("awards.set", locked, by=by, scope=locked, awards=[list(row) for row in wanted])
    return made


def _renew(sheet: ResultSheet) -> None:
    """Count again what nobody has seen yet."""
    counted = tallying.tally(sheet.round, list(sheet.contest.awards.all()), sheet, sheet.tallied_at)
    sheet.document, sheet.sha256 = counted.document, counted.sha256
    sheet.save(update_fields=["document", "sha256"])
    sheet.standings.all().delete()
    Standing.objects.bulk_create(tallying.standings_of(sheet, counted))


def _checked(rows: Iterable[dict[str, Any]]) -> list[tuple[str, int]]:
    wanted = [_row(row) for row in rows]
    titles = [title.casefold() for title, _quantity in wanted]
    for title, _quantity in wanted:
        if titles.count(title.casefold()) > 1:
            raise DomainError("award_twice", title=title)
    if len(wanted) > MOST_AWARDS:
        raise DomainError("awards_too_many", most=MOST_AWARDS)
    return wanted


def _row(given: dict[str, Any]) -> tuple[str, int]:
    title, quantity = normalise(str(given.get("title", ""))), given.get("quantity", 1)
    if not title:
        raise DomainError("award_needs_title")
    if len(title) > LONGEST_TITLE:
        raise DomainError("result_text_too_long", limit=LONGEST_TITLE)
    if type(quantity) is not int or not 1 <= quantity <= MOST_OF_ONE:
        raise DomainError("award_quantity_bad", title=title, most=MOST_OF_ONE)
    return title, quantity
