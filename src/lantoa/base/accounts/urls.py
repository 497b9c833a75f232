"""Addresses of people's own pages and of the people list."""

from django.urls import path

from lantoa.base.accounts import views

app_name = "accounts"

urlpatterns = [
    path("link/", views.request_link, name="link_request"),
    path("link/sent/", views.link_sent, name="link_sent"),
    path("link/<str:token>/", views.link, name="link"),
    path("first/<str:token>/", views.first_administrator, name="first"),
    path("profile/", views.profile, name="profile"),
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/invite/", views.invite, name="invite"),
]
