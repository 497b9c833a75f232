"""The portal's part: the article of the reference case, and a second one that the portal drafts from the figures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from PIL import Image

from lantoa.contest.entries.models import Entry
from lantoa.demo import cast, reference
from lantoa.front.portal import services as portal
from lantoa.front.portal.models import ArticlePage

if TYPE_CHECKING:
    from lantoa.demo.stage import Stage

COLUMNS, ROWS = 4, 2
TILE = (400, 225)


def publish(stage: Stage) -> None:
    """The reported article goes into its section; the participation article waits as a draft for an editor."""
    memory = stage.memory
    editor = cast.person(cast.SECRETARY, memory.password)
    if not memory.article:
        told = reference.facts()["article"]
        page = portal.import_article(
            section=told["section"],
            title=told["title"],
            published_at=told["published"],
            views_carried_over=told["view_count"],
            paragraphs=list(reference.article_paragraphs()),
            caption=told["photo_caption"],
            image=_mosaic(stage),
            image_title="Ảnh ghép từ các clip dự thi (minh hoạ)",
            byline=told["byline"],
            by=editor,
        )
        memory.article = page.url
        memory.keep()
    stage.say(f"  Article: {memory.article}")
    if not ArticlePage.objects.filter(pk=memory.draft_article).exists():
        browser = stage.browser(cast.SECRETARY)
        known = set(ArticlePage.objects.values_list("pk", flat=True))
        browser.post(f"/desk/articles/{memory.contest}/draft/")
        drafted = ArticlePage.objects.exclude(pk__in=known).order_by("pk").last()
        if drafted is None:
            raise RuntimeError("The portal drafted no article.")
        memory.draft_article = drafted.pk
        memory.keep()


def _mosaic(stage: Stage) -> BytesIO:
    """The article's photograph is not in our hands: a sheet of the contest's own posters stands in for it."""
    sheet = Image.new("RGB", (COLUMNS * TILE[0], ROWS * TILE[1]), "#0B5563")
    entries = (
        Entry.objects.filter(contest__slug=stage.memory.contest, state="accepted")
        .select_related("video")
        .order_by("number")
    )
    for place, entry in enumerate(entries[: COLUMNS * ROWS]):
        poster = next(iter(sorted(Path(settings.MEDIA_ROOT, "videos", entry.video.media_key).glob("poster*"))), None)
        if poster:
            with Image.open(poster) as picture:
                tile = picture.convert("RGB").resize(TILE)
            sheet.paste(tile, (place % COLUMNS * TILE[0], place // COLUMNS * TILE[1]))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=85)
    out.seek(0)
    return out
