from django.urls import path

from lantoa.contest.screening import views

app_name = "screening"

urlpatterns = [
    path("<slug:slug>/", views.queue, name="queue"),
    path("<slug:slug>/bulk/", views.bulk, name="bulk"),
    path("<slug:slug>/<str:code>/", views.entry, name="entry"),
    path("<slug:slug>/<str:code>/take-up/", views.take_up, name="take_up"),
    path("<slug:slug>/<str:code>/decide/", views.decide, name="decide"),
]
