"""What this room adds to the menus."""

from django.utils.translation import gettext_lazy as _

from lantoa.base.web import navigation


def register() -> None:
    if not hasattr(navigation, "register_contest_tab"):
        return
    from lantoa.front.reports.access import may_read

    navigation.register_contest_tab(
        label=_("Participation"), url_name="reports:participation", order=70, visible=may_read
    )
