"""Refusals of this room; the sentences are found by code at the edge."""

from __future__ import annotations

from lantoa.pure.kernel.errors import DomainError


class Unprocessable(DomainError):
    """Well-formed, but not a value that the rule allows."""

    status = 422
