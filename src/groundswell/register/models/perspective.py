"""Positions with the conditions under which they hold."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.register.closed import DeskText
from groundswell.register.models.concern import Concern
from groundswell.register.models.item import Item
from groundswell.register.rules import items
from groundswell.register.rules.perspectives import Standing


class Perspective(Item):
    """How somebody sees a concern: the position, when it holds, and the best that can be said for it."""

    KIND = items.Kind.PERSPECTIVE

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="perspectives")
    position = DeskText()
    conditions = DeskText(blank=True)
    best_case = DeskText(blank=True)
    # Whose view it is, where no sealed voice stands behind it; shown only where `is_named`.
    holder = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    is_named = models.BooleanField(default=False)
    standing = models.CharField(
        max_length=11, choices=[(each, each) for each in Standing], default=Standing.UNCONFIRMED
    )

    class Meta(Item.Meta):
        constraints: ClassVar = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_named=False) | Q(holder__isnull=False), name="named_view_has_a_holder"
            ),
        ]
        indexes = (
            models.Index(
                "holder", condition=Q(standing=Standing.UNCONFIRMED, holder__isnull=False), name="perspective_waiting"
            ),
        )

    def __str__(self) -> str:
        return f"perspective {self.id}"

    @property
    def said(self) -> str:
        """Return position, conditions and best case."""
        return items.said(self.position, self.conditions, self.best_case)

    @property
    def heading(self) -> str:
        """Return the beginning of the position."""
        return items.first_line(self.position)
