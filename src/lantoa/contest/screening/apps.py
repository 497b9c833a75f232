"""Is an entry eligible?"""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "lantoa.contest.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.contest.entries.signals import entry_submitted
        from lantoa.contest.screening import navigation, receivers, sentences

        sentences.register()
        navigation.register()
        entry_submitted.connect(receivers.entry_submitted, dispatch_uid="screening.entry_submitted")
