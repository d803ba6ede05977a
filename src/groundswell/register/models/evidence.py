"""The shelf: what was read, and which concerns it bears on."""

from django.db import models

from groundswell.register.closed import DeskText
from groundswell.register.models.concern import Concern
from groundswell.register.models.item import Item
from groundswell.register.rules import evidence, items


class Evidence(Item):
    """A book, an article, a study: where it is, and what it says in five lines. Without those it is unread."""

    KIND = items.Kind.EVIDENCE

    source = DeskText()
    address = models.URLField(max_length=items.LONGEST_LINE, blank=True)
    summary = DeskText(blank=True)

    class Meta(Item.Meta):
        indexes = (models.Index(fields=("-written_on", "id", "audience_key"), name="evidence_order"),)

    def __str__(self) -> str:
        return f"evidence {self.id}"

    @property
    def is_unread(self) -> bool:
        """Whether nobody has written what it says."""
        return evidence.is_unread(self.summary)

    @property
    def said(self) -> str:
        """Return source and summary."""
        return items.said(self.source, self.summary)

    @property
    def heading(self) -> str:
        """Return the source."""
        return self.source


class Bearing(models.Model):
    """An entry of the shelf bears on a concern."""

    pk = models.CompositePrimaryKey("concern_id", "evidence_id")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="bearings", db_index=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="bearings")
