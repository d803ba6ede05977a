"""What is already being done about a concern."""

from django.db import models

from groundswell.register.closed import DeskText
from groundswell.register.models.concern import Concern
from groundswell.register.models.item import Item
from groundswell.register.rules import items


class Measure(Item):
    """Something that is under way: it must be seen before anything new is proposed."""

    KIND = items.Kind.MEASURE

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="measures")
    text = DeskText()
    # Who or what carries it, in words: a cell, an epic, a role.
    carried_by = DeskText(blank=True)
    since = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta(Item.Meta):
        pass

    def __str__(self) -> str:
        return f"measure {self.id}"

    @property
    def said(self) -> str:
        """Return the text and who carries it."""
        return items.said(self.text, self.carried_by)

    @property
    def heading(self) -> str:
        """Return the beginning of the text."""
        return items.first_line(self.text)
