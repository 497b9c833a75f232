"""Addresses that belong to no room."""

from django.conf import settings
from django.urls import path

from lantoa.base.web import views

app_name = "web"

urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("theme/", views.choose_theme, name="theme"),
    path("healthz", views.healthz, name="healthz"),
]
if settings.DEBUG:
    urlpatterns.append(path("_style/", views.style_guide, name="style-guide"))
