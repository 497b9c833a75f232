"""The rules text: drafted, published, never edited afterwards, only followed by a next version."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.contest.contests import queries
from lantoa.contest.contests.models import Contest, RulesVersion, State
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import Conflict, DomainError

LONGEST_TEXT = 100_000


def draft_rules(contest: Contest, body: str, *, by: Any, reason: str = "") -> RulesVersion:
    """Keep `body` as the draft of the next version; there is one draft at a time."""
    text = unicodedata.normalize("NFC", body.replace("\r\n", "\n")).strip()
    if not text:
        raise DomainError("rules_text_empty", field="body")
    if len(text) > LONGEST_TEXT:
        raise DomainError("rules_text_too_long", field="body", limit=LONGEST_TEXT)
    with transaction.atomic():
        locked = Contest.objects.select_for_update().get(pk=contest.pk)
        if locked.state == State.FINISHED:
            raise Conflict("contest_is_finished")
        draft = queries.draft_rules(locked) or RulesVersion(contest=locked, version=_next_version(locked))
        draft.body, draft.reason = text, reason.strip()
        draft.save()
        audit.record("rules.drafted", locked, by=by, scope=locked, version=draft.version)
    return draft


def _next_version(contest: Contest) -> int:
    last = contest.rules_versions.order_by("-version").first()
    return last.version + 1 if last else 1


def publish_rules(contest: Contest, *, by: Any, now: datetime | None = None) -> RulesVersion:
    """Put the draft into force; after the first version only with a reason of the change."""
    now = now or clock.now()
    with transaction.atomic():
        locked = Contest.objects.select_for_update().get(pk=contest.pk)
        draft = queries.draft_rules(locked)
        if draft is None:
            raise Conflict("rules_no_draft")
        if queries.published_rules(locked) and not draft.reason:
            raise DomainError("rules_change_needs_reason", field="reason")
        draft.published_at = now
        draft.sha256 = hashlib.sha256(draft.body.encode()).hexdigest()
        draft.save(update_fields=["published_at", "sha256"])
        audit.record(
            "rules.published",
            locked,
            by=by,
            scope=locked,
            reason=draft.reason,
            now=now,
            version=draft.version,
            sha256=draft.sha256,
        )
    return draft
