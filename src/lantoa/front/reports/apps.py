"""Statistics and exports across rooms."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lantoa.front.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.front.reports import navigation

        navigation.register()
