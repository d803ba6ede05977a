"""Answers of a check-up that somebody made elsewhere, sealed to the readers, and what they decided about its scale."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person


class CheckUp(Unordered, models.Model):
    """One answer: who, cell, day, rating, scale and reason are all inside. Never counted in a figure."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    body = models.BinaryField()
    # Set when a reader has seen to it: it leaves the list.
    seen_to_on = models.DateField(null=True)


class CheckUpEnvelope(Unordered, models.Model):
    """The content key of a check-up, sealed to one desk key (named by its id)."""

    pk = models.CompositePrimaryKey("check_up_id", "key")
    check_up = models.ForeignKey(CheckUp, on_delete=models.CASCADE, related_name="envelopes", db_index=False)
    key = models.UUIDField(db_index=True)
    sealed = models.BinaryField(max_length=80)


class Conversion(models.Model):
    """Somebody chose to read the answers of another scale as if they were on 1 to 10: in a straight line."""

    pk = models.CompositePrimaryKey("low", "high")
    low = models.SmallIntegerField()
    high = models.SmallIntegerField()
    chosen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_on = models.DateField()

    class Meta:
        ordering = ("low", "high")
        constraints = (models.CheckConstraint(condition=Q(high__gt=F("low")), name="converted_scale_has_room"),)
