"""How allauth treats our people: nobody signs up, and nobody learns who exists."""

from contextlib import suppress
from smtplib import SMTPRecipientsRefused

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """People join by import or by an administrator, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        del request
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send a mail; an address that the mail server refuses looks like any other, so that nobody is found out."""
        with suppress(SMTPRecipientsRefused):
            super().send_mail(template_prefix, email, context)
