"""Scores as people type them and as the rubric allows them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy

from lantoa.base.web.templatetags.lantoa import number
from lantoa.contest.judging.errors import Unprocessable
from lantoa.contest.judging.models import Criterion
from lantoa.pure.stats.official import Rule

TYPED = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,4})?", re.ASCII)
LONGEST_SHOWN = 20


def field_of(criterion: Criterion) -> str:
    """The name of a criterion's field on every form."""
    return f"score-{criterion.pk}"


def parse_score(given: Any, criterion: Criterion) -> Decimal | None:
    """`8,5`, `8.5` or 8.5 as a number; nothing at all is None. What is no number is refused, not guessed at."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    text = given.strip() if isinstance(given, str) else str(given)
    if isinstance(given, bool) or not TYPED.fullmatch(text):
        raise Unprocessable(
            "score_not_a_number", field=field_of(criterion), criterion=criterion.name, given=text[:LONGEST_SHOWN]
        )
    return Decimal(text.replace(",", "."))


def check_score(value: Decimal, criterion: Criterion) -> Decimal:
    """`value` if it lies on the criterion's scale and step, else a refusal that names both."""
    about = {"field": field_of(criterion), "criterion": criterion.name}
    if not value.is_finite() or not 0 <= value <= criterion.maximum:
        raise Unprocessable("score_outside_scale", **about, given=shown(value), maximum=shown(criterion.maximum))
    if value % criterion.step:
        raise Unprocessable("score_wrong_step", **about, given=shown(value), step=shown(criterion.step))
    return value


def plain(value: Any) -> str:
    """A number without idle noughts, as a machine reads it: `8.5`, `10`."""
    value = Decimal(value)
    if not value.is_finite():
        return str(value)[:LONGEST_SHOWN]
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_signs(value: Any) -> str:
    """The same in the signs of the reader's language: `8,5`."""
    return number(plain(value))


#: Made into text only when the reader's language is known.
shown = lazy(in_signs, str)


def rule_of(criteria: list[Criterion], places: int) -> Rule:
    """The official rule that these criteria declare."""
    return Rule(
        maxima=tuple(each.maximum for each in criteria), weights=tuple(each.weight for each in criteria), places=places
    )
