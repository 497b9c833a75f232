"""Desk pages of units."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.accounts.access import require_manager
from lantoa.base.accounts.queries import person_by_email
from lantoa.base.audit.queries import history
from lantoa.base.units import access, queries, services
from lantoa.base.units.forms import MemberForm, PasteForm, UnitForm
from lantoa.base.units.models import Unit
from lantoa.base.units.tables import UnitFilter, UnitTable
from lantoa.base.web.tables import respond_table
from lantoa.pure.kernel.errors import DomainError

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    require_manager(request)
    filterset = UnitFilter(request.GET, queryset=queries.listed(), request=request)
    tree = queries.as_tree(queries.listed()) if request.GET.get("view") == "tree" else None
    return respond_table(request, UnitTable(filterset.qs), "units/list.html", name="units", filter=filterset, tree=tree)


@login_required
@get_or_post
def new_unit(request: HttpRequest) -> HttpResponse:
    require_manager(request)
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_unit(**form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(name)s has been added.") % {"name": made})
            return redirect("units:unit", pk=made.pk)
    return render(request, "units/edit.html", {"form": form}, status=form.status)


@login_required
@get_or_post
def edit_unit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = access.managed_unit(request, pk)
    form = UnitForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_unit(unit, **form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("units:unit", pk=unit.pk)
    return render(request, "units/edit.html", {"form": form, "unit": unit}, status=form.status)


@login_required
@get_or_post
def paste_units(request: HttpRequest) -> HttpResponse:
    """Many units at once, one name on each line."""
    require_manager(request)
    form = PasteForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, skipped = services.create_units(
                data["names"].splitlines(), kind=data["kind"], parent=data["parent"], by=request.user
            )
        except DomainError as error:
            form.refuse(error)
        else:
            _tell_pasted(request, len(made), skipped)
            return redirect("units:list")
    return render(request, "units/paste.html", {"form": form}, status=form.status)


def _tell_pasted(request: HttpRequest, made: int, skipped: list[str]) -> None:
    messages.success(
        request, ngettext("%(n)d unit has been added.", "%(n)d units have been added.", made) % {"n": made}
    )
    if skipped:
        messages.info(request, _("There already, left as they are: %(names)s") % {"names": ", ".join(skipped[:10])})


@login_required
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    return _unit_page(request, access.managed_unit(request, pk), MemberForm())


def _unit_page(request: HttpRequest, unit: Unit, form: MemberForm) -> HttpResponse:
    context = {
        "unit": unit,
        "form": form,
        "members": queries.members(unit),
        "children": unit.children.all(),
        "history": history(unit)[:50],
    }
    return render(request, "units/unit.html", context, status=form.status)


@login_required
@require_POST
def delete_unit(request: HttpRequest, pk: int) -> HttpResponse:
    unit = access.managed_unit(request, pk)
    name = unit.name
    services.delete_unit(unit, by=request.user)
    messages.success(request, _("%(name)s has been deleted.") % {"name": name})
    return redirect("units:list")


@login_required
@require_POST
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    unit = access.managed_unit(request, pk)
    form = MemberForm(request.POST)
    if form.is_valid():
        person = person_by_email(form.cleaned_data["email"])
        if person:
            services.add_member(unit, person, represents=form.cleaned_data["represents"], by=request.user)
            messages.success(request, _("%(name)s belongs to the unit now.") % {"name": person})
            return redirect("units:unit", pk=unit.pk)
        form.refuse(services.person_unknown(form.cleaned_data["email"]))
    return _unit_page(request, unit, form)


@login_required
@require_POST
def set_speaker(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    unit = access.managed_unit(request, pk)
    membership = access.managed_membership(unit, member)
    services.add_member(unit, membership.user, represents=request.POST.get("represents") == "1", by=request.user)
    return redirect("units:unit", pk=unit.pk)


@login_required
@require_POST
def remove_member(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    unit = access.managed_unit(request, pk)
    membership = access.managed_membership(unit, member)
    services.remove_member(unit, membership.user, by=request.user)
    messages.success(request, _("%(name)s does not belong to the unit any more.") % {"name": membership.user})
    return redirect("units:unit", pk=unit.pk)
