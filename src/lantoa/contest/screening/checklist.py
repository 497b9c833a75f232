"""What a screener looks at. A preset: collected from published rules, for every contest the same until it has its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ITEMS = {
    "on_theme": _("The clip keeps to the theme of the contest."),
    "technical": _("Length and format are as the rules ask."),
    "usable": _("Picture and sound can be used."),
    "words": _("There is a title, and spoken words or subtitles in Vietnamese."),
    "rights": _("Authors, music and footage are named; the people shown have agreed."),
    "decent": _("Nothing in it is forbidden, insulting or private."),
}
ANSWERS = {True: _("yes"), False: _("no"), None: _("not looked at")}
