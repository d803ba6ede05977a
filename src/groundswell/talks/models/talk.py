"""Times for talking, and the talks that came of them. No row leads to the member of a talk."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person
from groundswell.talks.rules.points import Outcome, TalkState


class Slot(models.Model):
    """A time that a reader offers. Everybody sees the free ones; of a taken one, that it is taken."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    # Offered at this moment: it can be taken until it is over.
    is_now = models.BooleanField(default=False)
    is_taken = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index("reader", "starts_at", name="slot_of_reader")]

    def __str__(self) -> str:
        return f"{self.starts_at} for {self.minutes} minutes"


class Talk(Unordered, models.Model):
    """A 121: a slot, and the voice in which its dialogue lies. Who its member is, is sealed there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slot = models.OneToOneField(Slot, on_delete=models.PROTECT, related_name="talk")
    voice = models.UUIDField(db_index=True)
    # In writing, in an anonymous dialogue.
    by_receipt = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(each, each) for each in TalkState], default=TalkState.BOOKED)
    # What it took, for the reader's own line of hours.
    minutes_taken = models.PositiveSmallIntegerField(null=True)
    # Its member said that there is nothing to publish.
    said_nothing = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state=TalkState.HELD, minutes_taken__isnull=False)
                | (~Q(state=TalkState.HELD) & Q(minutes_taken=None)),
                name="a_held_talk_took_its_minutes",
            ),
        )


class KeptMinutes(models.Model):
    """Minutes of talks that their members took back, by reader, sprint and month: so no balance tells that one was."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The first day that lies both in the sprint and in the month: it counts in each, and tells no day.
    first_on = models.DateField()
    minutes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reader", "first_on"), name="kept_minutes_once"),)

    def __str__(self) -> str:
        return f"{self.minutes} minutes from {self.first_on} on"


class Point(Unordered, models.Model):
    """One point of a talk. Its id is that of the entry of the dialogue in which its words are sealed."""

    id = models.UUIDField(primary_key=True, editable=False)
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="points")
    # The member's say; and the reader's suggestion, which decides nothing.
    outcome = models.CharField(max_length=10, choices=[(each, each) for each in Outcome], default="", blank=True)
    suggested = models.CharField(max_length=10, choices=[(each, each) for each in Outcome], default="", blank=True)
    # What was written of it in the register.
    item_kind = models.CharField(max_length=12, default="", blank=True)
    item = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(item=None) | Q(outcome__in=(Outcome.PUBLISHED, Outcome.ANONYMISED)),
                name="what_was_carried_was_let_out",
            ),
        )
