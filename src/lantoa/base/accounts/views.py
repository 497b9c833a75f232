"""Pages of people: ways in, one's own profile, the list of people."""

from __future__ import annotations

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.base.accounts import access, mail, queries, services
from lantoa.base.accounts.adapter import remember_language
from lantoa.base.accounts.forms import FirstAdministratorForm, LinkRequestForm, PersonForm, ProfileForm
from lantoa.base.accounts.tables import PersonFilter, PersonTable
from lantoa.base.audit.queries import history
from lantoa.base.web.tables import respond_table
from lantoa.pure.kernel.errors import DomainError

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@get_or_post
def request_link(request: HttpRequest) -> HttpResponse:
    """Ask for a sign-in link; the answer is the same whether the address has an account."""
    form = LinkRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if refused := ratelimit.consume_or_429(request, action="request_login_code", key=email):
            return refused
        person = queries.person_by_email(email)
        if person and person.is_active:
            mail.send_sign_in_link(person, services.issue_sign_in_link(person))
        return redirect("accounts:link_sent")
    return render(request, "accounts/link_request.html", {"form": form}, status=form.status)


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/link_sent.html", {"has_mail": bool(settings.EMAIL_HOST)})


@never_cache
@get_or_post
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A button on GET, because mail scanners open links; the sign-in on POST."""
    if request.method != "POST":
        return render(request, "accounts/link.html", {"person": services.live_link(token).user})
    if refused := ratelimit.consume_or_429(request, action="login"):
        return refused
    person = services.use_sign_in_link(token)
    return perform_login(request, person, email=person.email)


@never_cache
@sensitive_post_parameters("password")
@get_or_post
def first_administrator(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time page on which the first administrator signs up."""
    if not services.first_token_opens(token):
        raise Http404
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.create_first_administrator(token, **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            return perform_login(request, person, email=person.email)
    return render(request, "accounts/first.html", {"form": form}, status=form.status)


@login_required
@get_or_post
def profile(request: HttpRequest) -> HttpResponse:
    person = request.user
    initial = {"full_name": person.full_name, "language": person.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.update_person(person, **form.cleaned_data, by=person)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        response = redirect("accounts:profile")
        remember_language(response, form.cleaned_data["language"], secure=request.is_secure())
        return response
    return render(request, "accounts/profile.html", {"form": form}, status=form.status)


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    access.require_manager(request)
    filterset = PersonFilter(request.GET, queryset=queries.people(), request=request)
    return respond_table(request, PersonTable(filterset.qs), "accounts/people.html", name="people", filter=filterset)


@login_required
@get_or_post
def new_person(request: HttpRequest) -> HttpResponse:
    access.require_manager(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_person(**form.cleaned_data, by=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(name)s has been added.") % {"name": made})
            return redirect("accounts:person", pk=made.pk)
    return render(request, "accounts/person_new.html", {"form": form}, status=form.status)


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_page(request, pk)


@login_required
@never_cache
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the link once; only its hash is kept."""
    subject = access.person(request, pk)
    path = services.invite_person(subject, by=request.user)
    return _person_page(request, pk, link=request.build_absolute_uri(path))


def _person_page(request: HttpRequest, pk: int, link: str = "") -> HttpResponse:
    subject = access.person(request, pk)
    context = {
        "subject": subject,
        "link": link,
        "may_invite": access.may_invite(request.user, subject),
        "history": history(subject)[:50],
    }
    return render(request, "accounts/person.html", context)
