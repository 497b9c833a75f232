from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from lantoa.front.portal import views

app_name = "portal"

urlpatterns = [
    path("desk/articles/<slug:slug>/draft/", views.draft_article, name="draft_article"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("feed.xml", views.NewsFeed(), name="feed"),
]
