"""Refusals of a transfer that have a status of their own."""

from lantoa.pure.kernel.errors import DomainError


class TicketRefused(DomainError):
    """The ticket exists and is the sender's, but cannot be used any more."""

    status = 403


class UnknownTicket(DomainError):
    """No such ticket, or somebody else's: the answer is the same."""

    status = 404


class Locked(DomainError):
    """Another request writes to this upload now."""

    status = 423


class Busy(DomainError):
    """Too many transfers at once; a client tries again in a moment."""

    status = 503


class Gone(DomainError):
    """The upload was there and has been cancelled or has run out."""

    status = 410


class ChecksumMismatch(DomainError):
    """What arrived is not what was sent (status of the tus checksum extension)."""

    status = 460


class LengthRequired(DomainError):
    status = 411


class WrongType(DomainError):
    status = 415


class Anonymous(DomainError):
    """Nobody is signed in (any more)."""

    status = 401


class PreconditionFailed(DomainError):
    status = 412
