"""Gather the words of each room into its catalogues. Development only: it needs Babel and enmerkar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

from lantoa.config.messages import PACKAGE

METHODS = [
    ("**.py", "python"),
    ("**.html", "enmerkar.extract:extract_django"),
    ("**.txt", "enmerkar.extract:extract_django"),
]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Message:
    """One thing to translate, as gettext keys it."""

    msgid: str
    plural: str = ""
    context: str | None = None

    def in_catalogue(self, po: polib.POFile) -> polib.POEntry | None:
        for entry in po:
            if entry.msgid == self.msgid and (entry.msgctxt or None) == self.context and not entry.obsolete:
                return entry
        return None


def rooms() -> list[Path]:
    """Each room with words of its own, and `config` and `demo`, which are rooms of one."""
    found = [p.parent for p in PACKAGE.glob("*/*/__init__.py") if p.parent.parent.name in {"front", "contest", "base"}]
    return sorted([*found, PACKAGE / "config", PACKAGE / "demo"])


def messages_of(room: Path) -> list[Message]:
    """Every translatable message in the room's code and templates, once, in order of appearance."""
    seen: dict[Message, None] = {}
    for _file, _line, found, _comments, context in extract_from_dir(
        str(room), METHODS, options_map={}, keywords=KEYWORDS, comment_tags=()
    ):
        forms = found if isinstance(found, tuple) else (found,)
        if forms[0]:
            seen[Message(forms[0], forms[1] if len(forms) > 1 and forms[1] else "", context)] = None
    return list(seen)


def catalogue(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def untranslated(room: Path, language: str) -> Iterator[Message]:
    """Messages of the room that its catalogue lacks, leaves empty or marks as a guess."""
    path = catalogue(room, language)
    po = polib.pofile(str(path)) if path.exists() else polib.POFile()
    for message in messages_of(room):
        entry = message.in_catalogue(po)
        if entry is None or not entry.translated():
            yield message


def _header(po: polib.POFile, language: str) -> None:
    po.metadata = {
        "Project-Id-Version": "lantoa",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;" if language == "vi" else "nplurals=2; plural=(n != 1);",
    }


def _update(room: Path, language: str, wanted: list[Message]) -> int:
    path = catalogue(room, language)
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    new = polib.POFile(wrapwidth=110)
    _header(new, language)
    missing = 0
    for message in wanted:
        known = message.in_catalogue(old)
        entry = polib.POEntry(msgid=message.msgid, msgid_plural=message.plural, msgctxt=message.context)
        if message.plural:
            forms = {0: message.msgid, 1: message.plural} if language == "en" else {0: ""}
            kept = known.msgstr_plural if known and known.msgid_plural and language != "en" else {}
            entry.msgstr_plural = {int(k): v for k, v in kept.items()} or forms
        else:
            entry.msgstr = message.msgid if language == "en" else (known.msgstr if known else "")
        if "%(" in message.msgid or "%s" in message.msgid or "%d" in message.msgid:
            entry.flags.append("python-format")
        missing += not entry.translated()
        new.append(entry)
    # Words that a room supplies for others (allauth, Wagtail) are kept: nothing in its own code asks for them.
    keys = {(m.msgid, m.context) for m in wanted}
    for entry in old:
        if (entry.msgid, entry.msgctxt or None) not in keys and "supplied" in (entry.comment or ""):
            new.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(path))
    return missing


def gather() -> int:
    """Rewrite every catalogue from the code, keeping translations; returns how many Vietnamese ones are missing."""
    total = 0
    for room in rooms():
        wanted = messages_of(room)
        if not wanted and not catalogue(room, "vi").exists():
            continue
        _update(room, "en", wanted)
        missing = _update(room, "vi", wanted)
        total += missing
        if missing:
            print(f"{room.relative_to(PACKAGE)}: {missing} without Vietnamese")
    print(f"{total} messages without Vietnamese")
    return total
