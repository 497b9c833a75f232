from django.urls import path

from lantoa.front.reports import views

app_name = "reports"

urlpatterns = [path("<slug:slug>/", views.participation, name="participation")]
