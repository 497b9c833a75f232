"""Sample rubrics. They are samples, no organiser's rules: the reference article states none, and every page says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A rubric from which one may begin: rows of (name, guidance, highest score, step, weight in per cent)."""

    key: str
    label: Any
    about: Any
    rows: tuple[tuple[Any, Any, str, str, str], ...]

    def criteria(self) -> list[dict[str, Any]]:
        """The rows in the reader's language, as `services.create_rubric` takes them."""
        return [
            {
                "name": str(name),
                "guidance": str(guidance),
                "maximum": Decimal(maximum),
                "step": Decimal(step),
                "weight": Decimal(weight),
            }
            for name, guidance, maximum, step, weight in self.rows
        ]


PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            key="theme",
            label=_("Theme, storytelling, craft, reach"),
            about=_(
                "Four criteria of ten points each; content counts most. Fits contests about people and good deeds."
            ),
            rows=(
                (
                    _("Content and theme"),
                    _("True to the theme of the contest; real people, real deeds; a clear message."),
                    "10",
                    "0.5",
                    "40",
                ),
                (
                    _("Storytelling"),
                    _("How it is told: opening, development, end; feeling; own ideas."),
                    "10",
                    "0.5",
                    "25",
                ),
                (_("Picture and sound"), _("Framing, light, sound, music, commentary, subtitles."), "10", "0.5", "20"),
                (_("Power to spread"), _("Would people pass it on, learn from it, do likewise?"), "10", "0.5", "15"),
            ),
        ),
        Preset(
            key="hundred",
            label=_("A hundred points"),
            about=_("Three criteria whose highest scores add up to 100, as many printed score sheets have it."),
            rows=(
                (_("Content"), _("True to the theme; correct; a clear message."), "50", "1", "50"),
                (_("Form"), _("Picture, sound, editing, commentary."), "30", "1", "30"),
                (_("Originality"), _("Own ideas; a new look at the theme."), "20", "1", "20"),
            ),
        ),
        Preset(
            key="one",
            label=_("One score"),
            about=_("One mark from 0 to 10 for the clip as a whole."),
            rows=((_("The clip as a whole"), "", "10", "0.5", "1"),),
        ),
    )
}
