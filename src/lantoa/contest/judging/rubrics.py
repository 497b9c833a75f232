"""Write rubrics. A rubric is fixed as soon as a round with it has opened."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from lantoa.base.audit import services as audit
from lantoa.contest.contests.models import Contest
from lantoa.contest.judging.models import Criterion, RoundState, Rubric
from lantoa.contest.judging.numbers import shown
from lantoa.pure.kernel.errors import Conflict, DomainError
from lantoa.pure.kernel.text import normalise

LONGEST_NAME = 120
LONGEST_GUIDANCE = 1000
MOST_CRITERIA = 20
CENT = Decimal("0.01")
LIMITS = {
    # least (excluded where above is True), most
    "maximum": (Decimal(0), True, Decimal(1000)),
    "step": (Decimal(0), True, Decimal(99)),
    "weight": (Decimal(0), False, Decimal(1000)),
}
DEFAULTS = {"maximum": Decimal(10), "step": Decimal("0.5"), "weight": Decimal(1)}


def create_rubric(
    contest: Contest, name: str, criteria: Iterable[dict[str, Any]], *, by: Any, is_preset: bool = False
) -> Rubric:
    """A rubric with its criteria in order; each is a dict of name, guidance, maximum, step and weight."""
    rows = _checked(criteria)
    with transaction.atomic():
        rubric = Rubric.objects.create(contest=contest, name=_name(name), is_preset=is_preset)
        _write(rubric, rows)
        audit.record("rubric.created", rubric, by=by, scope=contest, name=rubric.name, preset=is_preset)
    return rubric


def update_rubric(rubric: Rubric, *, name: str, criteria: Iterable[dict[str, Any]], by: Any) -> Rubric:
    """Replace name and criteria. Whatever was a sample is the organiser's own from now on."""
    rows = _checked(criteria)
    with transaction.atomic():
        locked = Rubric.objects.select_for_update().get(pk=rubric.pk)
        if is_fixed(locked):
            raise Conflict("rubric_fixed")
        locked.name, locked.is_preset = _name(name), False
        locked.save(update_fields=["name", "is_preset"])
        locked.criteria.all().delete()
        _write(locked, rows)
        audit.record("rubric.updated", locked, by=by, scope=locked.contest, name=locked.name, criteria=len(rows))
    return locked


def delete_rubric(rubric: Rubric, *, by: Any) -> None:
    """Throw away a rubric that no round uses."""
    with transaction.atomic():
        locked = Rubric.objects.select_for_update().get(pk=rubric.pk)
        if locked.rounds.exists():
            raise Conflict("rubric_in_use")
        audit.record("rubric.deleted", locked, by=by, scope=locked.contest, name=locked.name)
        locked.delete()


def is_fixed(rubric: Rubric) -> bool:
    """Whether judges score by it, or have done so."""
    return rubric.rounds.exclude(state=RoundState.DRAFT).exists()


def _write(rubric: Rubric, rows: list[dict[str, Any]]) -> None:
    Criterion.objects.bulk_create(Criterion(rubric=rubric, order=order, **row) for order, row in enumerate(rows))


def _name(given: str) -> str:
    name = normalise(given)
    if not name:
        raise DomainError("rubric_needs_name", field="name")
    if len(name) > LONGEST_NAME:
        raise DomainError("judging_text_too_long", field="name", limit=LONGEST_NAME)
    return name


def _checked(criteria: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = [_row(given) for given in criteria]
    if not rows:
        raise DomainError("rubric_needs_criteria")
    if len(rows) > MOST_CRITERIA:
        raise DomainError("rubric_too_many_criteria", most=MOST_CRITERIA)
    names = [row["name"].casefold() for row in rows]
    for row in rows:
        if names.count(row["name"].casefold()) > 1:
            raise DomainError("rubric_criterion_twice", name=row["name"])
    if not any(row["weight"] for row in rows):
        raise DomainError("rubric_needs_weight")
    return rows


def _row(given: dict[str, Any]) -> dict[str, Any]:
    name = normalise(str(given.get("name", "")))
    if not name:
        raise DomainError("criterion_needs_name")
    guidance = str(given.get("guidance", "")).strip()
    if len(name) > LONGEST_NAME or len(guidance) > LONGEST_GUIDANCE:
        raise DomainError("judging_text_too_long", limit=LONGEST_NAME if len(name) > LONGEST_NAME else LONGEST_GUIDANCE)
    row = {"name": name, "guidance": guidance}
    row |= {field: _number(name, field, given.get(field)) for field in LIMITS}
    if row["maximum"] % row["step"]:
        raise DomainError(
            "criterion_step_misses_maximum", name=name, step=shown(row["step"]), maximum=shown(row["maximum"])
        )
    return row


def _number(name: str, field: str, given: Any) -> Decimal:
    value = DEFAULTS[field] if given is None else Decimal(given)
    least, above, most = LIMITS[field]
    if (
        not value.is_finite()
        or value > most
        or value < least
        or (above and value == least)
        or value != value.quantize(CENT)
    ):
        raise DomainError(f"criterion_{field}_bad", name=name, most=most)
    return value
