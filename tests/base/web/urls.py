"""Only this room's addresses, the names its pages link to, and views that refuse."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lantoa.base.web import views
from lantoa.pure.kernel.errors import Conflict


def refuse(request: HttpRequest) -> HttpResponse:
    raise Conflict("tests_somebody_was_faster", title="<b>Kim Sơn</b>")


def unknown(request: HttpRequest) -> HttpResponse:
    raise Conflict("tests_never_registered")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [
    path("", include("lantoa.base.web.urls")),
    path("_style/", views.style_guide, name="style-guide"),
    path("refuse/", refuse),
    path("unknown/", unknown),
    path("fail/", fail),
    path("nothing/", nothing),
    path("accounts/login/", nothing, name="account_login"),
    path("accounts/logout/", nothing, name="account_logout"),
]
handler400 = "lantoa.base.web.views.bad_request"
handler403 = "lantoa.base.web.views.permission_denied"
handler404 = "lantoa.base.web.views.page_not_found"
handler500 = "lantoa.base.web.views.server_error"
