"""Wagtail speaks Vietnamese throughout: its own catalogues and ours together hold every word of its pages."""

import gettext
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polib
import pytest
import wagtail
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation
from django.utils.timesince import timesince
from django.utils.translation import trans_real
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.admin.views.i18n import localized_js_catalog

from lantoa.config.gather import catalogue, rooms
from lantoa.config.messages import PACKAGE, catalogues

WAGTAIL = Path(wagtail.__file__).parent
OURS = PACKAGE / "config" / "locale_wagtail" / "vi" / "LC_MESSAGES"
DOMAINS = ["django", "djangojs"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>")
INSTALLED = [Path(app.path) for app in apps.get_app_configs() if app.name.split(".")[0] == "wagtail"]


class Nothing(gettext.NullTranslations):
    """The last resort of a catalogue: says nothing, where gettext would repeat the English."""

    def gettext(self, message):
        return ""

    def ngettext(self, msgid1, msgid2, n):
        return ""

    def pgettext(self, context, message):
        return ""

    def npgettext(self, context, msgid1, msgid2, n):
        return ""


def english(domain, folders):
    """Each message that these apps can show, as Wagtail's own English catalogues list them."""
    for folder in folders:
        path = folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            yield from (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


def vietnamese(domain):
    """The words as a page gets them: every catalogue merged, in Django's order."""
    folders = [str(WAGTAIL / "admin" / "locale")] if domain == "djangojs" else None
    words = trans_real.DjangoTranslation("vi", domain=domain, localedirs=folders)
    words.add_fallback(Nothing())
    return words


def text(words, entry):
    if entry.msgctxt and entry.msgid_plural:
        return words.npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, 2)
    if entry.msgctxt:
        return words.pgettext(entry.msgctxt, entry.msgid)
    if entry.msgid_plural:
        return words.ngettext(entry.msgid, entry.msgid_plural, 2)
    return words.gettext(entry.msgid)


def key(entry):
    return entry.msgctxt or None, entry.msgid


def given(entry):
    """The Vietnamese of an entry; the language has no plural of its own."""
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def test_every_app_of_wagtail_is_looked_at():
    assert {WAGTAIL, WAGTAIL / "admin", WAGTAIL / "images", WAGTAIL / "contrib" / "redirects"} <= set(INSTALLED)
    assert len(list(english("django", INSTALLED))) > 1000


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_word_of_wagtail_has_a_vietnamese_text(domain):
    words = vietnamese(domain)
    assert [entry.msgid for entry in english(domain, INSTALLED) if not text(words, entry)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_ours_keeps_placeholders_tags_and_space_at_the_ends(domain):
    broken = []
    for entry in polib.pofile(str(OURS / f"{domain}.po")):
        said = given(entry)
        asked = [sorted(PLACEHOLDER.findall(form)) for form in (entry.msgid, entry.msgid_plural) if form]
        ends = (entry.msgid[: len(entry.msgid) - len(entry.msgid.lstrip())], entry.msgid[len(entry.msgid.rstrip()) :])
        if sorted(PLACEHOLDER.findall(said)) not in asked or said != ends[0] + said.strip() + ends[1]:
            broken.append(entry.msgid)
    assert broken == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_ours_is_not_english_left_standing(domain):
    """A text equal to its English one consists of placeholders alone."""
    same = [e.msgid for e in polib.pofile(str(OURS / f"{domain}.po")) if e.msgid == e.msgstr]
    assert [msgid for msgid in same if re.search(r"[A-Za-z]", PLACEHOLDER.sub("", msgid))] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_ours_has_each_word_once_and_none_that_wagtail_has_dropped(domain):
    everywhere = [path.parents[3] for path in WAGTAIL.glob(f"**/locale/en/LC_MESSAGES/{domain}.po")]
    asked = {key(entry) for entry in english(domain, everywhere)}
    held = [key(entry) for entry in polib.pofile(str(OURS / f"{domain}.po"))]
    assert sorted(set(held) - asked, key=str) == []
    assert len(held) == len(set(held))


def test_ours_overrules_no_word_of_a_room():
    """A folder in LOCALE_PATHS wins over every app: what a room says otherwise must go from our catalogue."""
    ours = {key(entry): given(entry) for entry in polib.pofile(str(OURS / "django.po"))}
    overruled = [
        f"{room.name}: {entry.msgid}"
        for room in rooms()
        if catalogue(room, "vi").exists()
        for entry in polib.pofile(str(catalogue(room, "vi")))
        if not entry.obsolete and key(entry) in ours and given(entry) != ours[key(entry)]
    ]
    assert overruled == []


def test_ours_is_compiled_and_comes_last():
    assert {OURS / f"{domain}.po" for domain in DOMAINS} <= set(catalogues())
    assert settings.LOCALE_PATHS[-1] == OURS.parents[1]


def test_the_editor_in_the_browser_gets_both(rf):
    request = rf.get("/cms/jsi18n/")
    request.user = AnonymousUser()
    with translation.override("vi"):
        script = localized_js_catalog(request).text
    words = json.loads(re.search(r"const newcatalog = (\{.*?\});\n", script, re.DOTALL)[1])
    assert words["Preview"] == "Xem trước"  # from Wagtail
    assert words["Collapse all"] == "Thu gọn tất cả"  # from ours


def test_how_long_ago_is_said_in_vietnamese():
    """Wagtail says so beside every page and revision, with words of Django's that its own catalogue lacks."""
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with translation.override("vi"):
        assert timesince(now - timedelta(hours=3, minutes=20), now) == "3\xa0giờ, 20\xa0phút"
        assert timesince(now - timedelta(days=800), now) == "2\xa0năm, 2\xa0tháng"
        assert timesince(now - timedelta(days=15), now) == "2\xa0tuần, 1\xa0ngày"
        assert timesince_simple(timezone.now()) == "vừa xong"
