"""Concerns, their themes, their history, and which of them are the same."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.register.closed import DeskText
from groundswell.register.models.item import Item
from groundswell.register.rules import items
from groundswell.register.rules.concerns import State, Stuck


class Theme(models.Model):
    """What concerns are about; the organisation's own list."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=80, unique=True)
    # No longer offered; still shown where it was given.
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Concern(Item):
    """A problem somebody has, from raised to confirmed."""

    KIND = items.Kind.CONCERN

    title = DeskText()
    text = DeskText(blank=True)
    stuck = models.CharField(max_length=12, choices=[(each, each) for each in Stuck], default=Stuck.NONE)
    state = models.CharField(max_length=12, choices=[(each, each) for each in State], default=State.RAISED)
    # The day of the newest state: lists are in this order, and in no other.
    moved_on = models.DateField()
    # How often it was fixed: an answer to "did it help?" belongs to one fix.
    fixes = models.PositiveSmallIntegerField(default=0)
    # The concern that stands for it and others; none where it stands for itself. Kept by `Merge`.
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="stood_for", db_index=False)

    class Meta(Item.Meta):
        # Every order is an index that also holds the readers, so that no list sorts and none reads a row it hides.
        indexes = (
            # Without its condition nearly all of the index would be one value, and the database would read the table.
            models.Index(fields=("root",), condition=Q(root__isnull=False), name="concern_stood_for"),
            models.Index(fields=("-moved_on", "id", "audience_key"), condition=Q(root=None), name="concern_order"),
            models.Index(
                fields=("state", "-moved_on", "id", "audience_key"), condition=Q(root=None), name="concern_state_order"
            ),
        )

    def __str__(self) -> str:
        return f"concern {self.id}"

    @property
    def said(self) -> str:
        """Return title and text."""
        return items.said(self.title, self.text)

    @property
    def heading(self) -> str:
        """Return the title."""
        return self.title


class ConcernTheme(models.Model):
    """A concern has several themes, or none."""

    pk = models.CompositePrimaryKey("concern_id", "theme_id")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="themed", db_index=False)
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="given")


class Change(models.Model):
    """One line of an item's history. Its reason is read by those who could read the item when it was written."""

    pk = models.CompositePrimaryKey("item", "number")
    kind = models.CharField(max_length=12, choices=[(each, each) for each in items.Kind])
    item = models.UUIDField()
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=8, choices=[(each, each) for each in items.What])
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    reason = DeskText(blank=True)
    # "Not ours": where to go instead.
    pointer = DeskText(blank=True)
    day = models.DateField()
    # Nobody where somebody behind it answered: that line names no one, in the page and in the table.
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    audience_key = models.CharField(max_length=48)


class Merge(models.Model):
    """A duplicate points to the concern that stands for it. Nothing is moved; without this row nothing happened."""

    duplicate = models.OneToOneField(Concern, primary_key=True, on_delete=models.CASCADE, related_name="merge")
    survivor = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="merges")
    reason = DeskText()
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(duplicate=models.F("survivor")), name="merge_of_two_concerns"),
        )
