"""When a check-in opens, and each that did."""

from django.db import models
from django.db.models import F, Q

from groundswell.checkins.rules.periods import LEAST_K, Obstacle, PeriodState


class CheckInPlan(models.Model):
    """What the organisation chose: one row at most; without it, the standard choices."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_on = models.BooleanField(default=True)
    # A milestone by its name: milestones are data.
    milestone = models.CharField(max_length=200, default="end-of-sprint update")
    # Seven, so that each check-in contains one weekly letter.
    days_open = models.PositiveSmallIntegerField(default=7)
    every_sprints = models.PositiveSmallIntegerField(default=1)
    k = models.PositiveSmallIntegerField(default=5)
    # Whether figures about ten and more stand on a page for everybody.
    is_public = models.BooleanField(default=False)
    # Whether one closes before its last day when every ballot has come back.
    closes_early = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="one_check_in_plan"),
            models.CheckConstraint(condition=Q(k__gte=LEAST_K), name="check_in_k_protects"),
            models.CheckConstraint(
                condition=Q(days_open__gte=1, every_sprints__gte=1), name="check_in_plan_has_its_days"
            ),
        )


class Period(models.Model):
    """One check-in, of one sprint. Everything that its figures rest on is written at the opening and stays."""

    sprint = models.PositiveIntegerField(primary_key=True)
    state = models.CharField(max_length=9, choices=[(each, each) for each in PeriodState], default=PeriodState.OPEN)
    opened_on = models.DateField()
    # The last day on which a ballot counts.
    closes_on = models.DateField()
    # As the plan said at the opening; and the last day on which it was looked whether every ballot has come back.
    closes_early = models.BooleanField(default=False)
    looked_on = models.DateField(null=True)
    # As the plan said at the opening: whether its figure of everyone may be read outside. The ballot page says so.
    is_public = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)
    # The day of the release, or of the destruction.
    ended_on = models.DateField(null=True)
    scale_low = models.PositiveSmallIntegerField(default=1)
    scale_high = models.PositiveSmallIntegerField(default=10)
    k = models.PositiveSmallIntegerField()
    # The rotating item, by its key and version; empty: the rating alone.
    item = models.CharField(max_length=60, default="", blank=True)
    item_version = models.PositiveSmallIntegerField(default=0)
    # Every unit of that day to the one above it; "organisation" is the top.
    tree = models.JSONField()
    # The answers' two boxes. The inner one's private half is in `ReaderShare`, the outer one's in a key file.
    inner_public = models.BinaryField(max_length=32)
    outer_public = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("sprint",)
        constraints = (
            models.CheckConstraint(condition=Q(closes_on__gte=F("opened_on")), name="check_in_closes_after_opening"),
            models.CheckConstraint(condition=Q(scale_high__gt=F("scale_low")), name="check_in_scale_has_room"),
            models.UniqueConstraint(fields=("state",), condition=Q(state=PeriodState.OPEN), name="one_open_check_in"),
        )

    def __str__(self) -> str:
        return f"check-in of sprint {self.sprint}"


class Hindrance(models.Model):
    """Why the check-in that is due does not open: one row or none, so that a page finds it without looking for it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    obstacle = models.CharField(max_length=12, choices=[(each, each) for each in Obstacle])

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_hindrance"),)

    def __str__(self) -> str:
        return self.obstacle


class ReaderShare(models.Model):
    """The private half of a period's inner key, sealed to one desk key (named by its id). Gone after the release."""

    pk = models.CompositePrimaryKey("period_id", "key")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="shares", db_index=False)
    key = models.UUIDField()
    sealed = models.BinaryField(max_length=80)


class ReportingGroup(models.Model):
    """People whose ballots carry one name: a cell of k or more, or a unit with what was rolled up into it."""

    pk = models.CompositePrimaryKey("period_id", "name")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="groups", db_index=False)
    # The id of a cell, or "organisation".
    name = models.CharField(max_length=36)
    cells = models.JSONField()


class RosterEntry(models.Model):
    """That somebody had a ballot, of which group. Says nothing of whether it was used; stays as long as figures do.

    The person is an id and no foreign key: who is removed stays counted in what was published about them.
    """

    pk = models.CompositePrimaryKey("period_id", "person")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="roster", db_index=False)
    person = models.UUIDField()
    group = models.CharField(max_length=36)
