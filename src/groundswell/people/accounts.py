"""How allauth treats our people: nobody signs up, nobody learns who exists, and no moment is kept."""

import logging
from http import HTTPStatus
from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from groundswell.kit import mail
from groundswell.people import rules

NOBODYS = "account/email/unknown_account"
logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People join by import or by an administrator, never by themselves."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This is not the code of the newest mail. Compare it, or start again for another."),
        "too_many_login_attempts": _("That was tried too often. Wait a few minutes, then ask for another code."),
        "rate_limited": _("That was a lot at once. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        del request
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send a code to whoever has the address; to nobody's address nothing goes, in the same time.

        The mail server is greeted in both cases, so that a server that is down looks the same to both; the rest
        happens after the page has gone out.
        """
        connection = mail.greet()
        message = self.render_mail(template_prefix, email, context)
        if template_prefix == NOBODYS:
            mail.part(connection)
        else:
            mail.post_soon(message, connection)

    def respond_user_inactive(self, request: HttpRequest, user: object) -> HttpResponse:
        """Answer somebody who has left as somebody who was never here."""
        del user
        return render(request, "account/signup_closed.html")


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets the identity provider open an account only where it vouches for the address."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Say so, to member and stranger alike, when the provider has not said that it checked the address."""
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or told.get("id_token") or told
        trusted = sociallogin.account.get_provider(request).app.settings.get("verified_email") or []
        if not rules.is_vouched_for(claims.get("email"), claims.get("email_verified"), trusted):
            # The kind alone: the claims name somebody.
            logger.warning("The identity provider did not vouch for an address: see GROUNDSWELL_OIDC_TRUSTED_DOMAINS.")
            page = render(request, "socialaccount/unverified.html", status=HTTPStatus.FORBIDDEN)
            raise ImmediateHttpResponse(page)


def forget_moments(instance: Authenticator, **_kwargs: object) -> None:
    """Keep of a passkey neither when it was used last nor the hour at which it was made."""
    instance.last_used_at = None
    instance.created_at = instance.created_at.replace(hour=0, minute=0, second=0, microsecond=0)


def watch() -> None:
    """Forget whenever a passkey is stored."""
    pre_save.connect(forget_moments, sender=Authenticator, dispatch_uid="forget_moments_of_passkeys")
