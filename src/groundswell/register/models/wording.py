"""Words on their way out of the desk, and what a person decided about each mark in them."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register.rules.identification import Mark as MarkKind
from groundswell.register.rules.items import Kind


class Wording(models.Model):
    """Words proposed for an item and an audience; at most one on its way an item. What goes out is exactly this."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=[(each, each) for each in Kind])
    item = models.UUIDField()
    # The item's own fields, by name.
    words = models.JSONField()
    audience = models.CharField(max_length=12, choices=[(each, each) for each in Audience])
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # The sealed voices against which these words were held, and share no five words in a row with; each reader of one
    # can hold them against it. Changed words start anew.
    compared = models.JSONField(default=list)
    asked_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=Q(published_on=None, dropped_on=None), name="one_wording_on_its_way"
            ),
        )
        indexes = (models.Index("item", name="register_wording_of"),)


class Mark(models.Model):
    """A detail that could tell who said it, and what a person decided: kept, with a reason, or rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=8, choices=[(each, each) for each in MarkKind])
    excerpt = models.CharField(max_length=200)
    outcome = models.CharField(
        max_length=9, choices=[("", ""), ("kept", "kept"), ("rewritten", "rewritten")], blank=True
    )
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wording", "kind", "excerpt"), name="one_mark_an_excerpt"),
            models.CheckConstraint(
                condition=Q(outcome="", by=None)
                | Q(outcome="kept", by__isnull=False) & ~Q(reason="")
                | Q(outcome="rewritten", by__isnull=False),
                name="resolved_by_a_person",
            ),
        )
