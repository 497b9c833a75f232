from django.apps import AppConfig
from django.db.backends.signals import connection_created


class ConfigConfig(AppConfig):
    name = "lantoa.config"
    label = "config"

    def ready(self) -> None:
        from lantoa.config.database import check_connection

        connection_created.connect(check_connection, dispatch_uid="lantoa.sqlite-durability")
