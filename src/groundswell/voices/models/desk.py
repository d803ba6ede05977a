"""The desks: who can read what is sealed, with keys that only their passphrase opens."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person


class DeskKey(models.Model):
    """A reader's X25519 key pair; the private half wrapped by the desk passphrase and by the recovery key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="desk_keys")
    public = models.BinaryField(max_length=32)
    by_passphrase = models.BinaryField(null=True)
    by_recovery = models.BinaryField(null=True)
    made_on = models.DateField()
    # A retired key still opens old voices; a destroyed one (both wrappings gone) opens nothing.
    retired_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reader",), condition=Q(retired_on=None), name="one_current_desk_key"),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(by_passphrase=None, by_recovery=None), name="destroyed_key_is_gone"
            ),
        )


class DeskNote(Unordered, models.Model):
    """A reader's own note, sealed to the reader alone: a promise made, or a "thinking of leaving" tag."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.ForeignKey(DeskKey, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=[("promise", "promise"), ("leaving", "leaving")])
    is_done = models.BooleanField(default=False)
    sealed = models.BinaryField()
