from django.urls import path

from lantoa.contest.videos import views

app_name = "videos"
urlpatterns = [
    path("v/<uuid:pk>/<slug:key>/<str:name>", views.public, name="public"),
    path("s/<str:token>/<uuid:pk>/<slug:key>/<str:name>", views.signed, name="signed"),
]
