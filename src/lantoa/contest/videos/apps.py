"""Turns an upload into checked, playable renditions."""

from django.apps import AppConfig


class VideosConfig(AppConfig):
    name = "lantoa.contest.videos"
    label = "videos"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.jobs import reconciler
        from lantoa.contest.videos import receivers, sentences, services  # noqa: F401 - registers them

        reconciler.register("videos.take_up", services.take_up)
        reconciler.register("videos.sweep_folders", services.sweep_folders, every=60)
