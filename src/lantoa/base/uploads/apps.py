"""Resumable transfer of one file by one owner (tus 1.0)."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "lantoa.base.uploads"
    label = "uploads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.jobs import reconciler
        from lantoa.base.uploads import sentences, services  # noqa: F401 - registers the sentences

        reconciler.register("uploads.sweep", services.sweep, every=60)
