"""Words on their way out of the desk."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register.rules.items import Kind


class Wording(models.Model):
    """Words proposed for an item and an audience; at most one on its way an item. What goes out is exactly this."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=[(each, each) for each in Kind])
    item = models.UUIDField()
    # What it says (`rules.proposals`): here from publication on, and before where no sealed voice is behind it, but
    # closed (`register.closed`). Else the voices keep it, sealed, under this row's id.
    content = models.JSONField(default=dict)
    is_sealed = models.BooleanField(default=False)
    # The keyed hash of the exact words, as the consents about them carry it: nothing is told by it without a key file.
    mark = models.BinaryField(max_length=32)
    audience = models.CharField(max_length=12, choices=[(each, each) for each in Audience])
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # The sealed voices against which these words were held, and share no five words in a row with; each reader of one
    # can hold them against it. Changed words start anew.
    compared = models.JSONField(default=list)
    asked_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    # Dropped because somebody behind it does not agree.
    was_refused = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=Q(published_on=None, dropped_on=None), name="one_wording_on_its_way"
            ),
            models.CheckConstraint(
                condition=Q(is_sealed=False) | Q(content={}), name="sealed_wording_says_nothing_here"
            ),
        )
        indexes = (models.Index("item", name="register_wording_of"),)
