from django.urls import path

from lantoa.contest.audience import views

app_name = "audience"

urlpatterns = [
    path("view/", views.count, name="view"),
    path("<int:pk>/like/", views.like, name="like"),
    path("<int:pk>/unlike/", views.unlike, name="unlike"),
]
