"""Addresses of judging: the judge's own desk, and the pages of those who run a round."""

from django.urls import path

from lantoa.contest.judging import staff_views as staff
from lantoa.contest.judging import views

app_name = "judging"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("<int:pk>/<slug:code>/", views.sheet, name="sheet"),
    path("<int:pk>/<slug:code>/save/", views.save, name="save"),
    path("<int:pk>/<slug:code>/submit/", views.submit, name="submit"),
    path("<int:pk>/<slug:code>/recuse/", views.recuse, name="recuse"),
    path("in/<slug:slug>/", staff.rounds, name="rounds"),
    path("in/<slug:slug>/rubrics/new/", staff.new_rubric, name="new_rubric"),
    path("in/<slug:slug>/rubrics/<int:pk>/", staff.rubric, name="rubric"),
    path("in/<slug:slug>/rubrics/<int:pk>/delete/", staff.delete_rubric, name="delete_rubric"),
    path("in/<slug:slug>/panels/new/", staff.new_panel, name="new_panel"),
    path("in/<slug:slug>/panels/<int:pk>/", staff.panel, name="panel"),
    path("in/<slug:slug>/panels/<int:pk>/<int:member>/remove/", staff.remove_member, name="remove_member"),
    path("in/<slug:slug>/rounds/new/", staff.new_round, name="new_round"),
    path("in/<slug:slug>/rounds/<int:pk>/", staff.round_page, name="round"),
    path("in/<slug:slug>/rounds/<int:pk>/edit/", staff.edit_round, name="edit_round"),
    path("in/<slug:slug>/rounds/<int:pk>/due/", staff.move_due, name="move_due"),
    path("in/<slug:slug>/rounds/<int:pk>/open/", staff.open_round, name="open"),
    path("in/<slug:slug>/rounds/<int:pk>/close/", staff.close_round, name="close"),
]
