"""How allauth treats our people: nobody signs up, nobody learns who exists, and no moment is kept."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from groundswell.kit import mail

NOBODYS = "account/email/unknown_account"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People join by import or by an administrator, never by themselves."""

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


def forget_moments(instance: Authenticator, **_kwargs: object) -> None:
    """Keep of a passkey neither when it was used last nor the hour at which it was made."""
    instance.last_used_at = None
    instance.created_at = instance.created_at.replace(hour=0, minute=0, second=0, microsecond=0)


def watch() -> None:
    """Forget whenever a passkey is stored."""
    pre_save.connect(forget_moments, sender=Authenticator, dispatch_uid="forget_moments_of_passkeys")
