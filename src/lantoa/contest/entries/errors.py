"""Refusals of this room."""

from lantoa.pure.kernel.errors import Conflict, DomainError, Forbidden


class NotInvited(Forbidden):
    """The unit is unknown to the contest, or the person does not speak for it."""


class NotNow(Conflict):
    """The contest does not take entries at this instant, or the quota is used up."""


class Incomplete(DomainError):
    """Something that a submission needs is missing or wrong."""

    status = 422


class SignedOut(DomainError):
    """The session ended while a page was open."""

    status = 401
