"""Sign in and out. Names that begin with ``account_`` are those that allauth looks for."""

from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from groundswell.web.access import Access, access
from groundswell.web.accounts import passkeys, views


@access(Access.PUBLIC, "GET", "POST")
def closed(request: HttpRequest) -> HttpResponse:
    """Answer for pages of allauth that we do not have: passwords above all."""
    del request
    raise Http404


CLOSED = (
    "account_change_password",
    "account_email_verification_sent",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password",
    "account_set_password",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.sign_in, name="account_login"),
    path("login/", views.sign_in, name="account_request_login_code"),
    path("login/code/", views.confirm_code, name="account_confirm_login_code"),
    path("login/passkey/", passkeys.sign_in, name="passkey_sign_in"),
    path("login/passkey/challenge/", passkeys.sign_in_challenge, name="passkey_sign_in_challenge"),
    path("logout/", views.sign_out, name="account_logout"),
    path("signup/", views.no_sign_up, name="account_signup"),
    path("passkeys/", passkeys.mine, name="passkeys"),
    path("passkeys/challenge/", passkeys.challenge, name="passkey_challenge"),
    path("passkeys/<int:pk>/remove/", passkeys.remove, name="passkey_remove"),
    *[path(f"closed/{name}/", closed, name=name) for name in CLOSED],
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += [
        path("", include(openid_connect)),
        path("provider/cancelled/", views.not_signed_in, name="socialaccount_login_cancelled"),
        path("provider/error/", views.not_signed_in, name="socialaccount_login_error"),
        path("provider/unknown/", views.not_signed_in, name="socialaccount_signup"),
        path("closed/socialaccount_connections/", closed, name="socialaccount_connections"),
    ]
