"""The site plus one page with the uploader on it, as a room above would make one."""

from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from lantoa.base.uploads import services
from lantoa.config.urls import handler400, handler403, handler404, handler500
from lantoa.config.urls import urlpatterns as site
from lantoa.pure.kernel import clock

MAX_BYTES = 60_000_000
RULES = {
    "min_seconds": 3,
    "max_seconds": 600,
    "tolerance_seconds": 0,
    "max_bytes": MAX_BYTES,
    "formats": ["mp4"],
    "min_height": 100,
    "blocking": ["too_long"],
}
PAGE = """{% extends "web/base.html" %}{% block title %}Gửi clip{% endblock %}
{% block main %}<div class="container reading section"><h1>Gửi clip</h1>
{% include "uploads/uploader.html" with ticket_url="/test/ticket/" rules=rules done_url="" %}</div>{% endblock %}"""


def page(request):
    return HttpResponse(engines["django"].from_string(PAGE).render({"rules": RULES}, request))


def ticket(request):
    until = clock.now() + timedelta(hours=1)
    made = services.issue_ticket(
        request.user, purpose="clip", reference="1", max_bytes=MAX_BYTES, rules=RULES, expires_at=until
    )
    return JsonResponse({"ticket": str(made.pk), "max_bytes": made.max_bytes})


urlpatterns = [path("test/uploader/", page), path("test/ticket/", ticket), *site]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
