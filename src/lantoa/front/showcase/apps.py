"""What the public may watch."""

from django.apps import AppConfig


class ShowcaseConfig(AppConfig):
    name = "lantoa.front.showcase"
    label = "showcase"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.front.showcase import navigation

        navigation.register()
