"""From what a browser sends to what `services.save_sheet` takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from lantoa.contest.judging.models import Criterion
from lantoa.contest.judging.numbers import check_score, field_of, parse_score
from lantoa.pure.kernel.errors import DomainError

LONGEST_BODY = 40_000
HIGHEST_VERSION = 10**9


def read_json(body: bytes, criteria: list[Criterion]) -> tuple[int, dict[int, Decimal | None], str | None]:
    """`{"version": 3, "scores": {"5": "8,5", "6": null}, "comment": "…"}`; what is left out stays as it is."""
    given = _parsed(body)
    version, scores, comment = given.get("version"), given.get("scores", {}), given.get("comment")
    if type(version) is not int or not 0 <= version <= HIGHEST_VERSION:
        raise DomainError("sheet_request_bad")
    if not isinstance(scores, dict) or not (comment is None or isinstance(comment, str)):
        raise DomainError("sheet_request_bad")
    return version, _scores(scores, criteria), _without_nul(comment)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body) if len(body) <= LONGEST_BODY else None
    except (ValueError, RecursionError) as error:
        raise DomainError("sheet_request_bad") from error
    if not isinstance(given, dict):
        raise DomainError("sheet_request_bad")
    return given


def _scores(given: dict[str, Any], criteria: list[Criterion]) -> dict[int, Decimal | None]:
    known = {str(criterion.pk): criterion for criterion in criteria}
    if any(key not in known for key in given):
        raise DomainError("score_criterion_unknown")
    return {known[key].pk: parse_score(value, known[key]) for key, value in given.items()}


def _without_nul(comment: str | None) -> str | None:
    """The database takes every sign but this one, and a lone surrogate is no text at all."""
    if comment is not None and ("\0" in comment or not _is_text(comment)):
        raise DomainError("sheet_request_bad")
    return comment


def _is_text(comment: str) -> bool:
    try:
        comment.encode()
    except UnicodeEncodeError:
        return False
    return True


def read_form(
    post: Mapping[str, str], criteria: list[Criterion]
) -> tuple[int, dict[int, Decimal | None], dict[str, DomainError]]:
    """The same from a plain form: version, scores, and for each field that cannot be read its refusal."""
    version = read_version(post)
    scores: dict[int, Decimal | None] = {}
    refusals: dict[str, DomainError] = {}
    for criterion in criteria:
        field = field_of(criterion)
        try:
            value = parse_score(post.get(field), criterion)
            scores[criterion.pk] = None if value is None else check_score(value, criterion)
        except DomainError as error:
            refusals[field] = error
    return version, scores, refusals


def read_version(post: Mapping[str, str]) -> int:
    """The version of the sheet that the page showed."""
    given = post.get("version", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise DomainError("sheet_request_bad")
    return int(given)
