"""Errors that a rule of the house raises; the sentence for people is found by code at the edge."""

from __future__ import annotations

from typing import Any


class DomainError(Exception):
    """A refusal with a machine-readable code.

    `code` names the rule, `params` fill the sentence that `lantoa.base.web.errors` looks up, and
    `status` is the HTTP status that fits.
    """

    status = 400

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class Forbidden(DomainError):
    """The person is known and may not do this."""

    status = 403


class Conflict(DomainError):
    """The object is in a state that does not allow this, or somebody else was faster."""

    status = 409


class TooLarge(DomainError):
    """More bytes than the rules or the disk allow."""

    status = 413


class NoSpace(DomainError):
    """The server has not enough room for this now."""

    status = 507
