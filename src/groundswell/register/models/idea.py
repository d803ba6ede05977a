"""Ideas, and how each fits each concern."""

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.register.closed import DeskText
from groundswell.register.models.concern import Concern
from groundswell.register.models.item import Item
from groundswell.register.rules import items
from groundswell.register.rules.fits import Fit as FitKind


class Idea(Item):
    """A suggestion. It may serve many concerns, and a concern many ideas."""

    KIND = items.Kind.IDEA

    title = DeskText()
    text = DeskText(blank=True)
    # Whose idea it is, where that is openly said.
    holder = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Item.Meta):
        indexes = (models.Index(fields=("-written_on", "id", "audience_key"), name="idea_order"),)

    def __str__(self) -> str:
        return f"idea {self.id}"

    @property
    def said(self) -> str:
        """Return title and text."""
        return items.said(self.title, self.text)

    @property
    def heading(self) -> str:
        """Return the title."""
        return self.title


class Fit(models.Model):
    """What one idea does to one concern, in the advocate's judgement; "depends on" says on what."""

    pk = models.CompositePrimaryKey("concern_id", "idea_id")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="fits", db_index=False)
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="fits")
    kind = models.CharField(max_length=8, choices=[(each, each) for each in FitKind], default=FitKind.OFFERED)
    condition = DeskText(blank=True)
    note = DeskText(blank=True)
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind=FitKind.DEPENDS) | ~Q(condition=""), name="depends_needs_a_condition"
            ),
        )
