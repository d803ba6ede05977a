"""Tickets of a known size, offers of them, spare hours, and what members know."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.epics.models.epics import Epic
from groundswell.epics.rules.offers import OfferState
from groundswell.epics.rules.problem import Stream
from groundswell.people.models import Cell, Person


class Ticket(models.Model):
    """Work of a known size, in half hours. Without an epic it is a small tool: development, internal."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    epic = models.ForeignKey(Epic, null=True, on_delete=models.CASCADE, related_name="tickets")
    title = models.CharField(max_length=200)
    # Where it stands in a tracker, if it does: a key or a link.
    reference = models.CharField(max_length=200, blank=True)
    stream = models.CharField(max_length=8, choices=[(each, each) for each in Stream])
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    is_development = models.BooleanField(default=True)
    remaining = models.PositiveIntegerField()
    review = models.PositiveIntegerField(default=0)
    priority = models.PositiveSmallIntegerField(default=3)
    is_promised = models.BooleanField(default=False)
    skills = models.JSONField(default=list)
    # Who has it now: the first who accepted it, until they give it back. And who had it before.
    holder = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    done_on = models.DateField(null=True)
    # It was not done: its epic ended without it, on that day.
    is_dropped = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("priority", "made_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=5), name="ticket_priority_1_to_5"),
            models.CheckConstraint(
                condition=Q(epic__isnull=False) | Q(stream=Stream.INTERNAL, is_development=True),
                name="small_tools_are_ours",
            ),
            models.CheckConstraint(condition=Q(is_dropped=False) | Q(done_on__isnull=False), name="dropped_is_over"),
            models.CheckConstraint(condition=~Q(stream=Stream.CLIENT) | Q(cell__isnull=False), name="client_has_cell"),
        )
        indexes = (models.Index("done_on", name="tickets_to_do"),)

    def __str__(self) -> str:
        return self.title


class Offer(models.Model):
    """A ticket offered to one person or one cell, in a sprint. Declining has no reason, and no place for one.

    A cell can have several of a ticket, one for each who would take a part; a person a second one, for more of it.
    Whoever writes one holds the lock of its ticket.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("Plan", null=True, on_delete=models.SET_NULL, related_name="offers")
    sprint = models.PositiveIntegerField()
    halves = models.PositiveIntegerField()
    # To review it, and not to do it.
    is_review = models.BooleanField(default=False)
    # Somebody gave it back, and whoever owns its epic is asked first.
    is_back = models.BooleanField(default=False)
    # Why it is offered to them, where a plan said so.
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in OfferState], default=OfferState.OPEN)
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_on = models.DateField()

    class Meta:
        ordering = ("offered_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True, cell__isnull=False) | Q(person__isnull=False, cell__isnull=True),
                name="offer_to_one",
            ),
        )


class Passed(models.Model):
    """Somebody of a cell said "not me" to an offer to the cell: it is over for them, and stays open for the others."""

    pk = models.CompositePrimaryKey("offer_id", "person_id")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="passed", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")


class Spare(models.Model):
    """Half hours that a member said they can spare in a sprint. Nobody computes them for others to see."""

    pk = models.CompositePrimaryKey("person_id", "sprint")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    sprint = models.PositiveIntegerField()
    halves = models.PositiveIntegerField()


class Known(models.Model):
    """What a member said they know, in words that tickets use too."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    skills = models.JSONField(default=list)


class Aside(models.Model):
    """A member said "not me": they are not planned for this epic, or this ticket. No reason is asked."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "about"), name="one_not_me"),)
