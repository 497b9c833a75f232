"""Search that does not mind marks: `da nang` finds `Đà Nẵng`, on both databases, without a column for it."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import CharField, Func, Q, QuerySet
from django.db.models.functions import Lower

from lantoa.pure.kernel.text import fold

SQLITE_NAME = "lantoa_fold"


def _marked_letters() -> tuple[str, str]:
    """Every composed Latin letter with marks that Vietnamese writes, and the bare letter of each."""
    made: dict[str, str] = {"đ": "d", "Đ": "d"}
    for base in "aăâeêioôơuưy":
        for letter in (base, base.upper()):
            for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
                composed = unicodedata.normalize("NFC", letter + tone)
                if len(composed) == 1:
                    made[composed] = fold(composed)
    marked = {letter: bare for letter, bare in made.items() if letter.lower() != bare}
    return "".join(marked), "".join(marked.values())


class Folded(Func):
    """The folded text of an expression, as `kernel.text.fold` makes it."""

    arity = 1
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, function=SQLITE_NAME, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        marked, bare = _marked_letters()
        sql, params = compiler.compile(Lower(self.source_expressions[0]))
        return f"translate({sql}, %s, %s)", (*params, marked, bare)


def teach_sqlite(sender: object, connection: Any, **_: object) -> None:
    """Receiver of `connection_created`: SQLite learns to fold."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            SQLITE_NAME, 1, lambda text: None if text is None else fold(str(text)), deterministic=True
        )


def search_marks(queryset: QuerySet, text: str, *fields: str) -> QuerySet:
    """Rows in which every word of `text` stands in one of `fields` (paths as in `filter`), marks aside."""
    words = fold(text).split()
    if not words or not fields:
        return queryset
    names = {field: f"folded_{field}" for field in fields}
    found = queryset.alias(**{name: Folded(field) for field, name in names.items()})
    for word in words:
        found = found.filter(Q(*((f"{name}__contains", word) for name in names.values()), _connector=Q.OR))
    return found
