from django.urls import path

from lantoa.contest.entries import views

app_name = "entries"

urlpatterns = [
    path("", views.entry_list, name="list"),
    path("begin/<slug:slug>/", views.begin, name="begin"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/state/", views.state, name="state"),
    path("<int:pk>/ticket/", views.ticket, name="ticket"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/receipt/", views.receipt, name="receipt"),
    path("of/<slug:slug>/", views.staff_list, name="staff_list"),
    path("of/<slug:slug>/draft/<int:pk>/", views.staff_draft, name="staff_draft"),
    path("of/<slug:slug>/<str:code>/", views.staff_detail, name="staff_detail"),
    path("of/<slug:slug>/<str:code>/retry/", views.retry, name="retry"),
    path("of/<slug:slug>/<str:code>/disqualify/", views.act, {"name": "disqualify"}, name="disqualify"),
    path("of/<slug:slug>/<str:code>/reinstate/", views.act, {"name": "reinstate"}, name="reinstate"),
]
