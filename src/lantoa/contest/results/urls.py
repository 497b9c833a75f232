"""Desk addresses of results."""

from django.urls import path

from lantoa.contest.results import views

app_name = "results"

urlpatterns = [
    path("<slug:slug>/", views.desk, name="desk"),
    path("<slug:slug>/rounds/<int:pk>/tally/", views.tally, name="tally"),
    path("<slug:slug>/awards/", views.awards, name="awards"),
    path("<slug:slug>/<int:version>/", views.version, name="version"),
    path("<slug:slug>/<int:version>/publish/", views.publish, name="publish"),
    path("<slug:slug>/<int:version>/document/", views.document, name="document"),
]
