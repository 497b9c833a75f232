"""Observations for a few places."""

from django.apps import AppConfig


class WeatherConfig(AppConfig):
    name = "lantoa.base.weather"
    label = "weather"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lantoa.base.audit import labels
        from lantoa.base.jobs import reconciler
        from lantoa.base.weather.services import refresh_due

        reconciler.register("weather.refresh", refresh_due)
        labels.register({"weather.observed": _("entered an observation by hand")})
