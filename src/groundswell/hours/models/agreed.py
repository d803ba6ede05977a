"""What was agreed: who pays, how many hours of a month, what was asked and warned of, and the limits."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.hours.rules.axes import Kind, Pays, Stream
from groundswell.hours.rules.grants import Certainty, Per, Range
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.people.models import Person


class FundingLine(models.Model):
    """Who pays an hour, and which streams and kinds it may pay for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    # Who pays: the organisation itself, or somebody outside.
    payer = models.CharField(max_length=200)
    is_paid_outside = models.BooleanField(default=False)
    for_internal = models.BooleanField(default=True)
    for_external = models.BooleanField(default=False)
    for_development = models.BooleanField(default=True)
    for_other = models.BooleanField(default=True)
    # From this day on nothing is granted of it any more.
    ended_on = models.DateField(null=True)
    # Why, as the planner who ended it said.
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=(Q(for_internal=True) | Q(for_external=True)) & (Q(for_development=True) | Q(for_other=True)),
                name="a_line_pays_for_something",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def pays(self) -> Pays:
        """What it may pay for."""
        streams = ((Stream.INTERNAL, self.for_internal), (Stream.EXTERNAL, self.for_external))
        kinds = ((Kind.DEVELOPMENT, self.for_development), (Kind.OTHER, self.for_other))
        return Pays(frozenset(stream for stream, may in streams if may), frozenset(kind for kind, may in kinds if may))


class Grant(models.Model):
    """Hours of a line that somebody gets in a month: firm, a floor, or hoped for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(FundingLine, on_delete=models.PROTECT, related_name="grants")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    certainty = models.CharField(max_length=5, choices=[(each, each) for each in Certainty])
    minutes = models.PositiveIntegerField()
    granted_on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("month", "line", "certainty")
        constraints = (
            models.UniqueConstraint(fields=("line", "holder", "month", "certainty"), name="one_grant_a_month"),
        )

    def __str__(self) -> str:
        return f"grant {self.id}"


class Announcement(models.Model):
    """The sum of a month as it was announced: held against what the lines come to."""

    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("holder", "month"), name="one_announced_sum_a_month"),)

    def __str__(self) -> str:
        return f"announced {self.month}"


class Expectation(models.Model):
    """What was asked for, or what was warned of as more than there will be: side by side with what was granted."""

    class What(models.TextChoices):
        """Which of the two."""

        ASKED = "asked", "asked"
        WARNED = "warned", "warned"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=6, choices=What)
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    per = models.CharField(max_length=5, choices=[(Per.WEEK, Per.WEEK), (Per.MONTH, Per.MONTH)])
    said_by = models.CharField(max_length=200)
    said_on = models.DateField()

    class Meta:
        ordering = ("-said_on", "id")
        constraints = (models.CheckConstraint(condition=Q(high__gte=F("low"), low__gt=0), name="from_less_to_more"),)

    def __str__(self) -> str:
        return f"{self.what} {self.id}"

    @property
    def range(self) -> Range:
        """From how many to how many."""
        return Range(self.low, self.high, Per(self.per))


class Limit(models.Model):
    """A strict limit from a day on, or what is protected; a later one of the same kind takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=11, choices=[(each, each) for each in Subject])
    sense = models.CharField(max_length=5, choices=[(each, each) for each in Sense], default=Sense.MOST)
    per = models.CharField(max_length=6, choices=[(Per.MONTH, Per.MONTH), (Per.SPRINT, Per.SPRINT)])
    # None: from this day on there is no such limit any more.
    minutes = models.PositiveIntegerField(null=True)
    from_on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("from_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("holder", "subject", "sense", "per", "from_on"), name="one_limit_a_day"),
            models.CheckConstraint(
                condition=Q(sense=Sense.MOST) | Q(subject=Subject.EXTERNAL), name="external_hours_are_protected"
            ),
        )

    def __str__(self) -> str:
        return f"limit {self.id}"


class Override(models.Model):
    """A plan may go past a limit in one period, because a person says so and why. It stays visible."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=11, choices=[(each, each) for each in Subject])
    per = models.CharField(max_length=6, choices=[(Per.MONTH, Per.MONTH), (Per.SPRINT, Per.SPRINT)])
    # The first day of the month or sprint.
    period = models.DateField()
    minutes = models.PositiveIntegerField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ("on", "id")
        constraints = (models.CheckConstraint(condition=~Q(reason="") & Q(minutes__gt=0), name="a_reason_past_it"),)

    def __str__(self) -> str:
        return f"override {self.id}"
