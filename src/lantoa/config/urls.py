"""Root addresses. A room whose addresses are public words keeps them here in one place."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from lantoa.base.web.views import page_not_found

urlpatterns = [
    path("", include("lantoa.base.web.urls")),
    path("accounts/", include("lantoa.base.accounts.urls")),
    path("accounts/", include("lantoa.base.accounts.auth_urls")),
    path("uploads/", include("lantoa.base.uploads.urls")),
    path("media/", include("lantoa.contest.videos.urls")),
    path("desk/", include("lantoa.front.desk.urls")),
    path("desk/units/", include("lantoa.base.units.urls")),
    path("desk/contests/", include("lantoa.contest.contests.urls")),
    path("desk/entries/", include("lantoa.contest.entries.urls")),
    path("desk/screening/", include("lantoa.contest.screening.urls")),
    path("desk/judging/", include("lantoa.contest.judging.urls")),
    path("desk/results/", include("lantoa.contest.results.urls")),
    path("desk/reports/", include("lantoa.front.reports.urls")),
    path("contests/", include("lantoa.contest.results.public_urls")),
    path("contests/", include("lantoa.front.showcase.urls")),
    path("audience/", include("lantoa.contest.audience.urls")),
    # Wagtail's editor needs its documents installed; this house serves no such files, so it offers none either.
    re_path(r"^cms/documents/", page_not_found),
    path("cms/", include(wagtailadmin_urls)),
    path("files/", include("lantoa.front.portal.file_urls")),
    path("", include("lantoa.front.portal.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "lantoa.base.web.views.bad_request"
handler403 = "lantoa.base.web.views.permission_denied"
handler404 = "lantoa.base.web.views.page_not_found"
handler500 = "lantoa.base.web.views.server_error"
