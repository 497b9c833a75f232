"""Vietnamese text: one form on the way in, one fold for search, one slug for addresses."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_D_WITH_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})


def normalise(text: str) -> str:
    """Titles, names and keys: NFKC (undoes "fancy" letters and NFD file names), no zero-width, single spaces."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)).translate(_ZERO_WIDTH)
    return " ".join(plain.split())


def fold(text: str) -> str:
    """For search: lower case without marks; `Đà Nẵng` and `da nang` fold alike, both tone styles too."""
    bare = unicodedata.normalize("NFD", normalise(text).translate(_D_WITH_STROKE))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def slug(text: str, *, limit: int = 80) -> str:
    """Letters, digits and hyphens, at most `limit` characters, cut at a word's edge; may be empty."""
    made = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(made) <= limit:
        return made
    return made[: limit + 1].rsplit("-", 1)[0][:limit].strip("-")


_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[list[int], list[int]]:
    """Vietnamese alphabetical order: letters decide before tones (ngang, huyền, hỏi, ngã, sắc, nặng)."""
    letters: list[int] = []
    tones: list[int] = []
    for cluster in unicodedata.normalize("NFC", normalise(text).lower()):
        parts = unicodedata.normalize("NFD", cluster)
        tone = next((_TONES[c] for c in parts if c in _TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        position = _LETTERS.find(letter)
        letters.append(1000 + position if position >= 0 else ord(letter[0]))
        tones.append(tone)
    return letters, tones
