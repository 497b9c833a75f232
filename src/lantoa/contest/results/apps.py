from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "lantoa.contest.results"
    label = "results"
    default_auto_field = "django.db.models.BigAutoField"
