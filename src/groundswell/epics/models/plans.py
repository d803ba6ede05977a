"""Plans: what one was asked for, how far its computation is, and what it found."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.epics.models.tickets import Ticket
from groundswell.epics.rules.hours import MOST_RESERVE, STANDARD_LIMIT
from groundswell.epics.rules.plans import RUNNING, PlanKind, PlanState
from groundswell.people.models import Person


class Plan(models.Model):
    """A computation for one sprint, kept as a row: closing the page loses nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sprint = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=[(each, each) for each in PlanKind], default=PlanKind.PROPOSED)
    state = models.CharField(max_length=7, choices=[(each, each) for each in PlanState], default=PlanState.WAITING)
    seconds = models.PositiveSmallIntegerField()
    # What if: by person, stream and ticket, in half hours.
    wishes = models.JSONField(default=dict)
    # What it was made from, in the format that `groundswell plan` reads; and what came of it, in the one it writes.
    instance = models.JSONField()
    answer = models.JSONField(default=dict)
    fault = models.CharField(max_length=500, blank=True)
    # How often something better was found.
    rounds = models.PositiveIntegerField(default=0)
    is_stopping = models.BooleanField(default=False)
    # The worker that computes holds it until then; afterwards another may begin anew.
    held_until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # The number of the plan that was published for this sprint when it was asked for; 0: none.
    base = models.PositiveIntegerField(default=0)
    # Published as the how many-th of its sprint.
    number = models.PositiveIntegerField(null=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField(null=True)

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("sprint", "number"), name="one_plan_a_number"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(kind=PlanKind.PROPOSED), name="a_draft_is_never_published"
            ),
        )
        indexes = (models.Index("state", name="plans_by_state"),)

    def __str__(self) -> str:
        return f"plan {self.id}"

    @property
    def is_running(self) -> bool:
        """Whether something better may still come."""
        return self.state in RUNNING


class Choices(models.Model):
    """What the organisation chose for its plans; half hours."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    # Larger tickets are offered to cells first.
    limit = models.PositiveIntegerField(default=STANDARD_LIMIT)
    # What advocates develop on every accelerated epic in every sprint.
    floor = models.PositiveIntegerField(default=2)
    # What meetings take of everybody in a sprint, and what percent of the rest no plan fills.
    meetings = models.PositiveIntegerField(default=0)
    reserve = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="one_choice_of_epics"),
            models.CheckConstraint(condition=Q(reserve__lte=MOST_RESERVE), name="a_reserve_leaves_something"),
        )


class Pin(models.Model):
    """Half hours of a ticket that somebody is to have in the plan of a sprint. It is still only offered to them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sprint = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    halves = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sprint", "person", "ticket"), name="one_pin"),)
