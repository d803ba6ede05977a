"""Sign in, sign out."""

from typing import ClassVar

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from groundswell.kit.addresses import as_stored
from groundswell.kit.steady import in_steps
from groundswell.web.access import Access, access


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Asks for nothing but the address."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a code to sign in with. There is no password."),
        widget=forms.EmailInput(attrs={"autocomplete": "email webauthn", "autofocus": True}),
        error_messages={
            "required": _("Type the address that your organisation knows you by."),
            "invalid": _("An address looks like name@example.org."),
        },
    )

    def clean_email(self) -> str:
        """Return the address; whose it is stands with the people, nowhere else."""
        email: str = as_stored(super().clean_email())
        owner = get_user_model()._default_manager.filter(email=email).first()  # noqa: SLF001 - documented
        self._user = owner if owner is not None and owner.is_active else None
        return email


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Asks for the code of the mail."""

    error_css_class: ClassVar[str] = ""
    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands in the mail, and is good for 15 minutes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "class": "short code"}),
        error_messages={"required": _("Type the code that stands in the mail.")},
    )


class _SignIn(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    template_name = "account/login.html"
    form_class = AddressForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except OSError:
            form.add_error(
                None,
                _(
                    "The mail server does not answer or refuses our mail, so no code was sent. Try again in a minute; "
                    "if it stays so, tell whoever runs Groundswell."
                ),
            )
            return self.form_invalid(form)
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


class _ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    template_name = "account/confirm_login_code.html"
    form_class = CodeForm

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if response.status_code == 200:  # noqa: PLR2004 - after the last attempt it is a redirect
            response.status_code = 422
        return response


@access(Access.PUBLIC, "GET", "POST")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for the address, and send a code to it: whether or not it is somebody's, the answer is the same.

    To find somebody takes a third longer than to find nobody, so the answer waits for a round time.
    """
    step = settings.SIGN_IN_STEP_SECONDS if request.method == "POST" else 0
    return in_steps(lambda: _SignIn.as_view()(request), step)  # type: ignore[no-any-return]  # allauth has no types


@access(Access.PUBLIC, "GET", "POST")
@never_cache
def confirm_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code, and open the session."""
    return _ConfirmCode.as_view()(request)  # type: ignore[no-any-return]  # allauth has no types


@access(Access.PUBLIC, "GET", "POST")
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and ask the browser to forget what it kept of us."""
    if request.method != "POST":
        return render(request, "account/logout.html")
    logout(request)
    response = redirect("start")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@access(Access.PUBLIC)
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Say who can let somebody in."""
    return render(request, "account/signup_closed.html")


@access(Access.PUBLIC, "GET", "POST")
def not_signed_in(request: HttpRequest) -> HttpResponse:
    """Say that the identity provider did not let somebody in."""
    return render(request, "socialaccount/authentication_error.html", status=403)
