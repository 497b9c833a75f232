"""Charts drawn on the server: SVG whose letters do not shrink with it, and the figures as a table behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lantoa.base.web.templatetags.lantoa import number

#: Share of the width that the longest bar takes, so that its figure still fits beside it.
LONGEST_BAR = 84
ROW_HEIGHT = 52
COLUMNS_HEIGHT = 220
TOP, FLOOR = 26, 190
#: Beyond this a figure over each column would touch its neighbour on a phone.
FIGURES_OVER_EACH = 14
MOST_DAY_LABELS = 6


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One bar or column. Lengths are texts, because a template would print 62.5 as "62,5" in Vietnamese."""

    label: str
    value: Any
    text: str
    x: str = "0"
    y: str = "0"
    width: str = "0"
    height: str = "0"
    text_y: str = "0"
    middle: str = "0"
    label_x: str = "0"
    anchor: str = "middle"
    show_label: bool = True
    show_value: bool = True


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What `web/components/chart.html` draws."""

    kind: str
    id: str
    title: str
    description: str
    label_heading: str
    value_heading: str
    height: str
    marks: list[Mark]


def _length(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(value: Any, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def _rows(rows: Iterable[tuple[Any, Any]]) -> list[tuple[str, Any, float]]:
    return [(str(label), value, max(float(value or Decimal(0)), 0.0)) for label, value in rows]


def bars(
    rows: Iterable[tuple[Any, Any]],
    *,
    title: Any,
    id: str,
    description: Any = "",
    unit: str = "",
    label_heading: Any = "",
    value_heading: Any = "",
) -> Chart:
    """Horizontal bars, in the order given: the label stands above its bar, the figure at its end."""
    given = _rows(rows)
    most = max((size for *_, size in given), default=0) or 1
    marks = [
        Mark(
            label=label,
            value=value,
            text=_text(value, unit),
            y=str(place * ROW_HEIGHT + 24),
            text_y=str(place * ROW_HEIGHT + 17),
            width=_length(size / most * LONGEST_BAR),
        )
        for place, (label, value, size) in enumerate(given)
    ]
    return Chart(
        kind="bars",
        id=id,
        title=str(title),
        description=str(description),
        label_heading=str(label_heading),
        value_heading=str(value_heading),
        height=str(max(len(marks), 1) * ROW_HEIGHT),
        marks=marks,
    )


def columns(
    rows: Iterable[tuple[Any, Any]],
    *,
    title: Any,
    id: str,
    description: Any = "",
    unit: str = "",
    label_heading: Any = "",
    value_heading: Any = "",
) -> Chart:
    """Upright columns side by side, for days in order; a few labels below, figures above where they fit."""
    given = _rows(rows)
    most = max((size for *_, size in given), default=0) or 1
    step = 100 / max(len(given), 1)
    every = max(-(-len(given) // MOST_DAY_LABELS), 1)
    marks = [_column(place, row, len(given), most, step, every) for place, row in enumerate(given)]
    return Chart(
        kind="columns",
        id=id,
        title=str(title),
        description=str(description),
        label_heading=str(label_heading),
        value_heading=str(value_heading) or unit,
        height=str(COLUMNS_HEIGHT),
        marks=marks,
    )


def _column(place: int, row: tuple[str, Any, float], count: int, most: float, step: float, every: int) -> Mark:
    label, value, size = row
    tall = size / most * (FLOOR - TOP)
    # The outermost labels would stick out of the picture if they were centred.
    anchor = {0: "start", count - 1: "end"}.get(place, "middle") if count > MOST_DAY_LABELS else "middle"
    label_at = {"start": place * step, "end": (place + 1) * step}.get(anchor, place * step + step / 2)
    return Mark(
        label=label,
        value=value,
        text=number(value),
        x=_length(place * step + step * 0.14),
        width=_length(step * 0.72),
        y=_length(FLOOR - tall),
        height=_length(tall),
        text_y=_length(FLOOR - tall - 7),
        middle=_length(place * step + step / 2),
        label_x=_length(label_at),
        anchor=anchor,
        show_label=_labelled(place, count, every),
        show_value=size > 0 and (count <= FIGURES_OVER_EACH or size == most),
    )


def _labelled(place: int, count: int, every: int) -> bool:
    """Every n-th day, and the last unless its neighbour is too near."""
    if place == count - 1:
        return True
    return place % every == 0 and count - 1 - place >= every
