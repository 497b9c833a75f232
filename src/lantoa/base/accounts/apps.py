from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "lantoa.base.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lantoa.base.accounts import access, sentences  # noqa: F401 - registers them
        from lantoa.base.web import navigation

        navigation.register_desk(
            navigation.Item(label=_("People"), url="accounts:people", icon="users", order=80, visible=access.may_manage)
        )
