from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "lantoa.front.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.web import navigation

        navigation.register_desk(navigation.Item(label=_("What is due"), url="desk:home", icon="home", order=0))
