"""Epics: who owns them, which cells help, when they were on hold and why, and how they stand each sprint."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.epics.rules.holds import Reason, Spell
from groundswell.epics.rules.problem import Stream
from groundswell.people.models import Cell, Person


class Epic(models.Model):
    """A body of work. It needs no cell, and its owner may be an advocate."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    stream = models.CharField(max_length=8, choices=[(each, each) for each in Stream])
    # Internal, and expected to relieve several cells: an advocate touches it every sprint.
    is_accelerated = models.BooleanField(default=False)
    # Half hours that a sprint has to give it so that it moves.
    minimum = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The decision it serves, in the propositions.
    decision = models.UUIDField(null=True)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    # Counts every change: who saves an older one is told, and loses nothing.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="epic_ends_late"),
            models.CheckConstraint(condition=Q(is_accelerated=False) | Q(stream=Stream.INTERNAL), name="fast_inside"),
            models.UniqueConstraint("name", condition=Q(ended_on=None), name="one_epic_a_name"),
        )

    def __str__(self) -> str:
        return self.name


class Helping(models.Model):
    """A cell that helps with an epic, from a day (included) to a day (excluded)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    epic = models.ForeignKey(Epic, on_delete=models.CASCADE, related_name="helping")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ("cell__name",)
        constraints = (
            models.UniqueConstraint(
                fields=("epic", "cell"), condition=Q(until_on=None), name="a_cell_helps_once_at_a_time"
            ),
        )


class Hold(models.Model):
    """A spell on hold, in one cell or everywhere. A reason to hold, none to go on."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    epic = models.ForeignKey(Epic, on_delete=models.CASCADE, related_name="holds")
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=[(each, each) for each in Reason])
    note = models.CharField(max_length=500, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ("from_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="hold_ends_late"),
            models.UniqueConstraint(fields=("epic", "cell"), condition=Q(until_on=None), name="one_hold_a_cell"),
            models.UniqueConstraint(fields=("epic",), condition=Q(until_on=None, cell=None), name="one_hold_of_all"),
        )

    @property
    def spell(self) -> Spell[object]:
        """Its days, as the rules count them."""
        return Spell(self.cell_id, Reason(self.reason), self.from_on, self.until_on)


class Update(models.Model):
    """How an epic stands in a sprint: a place on the hill, and a sentence. The last one of a sprint counts."""

    pk = models.CompositePrimaryKey("epic_id", "sprint")
    epic = models.ForeignKey(Epic, on_delete=models.CASCADE, related_name="updates", db_index=False)
    sprint = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("sprint",)
        constraints = (models.CheckConstraint(condition=Q(position__lte=100), name="update_on_the_hill"),)


class Link(models.Model):
    """A concern of the register that an epic is expected to relieve: at its end those who raised it are asked."""

    pk = models.CompositePrimaryKey("epic_id", "concern")
    epic = models.ForeignKey(Epic, on_delete=models.CASCADE, related_name="links", db_index=False)
    concern = models.UUIDField()
    # When those who raised it were asked whether the epic helped.
    asked_on = models.DateField(null=True)
