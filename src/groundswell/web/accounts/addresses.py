"""A person has one address, and `people` keeps it.

allauth keeps a table of addresses of its own, and believes it first: an address that a person no longer has, or that
somebody else has now, would go on opening the old account. So its rows end with the sign-in that made them.
"""

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in


def forget_copies(user: AbstractBaseUser, **_kwargs: object) -> None:
    """Remove what allauth noted about the addresses of somebody who signs in."""
    EmailAddress.objects.filter(user=user).delete()


def watch() -> None:
    """Forget at each sign-in."""
    user_logged_in.connect(forget_copies, dispatch_uid="forget_copies_of_addresses")
