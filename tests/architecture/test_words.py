"""Both catalogues are full: no page can mix Vietnamese and English."""

import re

import polib
import pytest

from lantoa.config.gather import catalogue, rooms, untranslated
from lantoa.config.messages import PACKAGE, catalogues

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("room", rooms(), ids=lambda room: f"{room.parent.name}.{room.name}")
def test_catalogue_is_full(room, language):
    assert [message.msgid for message in untranslated(room, language)] == []


@pytest.mark.parametrize("path", list(catalogues()), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_translations_keep_their_placeholders(path):
    broken = []
    for entry in polib.pofile(str(path)):
        asked = sorted(PLACEHOLDER.findall(entry.msgid))
        given = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        plural = sorted(PLACEHOLDER.findall(entry.msgid_plural)) if entry.msgid_plural else asked
        broken += [entry.msgid for text in given if text and sorted(PLACEHOLDER.findall(text)) not in (asked, plural)]
    assert broken == []


def test_vietnamese_is_not_english_left_standing():
    """A Vietnamese text equal to its English one must be a name, a sign or a word used in both."""
    same = []
    for room in rooms():
        path = catalogue(room, "vi")
        if path.exists():
            same += [
                e.msgid
                for e in polib.pofile(str(path))
                if e.msgid == e.msgstr and len(e.msgid.split()) > 2 and "%" not in e.msgid
            ]
    assert same == []
