"""Where questions come from."""

from secrets import token_hex
from uuid import uuid4

from django.db import models

from groundswell.people.models import Served


def new_salt() -> str:
    """Return what the marks of a source's people are made with."""
    return token_hex(16)


class Source(models.Model):
    """A forum, chat, tracker, mailing list or archive that is read."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    # The name of its connector.
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=500, blank=True)
    served = models.ForeignKey(Served, null=True, on_delete=models.SET_NULL, related_name="+")
    # Where its connector reads on; only the connector knows how to read it.
    cursor = models.TextField(blank=True)
    settings = models.JSONField(default=dict)
    # What it is opened with, encrypted.
    secret = models.BinaryField(null=True)
    # After so many months words are removed; empty: never.
    retention_months = models.PositiveSmallIntegerField(null=True)
    # Who writes there is kept as a mark, without name, handle and address.
    is_pseudonymous = models.BooleanField(default=False)
    # Everybody can read it without signing in: only then do all of us read it here, and may it be taught further.
    is_public = models.BooleanField(default=False)
    # Marks of people are made with it: of a key alone nobody can make one.
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    is_paused = models.BooleanField(default=False)
    # When it was read last, when it is due again, and in a sentence why it could not be read.
    read_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Progress(models.Model):
    """How far a file of a source was read: after a crash the next run goes on there."""

    pk = models.CompositePrimaryKey("source_id", "file")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="progress", db_index=False)
    # A mark of its content.
    file = models.CharField(max_length=64)
    cursor = models.TextField(blank=True)
