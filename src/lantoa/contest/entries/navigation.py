"""What this room adds to menus, to the desk's first page and to the overview of a contest."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.base.web import home, navigation
from lantoa.base.web.templatetags.lantoa import deadline
from lantoa.contest.contests import access as contests
from lantoa.contest.contests import overview
from lantoa.contest.contests.models import Contest, Role
from lantoa.contest.contests.models import State as ContestState
from lantoa.contest.entries import queries
from lantoa.contest.entries.models import State

READERS = (Role.ORGANISER, Role.SECRETARY, Role.AUDITOR)


def register() -> None:
    navigation.register_desk(
        navigation.Item(
            label=gettext_lazy("My entries"), url="entries:list", icon="film", order=10, visible=_has_entries
        )
    )
    navigation.register_contest_tab(
        gettext_lazy("Entries"), "entries:staff_list", order=20, visible=contests.may_see_tab(*READERS)
    )
    home.register(cards)
    overview.register(stats)


def _has_entries(request: HttpRequest) -> bool:
    """Whether the reader speaks for a unit, or began an entry while they did."""
    user = request.user
    if not user.is_authenticated:
        return False
    return user.memberships.filter(represents=True).exists() or user.entries.exists()


def cards(request: HttpRequest) -> Iterator[home.Card]:
    """Drafts that wait, entries that came back, and invitations that nobody has answered."""
    if not _has_entries(request):
        return
    mine = list(queries.of_person(request.user).filter(contest__state=ContestState.OPEN))
    for entry in mine:
        if entry.state in queries.EDITABLE:
            back = entry.state == State.RETURNED
            yield home.Card(
                title=_("“%(title)s” came back to you") % {"title": entry.title}
                if back
                else _("“%(title)s” has not been submitted") % {"title": entry.title},
                text=entry.reason if back else _("Deadline: %(when)s") % {"when": deadline(entry.contest.closes_at)},
                url=reverse("entries:detail", args=[entry.pk]),
                icon="film",
                tone="warn",
                due=entry.contest.closes_at,
            )
    entered = {entry.contest_id for entry in mine}
    for contest, units in queries.open_invitations(request.user):
        if contest.pk not in entered:
            yield home.Card(
                title=contest.title,
                text=_("%(unit)s is invited. Deadline: %(when)s")
                % {"unit": units[0].name, "when": deadline(contest.closes_at)},
                url=reverse("entries:begin", args=[contest.slug]),
                icon="upload",
                tone="info",
                due=contest.closes_at,
            )


def stats(contest: Contest) -> list[overview.Stat]:
    """How far the entries have come."""
    states = contest.entries.aggregate(
        draft=Count("pk", filter=Q(state=State.DRAFT)),
        received=Count("pk", filter=Q(submitted_at__isnull=False) & ~Q(state=State.WITHDRAWN)),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED)),
    )
    url = reverse("entries:staff_list", args=[contest.slug])
    return [
        overview.Stat(label=gettext_lazy("drafts"), value=states["draft"], step=20, url=f"{url}?state=draft"),
        overview.Stat(label=gettext_lazy("entries received"), value=states["received"], step=21, url=url),
        overview.Stat(
            label=gettext_lazy("entries accepted"), value=states["accepted"], step=25, url=f"{url}?state=accepted"
        ),
    ]
