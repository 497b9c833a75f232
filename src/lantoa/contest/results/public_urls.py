"""The published result, under the contest's own public address."""

from django.urls import path

from lantoa.contest.results import public_views as views

app_name = "results_public"

urlpatterns = [
    path("<slug:slug>/results/", views.sheet, name="sheet"),
    path("<slug:slug>/results/<int:version>/", views.sheet, name="version"),
    path("<slug:slug>/results/<int:version>.json", views.document, name="document"),
]
