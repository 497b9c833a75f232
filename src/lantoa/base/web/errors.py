"""From an error's code to a sentence for people.

Rooms below the view layer raise `DomainError(code, **params)` and know no language; each room registers its
sentences once, from `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lantoa.pure.kernel.errors import DomainError

_sentences: dict[str, Any] = {}

#: For a code that nobody has registered.
UNKNOWN = _("This could not be done. Nothing was changed. Please try again, or tell the organisers the code below.")


class AlreadyRegistered(ValueError):
    """Two rooms gave a sentence to one code."""


def register(sentences: Mapping[str, Any]) -> None:
    """Add sentences by code: `register({"entry_closed": _("... %(closes_at)s")})`."""
    for code, text in sentences.items():
        if _sentences.get(code, text) is not text:
            raise AlreadyRegistered(code)
        _sentences[code] = text


def codes() -> set[str]:
    """Every registered code."""
    return set(_sentences)


def sentence(error: DomainError) -> str:
    """The sentence of `error` in the reader's language."""
    text = str(_sentences.get(error.code, UNKNOWN))
    try:
        return text % error.params
    except (KeyError, TypeError, ValueError):
        # A refusal must reach the reader even when somebody forgot a parameter.
        return str(UNKNOWN)
