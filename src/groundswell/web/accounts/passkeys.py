"""Passkeys: another way to sign in, made by somebody who signed in a moment ago.

A browser asks for a challenge by POST, because it is remembered in the session, and GET changes nothing.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.ratelimit import consume_or_429
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.web.access import Access, access

FRESH_SECONDS = 600
NAME_LENGTH = 60


@access(Access.PUBLIC, "POST")
def sign_in_challenge(request: HttpRequest) -> HttpResponse:
    """Return what a browser needs to ask for a passkey."""
    refusal: HttpResponse | None = consume_or_429(request, action="login")
    return refusal or JsonResponse(auth.begin_authentication(user=None))


@access(Access.PUBLIC, "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open a session for the owner of a passkey."""
    form = LoginWebAuthnForm(request.POST)
    authenticator = form.cleaned_data["credential"] if _holds(form) else None
    if authenticator is None or not authenticator.user.is_active:
        return render(request, "account/passkey_refused.html", status=422)
    login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(request))
    response: HttpResponse = flows.perform_passwordless_login(request, authenticator, login)
    return response


@access(Access.MEMBER, "GET", "POST")
def mine(request: HttpRequest) -> HttpResponse:
    """Show my passkeys; add one."""
    if request.method != "POST":
        return _page(request)
    if not is_fresh(request):
        return _page(request, refusal=_("Sign out and in again first: then it is certain that it is you."))
    form = AddWebAuthnForm({**request.POST.dict(), "passwordless": "on"}, user=request.user)
    if not _holds(form):
        return _page(request, refusal=_("The passkey was not made. Nothing was changed; try again."))
    auth.WebAuthn.add(request.user, form.cleaned_data["name"][:NAME_LENGTH], form.cleaned_data["credential"])
    return redirect("passkeys")


@access(Access.MEMBER, "POST")
def challenge(request: HttpRequest) -> HttpResponse:
    """Return what a browser needs to make a passkey."""
    return JsonResponse(auth.begin_registration(request.user, passwordless=True))


@access(Access.MEMBER, "POST")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a passkey of mine."""
    gone, _rows = _of(request).filter(pk=pk).delete()
    if not gone:
        raise Http404
    return redirect("passkeys")


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether this session was opened in the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return any(clock.now().timestamp() - record["at"] < FRESH_SECONDS for record in records)


def _page(request: HttpRequest, refusal: str = "") -> HttpResponse:
    words = {"passkeys": _of(request).order_by("pk"), "fresh": is_fresh(request), "refusal": refusal}
    return render(request, "account/passkeys.html", words, status=422 if refusal else 200)


def _of(request: HttpRequest) -> QuerySet[Any]:
    passkeys: QuerySet[Any] = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    return passkeys


def _holds(form: forms.Form) -> bool:
    """Tell whether a credential is good; one of any other shape is not, whatever allauth raises on it."""
    try:
        return form.is_valid()
    except (AttributeError, KeyError, TypeError, ValueError, ValidationError):
        return False
