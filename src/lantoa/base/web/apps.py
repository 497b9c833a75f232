from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lantoa.base.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from lantoa.base.web.search import teach_sqlite

        connection_created.connect(teach_sqlite, dispatch_uid="lantoa.fold-on-sqlite")
