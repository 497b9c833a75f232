from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "lantoa.contest.contests"
    label = "contests"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.accounts.access import register_manager
        from lantoa.base.web import home
        from lantoa.contest.contests import access, components, navigation, sentences  # noqa: F401 - registers them

        register_manager(access.organises_something)
        navigation.register()
        home.register(components.cards)
