"""Leases, fences and the reconciler's loop."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lantoa.base.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.jobs import queue, reconciler

        reconciler.register("jobs.clear_away", queue.clear_away, every=3600)
