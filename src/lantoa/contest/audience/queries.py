"""Figures of the public: always counted from the rows, never kept beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantoa.contest.audience.models import View, Vote
from lantoa.contest.contests.models import Contest
from lantoa.contest.entries.models import Entry


@dataclass(frozen=True, kw_only=True)
class Counts:
    views: int = 0
    votes: int = 0


def counts(entry_ids: Iterable[int]) -> dict[int, Counts]:
    """Views and likes of each entry, zeros included; two queries however many there are."""
    wanted = list(entry_ids)
    views, votes = _per_entry(View.objects, wanted), _per_entry(Vote.objects, wanted)
    return {pk: Counts(views=views.get(pk, 0), votes=votes.get(pk, 0)) for pk in wanted}


def _per_entry(rows: Any, entry_ids: list[int]) -> dict[int, int]:
    found = rows.filter(entry_id__in=entry_ids).order_by().values_list("entry_id")
    return dict(found.annotate(number=Count("pk")))


def contest_counts(contest: Contest) -> Counts:
    """Views and likes of all clips of a contest together."""
    of_contest = {"entry__contest": contest}
    return Counts(views=View.objects.filter(**of_contest).count(), votes=Vote.objects.filter(**of_contest).count())


def with_votes(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with their number of likes as `vote_count`, to sort by."""
    liked = Vote.objects.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(number=Count("pk"))
    return entries.annotate(vote_count=Coalesce(Subquery(liked.values("number"), output_field=IntegerField()), 0))


def liked_ids(user: Any, entry_ids: Iterable[int]) -> set[int]:
    """Which of these entries `user` likes."""
    if not user.is_authenticated:
        return set()
    return set(Vote.objects.filter(voter=user, entry_id__in=list(entry_ids)).values_list("entry_id", flat=True))
