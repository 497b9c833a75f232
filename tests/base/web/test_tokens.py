"""Every pair of colours that pages use is readable: WCAG 2.2 AA in light and dark."""

import re
from pathlib import Path

import pytest

import lantoa

CSS = (Path(lantoa.__file__).parent / "base/web/static/web/css/tokens.css").read_text()
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")

TEXT = [
    ("ink", ground)
    for ground in (
        "paper",
        "surface",
        "sunken",
        "brand-soft",
        "good-soft",
        "warn-soft",
        "bad-soft",
        "info-soft",
    )
]
TEXT += [("ink-soft", ground) for ground in ("paper", "surface", "sunken")]
TEXT += [("brand", ground) for ground in ("paper", "surface", "sunken", "brand-soft")]
TEXT += [("brand-strong", "paper"), ("brand-strong", "surface")]
TEXT += [(tone, ground) for tone in ("good", "warn", "bad", "info") for ground in (f"{tone}-soft", "surface", "paper")]
TEXT += [(f"on-{ground}", ground) for ground in ("brand", "accent", "good", "warn", "bad", "info")] + [
    ("on-brand", "brand-strong")
]
SIGNS = [
    (sign, ground)
    for sign in ("line-strong", "focus", "chart-1", "chart-2", "chart-3", "chart-4")
    for ground in ("paper", "surface", "sunken")
]


def schemes():
    light = CSS[: CSS.index("@media (prefers-color-scheme: dark)")]
    system = CSS[CSS.index("@media (prefers-color-scheme: dark)") : CSS.index(':root[data-theme="dark"]')]
    chosen = CSS[CSS.index(':root[data-theme="dark"]') :]
    return {
        name: dict(TOKEN.findall(part)) for name, part in [("light", light), ("system", system), ("chosen", chosen)]
    }


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_dark_is_the_same_whether_chosen_or_the_systems():
    assert schemes()["chosen"] == schemes()["system"]


def test_dark_says_every_colour_that_light_says():
    assert schemes()["light"].keys() == schemes()["chosen"].keys()


@pytest.mark.parametrize("scheme", ["light", "chosen"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SIGNS, 3)], ids=["text", "signs"])
def test_contrast(scheme, pairs, least):
    colours = schemes()[scheme]
    weak = {f"{one} on {other}": round(contrast(colours[one], colours[other]), 2) for one, other in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}
