"""Events with their calls for papers, who follows them, and which reminders went out."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.people.models import Person


class Event(models.Model):
    """A conference, a meetup, or another day to speak on. Its call closes at a moment that is the same everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    is_online = models.BooleanField(default=False)
    address = models.CharField(max_length=500, blank=True)
    call_address = models.CharField(max_length=500, blank=True)
    closes_at = models.DateTimeField(null=True)
    # The zone as it was written, in which the deadline is said first.
    zone = models.CharField(max_length=64, blank=True)
    # Where it was read, and its natural key there; by hand it has none.
    source = models.CharField(max_length=36, blank=True)
    key = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("starts_on", "name", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="event_ends_after_it_starts"),
            models.UniqueConstraint(fields=("source", "key"), condition=~Q(source=""), name="an_event_is_read_once"),
        )
        indexes = (models.Index("closes_at", name="events_by_close"),)

    def __str__(self) -> str:
        return self.name


class Follow(models.Model):
    """Somebody who wants to be reminded of the call of an event."""

    pk = models.CompositePrimaryKey("event_id", "person_id")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="followed", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")


class Reminder(models.Model):
    """A reminder, noted before it is sent: a day counts once. A call that closes at another time is another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "days", "closes_at"), name="a_reminder_goes_once"),)

    def __str__(self) -> str:
        return f"{self.days} days before {self.closes_at}"
