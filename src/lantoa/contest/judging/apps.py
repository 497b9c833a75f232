"""A panel scores entries by a rubric, in rounds."""

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    name = "lantoa.contest.judging"
    label = "judging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.web import home
        from lantoa.contest.contests import overview
        from lantoa.contest.entries.signals import entry_accepted, entry_removed
        from lantoa.contest.judging import components, navigation, receivers, sentences

        sentences.register()
        navigation.register()
        home.register(components.cards)
        overview.register(components.stats)
        entry_accepted.connect(receivers.entry_accepted, dispatch_uid="judging.entry_accepted")
        entry_removed.connect(receivers.entry_removed, dispatch_uid="judging.entry_removed")
