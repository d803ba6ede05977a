"""Action items: what somebody said they would do, until it is done."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.talks.action_items.rules import Ending
from groundswell.talks.models.meeting import Meeting, Series


class ActionItem(models.Model):
    """Something to do that came up in a meeting; it stands at every later meeting of the series until it has ended."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="action_items")
    raised_at = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="action_items")
    # What is to be done, by whom, and why it was given up: closed.
    body = models.BinaryField()
    # Finds one's own; looks random without the owner's key file.
    tag = models.CharField(max_length=64, null=True)
    is_accepted = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    ending = models.CharField(max_length=8, choices=[(each, each) for each in Ending], default=Ending.NONE, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ending=Ending.NONE, ended_on=None) | (~Q(ending=Ending.NONE) & Q(ended_on__isnull=False)),
                name="an_item_ends_on_a_day",
            ),
        )
        indexes: ClassVar = [models.Index("tag", condition=Q(tag__isnull=False), name="action_item_tag")]
