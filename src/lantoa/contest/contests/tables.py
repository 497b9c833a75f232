"""Lists of contests, of invited units and of roles."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
import django_tables2 as columns
from django.utils.translation import gettext_lazy as _

from lantoa.base.web.filters import FilterSet
from lantoa.base.web.tables import NumberColumn, StampColumn, Table
from lantoa.contest.contests.models import Contest, ContestRole, InvitedUnit, State


class ContestTable(Table):
    caption = _("Contests")
    empty_icon = "trophy"
    empty_title = _("No contest here yet")
    empty_text = _("Contests on which you work appear here.")

    title = columns.Column(
        verbose_name=_("Contest"),
        linkify=("contests:overview", {"slug": columns.A("slug")}),
        attrs={"td": {"class": "contest-title"}},
    )
    state = columns.Column(verbose_name=_("State"))
    opens_at = StampColumn(verbose_name=_("Opens"), default="–")
    closes_at = StampColumn(verbose_name=_("Closes"), default="–")
    invited_count = NumberColumn(verbose_name=_("Invited units"))

    class Meta:
        model = Contest
        fields: ClassVar[list[str]] = ["title", "state", "opens_at", "closes_at", "invited_count"]

    def render_state(self, record: Contest) -> Any:
        return record.get_state_display()

    value_state = render_state


class ContestFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["title", "organiser_name"]

    state = django_filters.ChoiceFilter(label=_("State"), choices=State, empty_label=_("every state"))

    class Meta:
        model = Contest
        fields: ClassVar[list[str]] = []


class InvitedTable(Table):
    caption = _("Invited units")
    empty_icon = "building-2"
    empty_title = _("No unit is invited yet")

    order = NumberColumn(verbose_name=_("Order"))
    name = columns.Column(verbose_name=_("Unit"))
    frozen_at = StampColumn(verbose_name=_("Fixed"), default=_("not yet"))

    class Meta:
        model = InvitedUnit
        fields: ClassVar[list[str]] = ["order", "name", "frozen_at"]


class RoleTable(Table):
    caption = _("Roles")
    empty_icon = "users"
    empty_title = _("Nobody works on this contest yet")

    user = columns.Column(verbose_name=_("Person"), order_by=("user__full_name",))
    email = columns.Column(verbose_name=_("E-mail address"), accessor="user__email")
    role = columns.Column(verbose_name=_("Role"))
    actions = columns.TemplateColumn(
        template_name="contests/role_actions.html", verbose_name=_("Actions"), orderable=False, exclude_from_export=True
    )

    class Meta:
        model = ContestRole
        fields: ClassVar[list[str]] = ["user", "email", "role", "actions"]

    def render_role(self, record: ContestRole) -> Any:
        return record.get_role_display()

    value_role = render_role


class RoleFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["user__full_name", "user__email"]

    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=ContestRole._meta.get_field("role").choices, empty_label=_("every role")
    )

    class Meta:
        model = ContestRole
        fields: ClassVar[list[str]] = []


class InvitedFilter(FilterSet):
    search_fields: ClassVar[list[str]] = ["name"]

    class Meta:
        model = InvitedUnit
        fields: ClassVar[list[str]] = []
