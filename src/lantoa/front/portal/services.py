"""Set up the site, bring articles in, draft them from figures, count readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

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
from lantoa.contest.contests.models import Contest
from lantoa.front.portal import drafting
from lantoa.front.portal.models import ArticlePage, ArticleView, BasePage, HomePage, NewsIndexPage
from lantoa.front.reports.queries import participation
from lantoa.pure.kernel import clock
from lantoa.pure.kernel.text import slug

EDITORS = "Biên tập viên"
NEWS = "Tin tức"
HALF_HOUR = 1800
PAGE_RIGHTS = ("add_basepage", "change_basepage", "publish_basepage")


@transaction.atomic
def ensure_site() -> HomePage:
    """A home page, a news section and the editors' group; what is there already is left alone."""
    Locale.objects.get_or_create(language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE))
    site = Site.objects.filter(is_default_site=True).first()
    home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if home is None:
        home = _make_home(site)
    if not NewsIndexPage.objects.child_of(home).exists():
        home.add_child(instance=NewsIndexPage(title=NEWS, slug="tin-tuc"))
    _ensure_editors(home)
    return home


def _make_home(site: Site | None) -> HomePage:
    page_model = BasePage
    root = page_model.objects.filter(depth=1).first() or page_model.add_root(
        instance=page_model(title="Root", slug="root")
    )
    welcome = site.root_page if site else None
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu"))
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Lantoa")
    else:
        Site.objects.filter(pk=site.pk).update(root_page=home, site_name="Lantoa")
        if welcome is not None and type(welcome.specific) is page_model and not welcome.get_children().exists():
            # Wagtail's own "Welcome" page, which nobody has touched.
            welcome.delete()
    Site.clear_site_root_paths_cache()
    return home


def _ensure_editors(home: HomePage) -> None:
    group, made = Group.objects.get_or_create(name=EDITORS)
    if not made:
        return
    group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    for codename in PAGE_RIGHTS:
        right = Permission.objects.get(codename=codename, content_type__app_label="portal")
        GroupPagePermission.objects.create(group=group, page_id=home.pk, permission=right)
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for codename in ("add_image", "change_image", "choose_image"):
        right = Permission.objects.get(codename=codename, content_type__app_label="wagtailimages")
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)


def make_editor(user: Any) -> None:
    """Let this person edit the portal."""
    user.groups.add(Group.objects.get(name=EDITORS))


@transaction.atomic
def section(title: str) -> NewsIndexPage:
    """The news section of this name, made if need be."""
    home = ensure_site()
    found = NewsIndexPage.objects.child_of(home).filter(title__iexact=title).first()
    if found is not None:
        return found
    made = home.add_child(instance=NewsIndexPage(title=title, slug=slug(title, limit=60)))
    return made


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


def _free_slug(parent: NewsIndexPage, title: str) -> str:
    base = slug(title, limit=80) or "bai-viet"
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
def draft_participation_article(contest: Contest, *, by: Any) -> ArticlePage:
    """An unpublished article whose participation paragraph is written from the database; an editor goes on from it."""
    figures = participation(contest)
    parent = _section(NEWS)
    title = drafting.title(contest)
    page = ArticlePage(
        title=title,
        slug=_free_slug(parent, title),
        body=_text(drafting.paragraphs(contest, figures)),
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
