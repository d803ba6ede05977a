"""Mails that wait in the mailbox for a click."""

from django.db import models

from groundswell.kit.sqlite.unordered import Unordered


class AskedMail(Unordered, models.Model):
    """A link was sent to the address that a mail names as its sender.

    The mark is a keyed hash of sender and Message-ID: a dump of the database names neither. The mail itself waits where
    it was, in the mailbox.
    """

    mark = models.CharField(primary_key=True, max_length=64)
    asked_on = models.DateField()
    is_confirmed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.mark
