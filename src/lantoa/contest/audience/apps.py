"""The public watches and likes."""

from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "lantoa.contest.audience"
    label = "audience"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.contest.audience import figures, sentences  # noqa: F401 - registers its sentences

        figures.register()
