"""A rules text as a page prints it: headings, lists and paragraphs, nothing else, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

HEADING = re.compile(r"(#{1,3})\s+(.+)")
ITEM = re.compile(r"[-*•+]\s+(.+)")
#: The page has its own h1.
DEEPER = 1


@register.filter
def rules_text(body: str | None) -> SafeString:
    """`# heading`, `- item`, blank line between paragraphs."""
    return mark_safe("\n".join(_blocks((body or "").splitlines())))  # every piece is escaped below


def _blocks(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    items: list[str] = []

    def flush() -> Iterator[str]:
        if paragraph:
            yield f"<p>{'<br>'.join(map(escape, paragraph))}</p>"
        if items:
            yield f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        paragraph.clear()
        items.clear()

    for line in (line.strip() for line in lines):
        heading, item = HEADING.fullmatch(line), ITEM.fullmatch(line)
        if heading or not line or bool(item) != bool(items):
            yield from flush()
        if heading:
            level = len(heading[1]) + DEEPER
            yield f"<h{level}>{escape(heading[2])}</h{level}>"
        elif item:
            items.append(item[1])
        elif line:
            paragraph.append(line)
    yield from flush()
