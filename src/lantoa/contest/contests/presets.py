"""Sample values from which a contest may be begun. They are samples, no organiser's rules, and say so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lantoa.base.web.templatetags.lantoa import duration

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """What a contest of one kind of organiser often asks for."""

    key: str
    label: Any
    who: Any
    min_seconds: int
    max_seconds: int
    entries_per_unit: int = 0
    min_height: int = 0

    def initial(self) -> dict[str, Any]:
        """Values for the form of a new contest."""
        return {
            "min_seconds": self.min_seconds,
            "max_seconds": self.max_seconds,
            "entries_per_unit": self.entries_per_unit,
            "min_height": self.min_height,
        }

    def rules(self) -> str:
        """The skeleton of a rules text in the reader's language, marked as a sample."""
        language = get_language() or settings.LANGUAGE_CODE
        path = DATA / f"rules.{language}.md"
        body = (path if path.exists() else DATA / "rules.vi.md").read_text(encoding="utf-8")
        quota = _(", at most %(n)d entries each") % {"n": self.entries_per_unit} if self.entries_per_unit else ""
        return body.format(
            who=self.who, quota=quota, shortest=duration(self.min_seconds), longest=duration(self.max_seconds)
        )


PRESETS = {
    preset.key: preset
    for preset in (
        Preset(
            key="party",
            label=gettext_lazy("Party committee"),
            who=gettext_lazy("Grassroots party organisations that are invited"),
            min_seconds=420,
            max_seconds=600,
        ),
        Preset(
            key="ward",
            label=gettext_lazy("Ward or commune"),
            who=gettext_lazy("Offices, residential groups, schools and associations of the ward or commune"),
            min_seconds=180,
            max_seconds=300,
            entries_per_unit=2,
        ),
        Preset(
            key="school",
            label=gettext_lazy("School"),
            who=gettext_lazy("Classes and clubs of the school"),
            min_seconds=60,
            max_seconds=180,
            entries_per_unit=3,
        ),
        Preset(
            key="union",
            label=gettext_lazy("Trade union or Youth Union"),
            who=gettext_lazy("Grassroots unions and Youth Union branches that are invited"),
            min_seconds=180,
            max_seconds=420,
            entries_per_unit=2,
            min_height=720,
        ),
        Preset(
            key="company",
            label=gettext_lazy("Company"),
            who=gettext_lazy("Departments and branches of the company"),
            min_seconds=60,
            max_seconds=300,
            min_height=720,
        ),
    )
}
