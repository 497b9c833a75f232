from django.urls import path

from lantoa.base.uploads import views

app_name = "uploads"
urlpatterns = [
    path("", views.collection, name="collection"),
    path("<uuid:pk>", views.item, name="item"),
]
