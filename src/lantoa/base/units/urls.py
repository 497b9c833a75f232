"""Desk addresses of units."""

from django.urls import path

from lantoa.base.units import views

app_name = "units"

urlpatterns = [
    path("", views.unit_list, name="list"),
    path("new/", views.new_unit, name="new"),
    path("paste/", views.paste_units, name="paste"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/edit/", views.edit_unit, name="edit"),
    path("<int:pk>/delete/", views.delete_unit, name="delete"),
    path("<int:pk>/members/add/", views.add_member, name="add_member"),
    path("<int:pk>/members/<int:member>/speaks/", views.set_speaker, name="set_speaker"),
    path("<int:pk>/members/<int:member>/remove/", views.remove_member, name="remove_member"),
]
