"""What the uploader element needs from the server: rules and words, as JSON in attributes."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """JSON for an attribute; the template engine escapes it."""
    return json.dumps(value or {}, ensure_ascii=False)


@register.simple_tag
def uploader_labels() -> str:
    """Every word that the element says; `{name}` is filled in by it."""
    return json.dumps(_labels(), ensure_ascii=False)


def _labels() -> dict[str, str]:
    return {
        "empty": _("This file is empty. Please choose the finished clip."),
        "not_a_video": _("This is not a video file that can be received. Please choose MP4, MOV, MKV or WebM."),
        "type_good": _("Video file ({found})"),
        "type_bad": _("The format is {found}; asked for: {wanted}"),
        "size_good": _("Size: {size}"),
        "size_bad": _("The file is too big: {size}; at most {max} are received"),
        "length_good": _("Length: {length}"),
        "length_short": _("Too short: {length}; at least {min} is asked for"),
        "length_long": _("Too long: {length}; at most {max} is allowed"),
        "length_unknown": _("Your browser cannot tell the length; it is checked once the file is here"),
        "height_good": _("Picture: {width} × {height}"),
        "height_bad": _("The picture is too small: {width} × {height}; at least {min} lines are asked for"),
        "blocked": _("This file cannot be sent, for the reason given above. Nothing has been sent."),
        "doubtful": _(
            "This file does not keep to the rules. You can send it all the same; the organisers will see it too."
        ),
        "looking": _("Looking at the file …"),
        "starting": _("Getting ready …"),
        "sending": _("Sending {name}"),
        "figures": _("{sent} of {total} · {speed} a second · about {left} left"),
        "figures_start": _("{sent} of {total}"),
        "percent": _("{percent} % sent"),
        "paused": _("Paused. Nothing that was sent is lost."),
        "offline": _("There is no connection to the Internet. The transfer goes on by itself as soon as there is."),
        "waiting": _(
            "The connection broke off. It is tried again in {seconds} seconds; nothing that was sent is lost."
        ),
        "finishing": _("Everything is sent. The server checks the file …"),
        "done": _("The file has arrived in full."),
        "resume_hint": _("The transfer of “{name}” stopped at {percent} %. Choose the same file to go on from there."),
        "resumed": _("Going on from {percent} %."),
        "one_file": _("Please choose one file only."),
        "sign_in": _(
            "You are not signed in any more. Sign in in another tab, then press “Go on”: nothing that was sent is lost."
        ),
        "failed": _(
            "The server did not accept the file ({status}). Please try again; if it happens again, tell the organisers."
        ),
        "second": _("{n} s"),
        "minute": _("{n} min"),
        "hour": _("{n} h"),
    }
