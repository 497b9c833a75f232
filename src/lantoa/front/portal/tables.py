"""The table of articles about one contest."""

from __future__ import annotations

from typing import Any, ClassVar

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NOWRAP, NumberColumn, StampColumn, Table
from lantoa.front.portal.models import ArticlePage


class ArticleTable(Table):
    """Drafts and published articles; the title leads to the editor, or to the page for those who do not edit."""

    caption = _("Articles about this contest")
    empty_icon = "newspaper"
    empty_title = _("No article yet")
    empty_text = _("Draft one from the figures above: it stays a draft until an editor publishes it.")

    title = tables.Column(verbose_name=_("Title"))
    live = tables.Column(verbose_name=_("State"), attrs=NOWRAP)
    published_at = StampColumn(verbose_name=_("Date"))
    views = NumberColumn(verbose_name=_("Views"))

    def __init__(self, *args: Any, editor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editor = editor

    def render_title(self, value: str, record: ArticlePage) -> str | SafeString:
        address = reverse("wagtailadmin_pages:edit", args=[record.pk]) if self.editor else record.url
        return format_html('<a href="{}">{}</a>', address, value) if self.editor or record.live else value

    def value_title(self, value: str) -> str:
        return value

    def render_live(self, value: bool) -> Any:
        return _("published") if value else _("draft")

    def value_live(self, value: bool) -> str:
        return str(self.render_live(value))

    class Meta:
        fields = ("title", "live", "published_at", "views")


class ArticleFilter(FilterSet):
    """Search without marks."""

    search_fields: ClassVar[list[str]] = ["title"]

    class Meta:
        model = ArticlePage
        fields: ClassVar[list[str]] = []
