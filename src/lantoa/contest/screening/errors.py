"""Refusals of this room."""

from lantoa.pure.kernel.errors import DomainError, Forbidden


class OwnUnit(Forbidden):
    """A screener may not decide on work of their own unit."""


class BadDecision(DomainError):
    """A decision or tick that makes no sense."""

    status = 422
