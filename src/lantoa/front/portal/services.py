"""Set up the site, bring articles in, draft them from figures, count readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.db import IntegrityError, transaction
from django.utils.html import escape
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Site
from wagtail.rich_text import RichText

from lantoa.base.audit.services import record
from lantoa.contest.audience.viewers import hash_viewer
from lantoa.contest.contests.models import Contest, State
from lantoa.front.portal import drafting
from lantoa.front.portal.errors import NothingToReport
from lantoa.front.portal.models import ArticlePage, ArticleView, BasePage, HomePage, NewsIndexPage
from lantoa.front.reports.queries import participation
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.text import slug

EDITORS = "Biên tập viên"
NEWS = "Tin tức"
HALF_HOUR = 1800
PAGE_RIGHTS = ("add_basepage", "change_basepage", "publish_basepage", "lock_basepage", "unlock_basepage")
IMAGE_RIGHTS = ("add_image", "change_image", "choose_image")
#: (app, codename) of what editors may do besides pages and pictures.
OTHER_RIGHTS = (
    ("wagtailadmin", "access_admin"),
    ("portal", "change_officesettings"),
    *(
        ("weather", f"{act}_{model}")
        for act in ("add", "change", "delete", "view")
        for model in ("place", "observation")
    ),
)


@transaction.atomic
def ensure_site() -> HomePage:
    """A home page, a news section and the editors' group; what is there already is left alone."""
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    site = Site.objects.filter(is_default_site=True).first()
    home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if home is None:
        home = _make_home(site)
    _settle_address()
    _news(home)
    _ensure_editors(home)
    return home


def _make_home(site: Site | None) -> HomePage:
    root = BasePage.objects.filter(depth=1).first() or BasePage.add_root(instance=BasePage(title="Root", slug="root"))
    welcome = site.root_page if site else None
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu"))
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Lantoa")
    else:
        Site.objects.filter(pk=site.pk).update(root_page=home, site_name="Lantoa")
        if welcome is not None and type(welcome.specific) is BasePage and not welcome.get_children().exists():
            # Wagtail's own "Welcome" page, which nobody has touched.
            welcome.delete()
    Site.clear_site_root_paths_cache()
    return home


def _settle_address() -> None:
    """Whole addresses (feed, sitemap, canonical links) begin with the address that people use."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.get(is_default_site=True)
    if (site.hostname, site.port) != (address.hostname, port):
        Site.objects.filter(pk=site.pk).update(hostname=address.hostname, port=port)
        Site.clear_site_root_paths_cache()


def _news(home: HomePage) -> NewsIndexPage:
    """The section that holds all others."""
    found = NewsIndexPage.objects.child_of(home).first()
    return found or home.add_child(instance=NewsIndexPage(title=NEWS, slug="tin-tuc"))


def _ensure_editors(home: HomePage) -> None:
    group, made = Group.objects.get_or_create(name=EDITORS)
    if not made:
        return
    for app, codename in OTHER_RIGHTS:
        group.permissions.add(_right(app, codename))
    for codename in PAGE_RIGHTS:
        GroupPagePermission.objects.create(group=group, page_id=home.pk, permission=_right("portal", codename))
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for codename in IMAGE_RIGHTS:
        right = _right("wagtailimages", codename)
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)


def _right(app: str, codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label=app)


def make_editor(user: Any) -> None:
    """Let this person edit the portal."""
    user.groups.add(Group.objects.get(name=EDITORS))


@transaction.atomic
def section(title: str) -> NewsIndexPage:
    """The news section of this name, made if need be."""
    news = _news(ensure_site())
    found = NewsIndexPage.objects.descendant_of(news, inclusive=True).filter(title__iexact=title).first()
    return found or news.add_child(instance=NewsIndexPage(title=title, slug=_free_slug(news, title, limit=60)))


@transaction.atomic
def import_article(
    *,
    section: str,
    title: str,
    published_at: datetime,
    paragraphs: Sequence[str],
    by: Any,
    lead: str = "",
    caption: str = "",
    image: BinaryIO | None = None,
    image_title: str = "",
    byline: str = "",
    views_carried_over: int = 0,
) -> ArticlePage:
    """An article from elsewhere with its own date, published at once."""
    parent = _section(section)
    page = ArticlePage(
        title=title,
        slug=_free_slug(parent, title),
        published_at=published_at,
        lead=lead,
        caption=caption,
        image=_keep_image(image, image_title or caption or title, by) if image else None,
        body=_text(paragraphs),
        byline=byline,
        views_carried_over=views_carried_over,
        owner=by,
    )
    parent.add_child(instance=page)
    # Whoever calls a service has been authorised; Wagtail would ask for the rights of an editor once more.
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    record("article.imported", page, by=by)
    return page


_section = section


def _free_slug(parent: NewsIndexPage, title: str, *, limit: int = 80) -> str:
    base = slug(title, limit=limit) or "bai-viet"
    taken = set(parent.get_children().values_list("slug", flat=True))
    number, wanted = 1, base
    while wanted in taken:
        number += 1
        wanted = f"{base}-{number}"
    return wanted


def _text(paragraphs: Sequence[str]) -> list[tuple[str, RichText]]:
    return [("text", RichText("".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)))]


def _keep_image(image: BinaryIO, title: str, by: Any) -> Any:
    made = get_image_model()(title=title[:255], uploaded_by_user=by)
    made.file = ImageFile(image, name=f"{slug(title, limit=40) or 'anh'}.jpg")
    made.save()
    return made


@transaction.atomic
def draft_participation_article(contest: Contest, *, by: Any, now: datetime | None = None) -> ArticlePage:
    """An unpublished article whose participation paragraph is written from the database; an editor goes on from it."""
    if contest.state == State.DRAFT:
        raise NothingToReport()
    figures = participation(contest)
    parent = _news(ensure_site())
    title = drafting.title(contest)
    page = ArticlePage(
        title=title,
        slug=_free_slug(parent, title),
        body=_text(drafting.paragraphs(contest, figures, now or clock.now())),
        contest=contest,
        owner=by,
        live=False,
    )
    parent.add_child(instance=page)
    page.save_revision(user=by)
    record(
        "article.drafted",
        page,
        by=by,
        scope=contest,
        units=f"{figures.units_taking_part}/{figures.units_total}",
        entries=figures.entries_received,
    )
    return page


def count_reading(article: ArticlePage, *, reader: str, now: datetime | None = None) -> bool:
    """Once per reader and half hour; the database itself refuses a second one."""
    now = now or clock.now()
    try:
        with transaction.atomic():
            ArticleView.objects.create(
                article=article,
                reader=hash_viewer(reader, f"article:{article.pk}"),
                slot=int(now.timestamp()) // HALF_HOUR,
                at=now,
            )
    except IntegrityError:
        return False
    return True
