from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "lantoa.base.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.accounts.access import may_manage
        from lantoa.base.units import sentences  # noqa: F401 - registers them
        from lantoa.base.web import navigation

        navigation.register_desk(
            navigation.Item(label=_("Units"), url="units:list", icon="building-2", order=70, visible=may_manage)
        )
