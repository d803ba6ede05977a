"""What we did about an item: time that was spent, and to whom it was handed."""

from uuid import uuid4

from django.db import models

from groundswell.people.models import Person
from groundswell.questions.models.items import Item


class Effort(models.Model):
    """Minutes that somebody spent on an item on a day. The hours themselves stand in `hours`, under `entry`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="efforts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    words = models.CharField(max_length=500, blank=True)
    entry = models.UUIDField(null=True)

    class Meta:
        ordering = ("day", "id")


class HandOff(models.Model):
    """An item that was handed to a named team or person: created, accepted, with an outcome."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="hand_offs")
    team = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField()
    accepted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)
    undone_on = models.DateField(null=True)
    # A ticket in a tracker, made once.
    ticket = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-handed_on", "id")
