"""How allauth treats passkeys here."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser


class PasskeyAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """A passkey is another way in, never a second lock: who loses the device still has the mailed code."""

    def is_mfa_enabled(self, user: AbstractBaseUser, types: list[str] | None = None) -> bool:
        """Ask nobody for a second factor."""
        del user, types
        return False
