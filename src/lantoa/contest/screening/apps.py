"""Is an entry eligible?"""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "lantoa.contest.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.contest.screening import navigation, sentences

        sentences.register()
        navigation.register()
