"""The site around the contest: home, news, articles, weather box."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "lantoa.front.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.front.portal import navigation, receivers, sentences

        navigation.register()
        receivers.connect()
        sentences.register()
