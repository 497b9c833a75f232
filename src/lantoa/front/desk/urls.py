"""The first page of everybody's work."""

from django.urls import path

from lantoa.front.desk import views

app_name = "desk"

urlpatterns = [path("", views.home, name="home")]
