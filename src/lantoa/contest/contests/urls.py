"""Desk addresses of contests."""

from django.urls import path

from lantoa.contest.contests import views

app_name = "contests"

urlpatterns = [
    path("", views.contest_list, name="list"),
    path("new/", views.new_contest, name="new"),
    path("<slug:slug>/", views.overview, name="overview"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/rules/", views.rules, name="rules"),
    path("<slug:slug>/rules/publish/", views.publish_rules, name="publish_rules"),
    path("<slug:slug>/rules/<int:version>/", views.rules_version, name="rules_version"),
    path("<slug:slug>/units/", views.units, name="units"),
    path("<slug:slug>/roles/", views.roles, name="roles"),
    path("<slug:slug>/roles/<int:pk>/revoke/", views.revoke_role, name="revoke_role"),
    path("<slug:slug>/open/", views.open_contest, name="open"),
    path("<slug:slug>/close/", views.close_contest, name="close"),
    path("<slug:slug>/reopen/", views.reopen_contest, name="reopen"),
    path("<slug:slug>/showcase/", views.open_showcase, name="open_showcase"),
    path("<slug:slug>/finish/", views.finish_contest, name="finish"),
]
