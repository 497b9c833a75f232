"""Parts of pages that need more than a query: the overview, the rules page, the cards of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.base.audit.queries import within
from lantoa.base.web import errors
from lantoa.base.web.home import Card
from lantoa.base.web.templatetags.lantoa import deadline
from lantoa.contest.contests import access, queries
from lantoa.contest.contests import overview as figures
from lantoa.contest.contests.forms import RulesForm
from lantoa.contest.contests.models import Contest, Role, RulesVersion, State
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.errors import DomainError

SOON = timedelta(days=3)
HISTORY_LINES = 40
TONES = {State.DRAFT: "muted", State.OPEN: "good", State.CLOSED: "warn", State.FINISHED: "info"}


def missing(contest: Contest) -> list[str]:
    """Sentences about what the contest lacks before it can open."""
    return [errors.sentence(DomainError(code)) for code in queries.missing_for_opening(contest)]


def overview(request: HttpRequest, contest: Contest) -> dict[str, Any]:
    """Everything on the overview page."""
    now = clock.now()
    return {
        "contest": contest,
        "tone": TONES[State(contest.state)],
        "stats": [
            figures.Stat(label=_("units invited"), value=contest.invited.count(), step=10),
            *figures.stats(contest),
        ],
        "missing": missing(contest) if contest.state == State.DRAFT else [],
        "past_deadline": bool(contest.closes_at and contest.closes_at <= now),
        "receives": queries.receives_entries(contest, now),
        "may_steer": access.has_role(request.user, contest, Role.ORGANISER),
        "history": within(contest)[:HISTORY_LINES],
    }


def rules(
    request: HttpRequest, contest: Contest, form: RulesForm, draft: RulesVersion | None, published: RulesVersion | None
) -> dict[str, Any]:
    """Everything on the rules page."""
    return {
        "contest": contest,
        "form": form,
        "draft": draft,
        "published": published,
        "versions": contest.rules_versions.filter(published_at__isnull=False),
        "may_draft": access.has_role(request.user, contest, Role.SECRETARY) and contest.state != State.FINISHED,
        "may_publish": access.has_role(request.user, contest, Role.ORGANISER),
    }


def cards(request: HttpRequest) -> Iterator[Card]:
    """What an organiser ought to do next."""
    if not access.has_any_role(request, Role.ORGANISER):
        return
    for contest in access.contests_of(request.user, Role.ORGANISER).exclude(state=State.FINISHED)[:20]:
        card = _card(contest)
        if card:
            yield card
    if request.user.is_superuser and not Contest.objects.exists():
        yield Card(
            title=_("Make the first contest"),
            text=_("Choose sample values, give it a title, invite units: it opens when you say so."),
            url=reverse("contests:new"),
            icon="trophy",
        )


def _card(contest: Contest) -> Card | None:
    url = reverse("contests:overview", args=[contest.slug])
    if contest.state == State.DRAFT:
        lacks = " ".join(missing(contest)) or _("Everything is ready: the contest can open.")
        return Card(
            title=_("Prepare: %(title)s") % {"title": contest.title},
            text=lacks,
            url=url,
            icon="pencil",
            due=contest.opens_at,
        )
    if contest.state != State.OPEN:
        return None
    if contest.closes_at <= clock.now():
        text = _("The deadline has passed. Close reception, so that screening can be finished.")
        return Card(title=contest.title, text=text, url=url, icon="flag", tone="warn", due=contest.closes_at)
    if contest.closes_at - clock.now() <= SOON:
        text = _("Reception closes at %(when)s.") % {"when": deadline(contest.closes_at)}
        return Card(title=contest.title, text=text, url=url, icon="clock", tone="warn", due=contest.closes_at)
    return None
