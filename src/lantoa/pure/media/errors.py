"""What can be wrong with a clip, or with the machine that works on it."""

from __future__ import annotations

from typing import Any

from lantoa.pure.kernel.errors import DomainError


class MediaError(DomainError):
    """A clip could not be read or prepared; `permanent` says that trying again cannot help."""

    status = 422

    def __init__(self, code: str, /, *, permanent: bool = False, **params: Any) -> None:
        super().__init__(code, **params)
        self.permanent = permanent
