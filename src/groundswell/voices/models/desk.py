"""The desks: who can read what is sealed, with keys that only their passphrase opens."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person


class DeskKey(models.Model):
    """A reader's X25519 key pair.

    The current one's private half is wrapped by the desk passphrase and by the recovery key; a retired one's is sealed
    to the key that followed it, so that one passphrase opens all of them with one slow derivation.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="desk_keys")
    public = models.BinaryField(max_length=32)
    by_passphrase = models.BinaryField(null=True)
    by_recovery = models.BinaryField(null=True)
    newer = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="older")
    by_newer = models.BinaryField(null=True)
    made_on = models.DateField()
    # A retired key still opens old voices; a destroyed one (every wrapping gone) opens nothing.
    retired_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)
    # Set when the reader showed that the recovery key is on paper.
    recovery_kept_on = models.DateField(null=True)
    # Raised when the passphrase changes: desks that are open elsewhere end.
    generation = models.PositiveIntegerField(default=1)
    wrong_tries = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("reader",), condition=Q(retired_on=None), name="one_current_desk_key"),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(by_passphrase=None, by_recovery=None, by_newer=None),
                name="destroyed_key_is_gone",
            ),
            models.CheckConstraint(
                condition=Q(by_passphrase__isnull=False, by_newer=None)
                | Q(retired_on__isnull=False, by_passphrase=None),
                name="passphrase_opens_the_current_key",
            ),
        )


class DeskNote(Unordered, models.Model):
    """A reader's own note, sealed to the reader alone. Whether it is a promise or a tag is sealed inside it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.ForeignKey(DeskKey, on_delete=models.CASCADE, related_name="notes", db_index=False)
    # Set when a promise was kept; a tag has none.
    closed_on = models.DateField(null=True)
    body = models.BinaryField()
    envelope = models.BinaryField()

    class Meta:
        indexes = (models.Index("key", "closed_on", name="desk_note_open"),)


class HandOver(models.Model):
    """A reader's dialogues get another reader: for good (the reader goes), or beside them (a deputy)."""

    class Kind(models.TextChoices):
        """For good, or for a while."""

        FOR_GOOD = "hand-over", "hand-over"
        DEPUTY = "deputy", "deputy"

    class State(models.TextChoices):
        """Where it stands."""

        ASKING = "asking", "asking"
        FINISHING = "finishing", "finishing"
        ENDED = "ended", "ended"
        STOPPED = "stopped", "stopped"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=9, choices=State, default=State.ASKING)
    leaver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="hand_overs")
    successor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    # The day on which the first dialogue moves; none: as soon as an author says yes.
    from_on = models.DateField(null=True)
    # The last day on which an author can answer.
    closes_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("leaver",), condition=Q(state__in=("asking", "finishing")), name="one_hand_over_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(leaver=F("successor")), name="handed_over_to_another"),
        )
