"""Addresses beside those of the pages themselves."""

from django.urls import path

from lantoa.front.portal import views

app_name = "portal"

urlpatterns = [
    path("desk/articles/<slug:slug>/", views.articles, name="articles"),
    path("desk/articles/<slug:slug>/draft/", views.draft_article, name="draft_article"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("feed.xml", views.NewsFeed(), name="feed"),
]
