"""What people keep here of their own: the hours that they logged, parts of days away, wishes about roles."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.hours.models.agreed import FundingLine
from groundswell.hours.rules.amounts import DAY
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person, Role


class Entry(models.Model):
    """Time that was spent, as its person says. Nobody else reads its words."""

    class Source(models.TextChoices):
        """Where it came from."""

        TYPED = "typed", "typed"
        FILE = "file", "file"
        JIRA = "jira", "jira"
        TEMPO = "tempo", "tempo"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    minutes = models.PositiveIntegerField()
    stream = models.CharField(max_length=8, choices=[(each, each) for each in Stream])
    kind = models.CharField(max_length=11, choices=[(each, each) for each in Kind])
    activity = models.CharField(max_length=11, choices=[(each, each) for each in Activity], default=Activity.WORK)
    line = models.ForeignKey(FundingLine, null=True, on_delete=models.PROTECT, related_name="entries")
    role = models.ForeignKey(Role, null=True, on_delete=models.PROTECT, related_name="+")
    # A ticket, or what an ask says that time is logged on.
    reference = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=300, blank=True)
    # Begun before its turn: it is no commitment, and no plan counts on it.
    is_ahead = models.BooleanField(default=False)
    source = models.CharField(max_length=5, choices=Source, default=Source.TYPED)
    # What a file calls it, so that the file a second time changes nothing.
    external_id = models.CharField(max_length=80, null=True)
    # What the tracker itself calls it, "NUMBER@HOST", where it is read live: such an hour is as the tracker says.
    worklog = models.CharField(max_length=80, null=True)

    class Meta:
        ordering = ("-day", "id")
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=DAY * 366), name="an_entry_has_minutes"),
            models.UniqueConstraint(fields=("source", "external_id"), name="brought_in_once"),
            models.UniqueConstraint(fields=("worklog",), name="a_worklog_counts_once"),
        )
        indexes: ClassVar = [
            models.Index("person", "day", name="entry_person_day"),
            models.Index("role", "day", name="entry_role_day", condition=Q(role__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"entry {self.id}"


class AwayPart(models.Model):
    """Minutes of a day on which somebody is away for a part of it. Whole days are leave."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "day"), name="one_part_away_a_day"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=DAY), name="away_for_a_part"),
        )

    def __str__(self) -> str:
        return str(self.day)


class Wish(Unordered, models.Model):
    """What somebody would like of a role: closed, with who it is and which role inside."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Finds one's own; looks random without the owner's key file.
    tag = models.CharField(max_length=64, unique=True)
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"wish {self.id}"
