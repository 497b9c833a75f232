"""Turns closed rounds into standings, awards and a published result sheet."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "lantoa.contest.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.web import home
        from lantoa.contest.contests import overview
        from lantoa.contest.results import components, navigation, sentences

        sentences.register()
        navigation.register()
        home.register(components.cards)
        overview.register(components.stats)
