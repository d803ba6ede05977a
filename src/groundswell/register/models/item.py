"""What every item of the register has: its readers, and who wrote it down."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register.rules.items import Kind


class Item(models.Model):
    """Something that people read: it starts at its writer, and each step to more readers is an act."""

    KIND: ClassVar[Kind]
    # Set on an item in memory whose words may not be shown now (`queries.ground`); such an item is never saved.
    is_withheld = False

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    audience = models.CharField(max_length=12, choices=[(each, each) for each in Audience], default=Audience.ME)
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+")
    # The audience as search and `people.policy.audiences_of` spell it, so that one column decides who reads a row.
    audience_key = models.CharField(max_length=48)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_key_says_its_audience",
                condition=(
                    Q(audience=Audience.ME, audience_key__startswith="person:", cell=None)
                    | Q(audience=Audience.ADVOCATE, audience_key=Audience.ADVOCATE, cell=None)
                    | Q(audience=Audience.CELL, audience_key__startswith="cell:", cell__isnull=False)
                    | Q(audience=Audience.ORGANISATION, audience_key=Audience.ORGANISATION, cell=None)
                    | Q(audience=Audience.PUBLIC, audience_key=Audience.PUBLIC, cell=None)
                ),
            ),
        ]

    @property
    def said(self) -> str:
        """Return all its words that its readers read, as consent is asked for them."""
        raise TypeError("each kind of item says its own words")

    @property
    def heading(self) -> str:
        """Return one line that names it."""
        raise TypeError("each kind of item says its own heading")
