"""Pages of the site around the contest."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import AbstractPage

RICH = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr", "blockquote"]


class BasePage(AbstractPage):
    """Our own base page: swappable only before the first migration, so it is there from the start."""

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's one hook for what a template gets, in previews too; what each kind shows stands in `context`."""
        from lantoa.front.portal.context import of_page

        return {**super().get_context(request, *args, **kwargs), **of_page(self, request)}


class FigureBlock(blocks.StructBlock):
    """A picture with the line under it."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        label = _("Figure")
        icon = "image"
        template = "portal/blocks/figure.html"


class BodyBlock(blocks.StreamBlock):
    """What an article or a page is made of."""

    text = blocks.RichTextBlock(label=_("Text"), features=RICH)
    figure = FigureBlock()
    quote = blocks.BlockQuoteBlock(label=_("Quotation"))


class HomePage(BasePage):
    """The front door: the contests that run, new clips, news, the weather."""

    intro = RichTextField(_("welcome"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["portal.BasePage"]
    subpage_types: ClassVar[list[str]] = ["portal.NewsIndexPage", "portal.StandardPage"]
    template = "portal/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class NewsIndexPage(BasePage):
    """A section of news; the first one, "Tin tức", holds the others and lists the articles of all."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = ["portal.ArticlePage", "portal.NewsIndexPage"]
    template = "portal/news_index_page.html"

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")


class ArticlePage(BasePage):
    """An article, laid out as the portals of offices do: section, title, date and views, figure, body, byline."""

    published_at = models.DateTimeField(
        _("published"), default=timezone.now, help_text=_("The date that is printed; an older article keeps its own.")
    )
    lead = models.TextField(_("lead"), blank=True, max_length=1000)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    contest = models.ForeignKey(
        "contests.Contest",
        verbose_name=_("contest"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to=~models.Q(state="draft"),
        help_text=_("The contest that the article is about; its page is linked at the end."),
    )
    views_carried_over = models.PositiveIntegerField(
        _("views carried over"),
        default=0,
        help_text=_(
            "Views that a former portal had counted before the article came here. They are added to those counted here."
        ),
    )

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("published_at"),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("caption")], heading=_("Figure")),
        FieldPanel("body"),
        FieldPanel("byline"),
        FieldPanel("contest"),
        FieldPanel("views_carried_over"),
    ]
    parent_page_types: ClassVar[list[str]] = ["portal.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class StandardPage(BasePage):
    """A page that is no news: about us, contact, privacy."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.StandardPage"]
    subpage_types: ClassVar[list[str]] = ["portal.StandardPage"]
    template = "portal/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class ArticleView(models.Model):
    """One counted reading: once per reader and half hour."""

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="counted_views")
    #: Keyed hash of the reader's cookie; says nothing about the person.
    reader = models.CharField(max_length=32)
    slot = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [models.UniqueConstraint(fields=["article", "reader", "slot"], name="reading_once_per_half_hour")]


@register_setting(icon="home")
class OfficeSettings(BaseSiteSetting):
    """Who stands behind the site; printed at the foot of every page."""

    office = models.CharField(_("office"), max_length=200, blank=True)
    responsible = models.CharField(_("responsible for the content"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("office"),
        FieldPanel("responsible"),
        FieldPanel("address"),
        FieldPanel("phone"),
        FieldPanel("email"),
    ]

    class Meta:
        verbose_name = _("foot of the pages")
        verbose_name_plural = _("foot of the pages")
