from django.urls import path

from lantoa.front.showcase import views

app_name = "showcase"

urlpatterns = [
    path("", views.contests, name="contests"),
    path("<slug:slug>/", views.contest, name="contest"),
    path("<slug:slug>/rules/", views.rules, name="rules"),
    path("<slug:slug>/clips/", views.gallery, name="gallery"),
    path("<slug:slug>/clips/<str:code>/", views.clip, name="clip"),
]
