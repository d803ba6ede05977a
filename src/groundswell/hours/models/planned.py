"""What is to come: hours planned in a sprint, the way out of the cell in two dates, the pilot of the role."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.hours.rules.axes import Kind, Stream
from groundswell.hours.rules.transitions import Fate
from groundswell.people.models import Person, Role


class PlannedHours(models.Model):
    """What an advocate plans for a sprint, by stream and kind. Strict limits stop it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The sprint's first day.
    sprint = models.DateField()
    stream = models.CharField(max_length=8, choices=[(Stream.INTERNAL, "internal"), (Stream.EXTERNAL, "external")])
    kind = models.CharField(max_length=11, choices=[(each, each) for each in Kind])
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "sprint", "stream", "kind"), name="planned_once"),)

    def __str__(self) -> str:
        return f"planned {self.sprint}"


class Transition(models.Model):
    """Somebody's way out of a cell into the role, by two dates: part-time, then full-time. Either may be empty."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    proposed_on = models.DateField()
    part_time_on = models.DateField(null=True)
    full_time_on = models.DateField(null=True)
    part_conditions = models.CharField(max_length=500, blank=True)
    full_conditions = models.CharField(max_length=500, blank=True)
    part_confirmed_on = models.DateField(null=True)
    part_confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    full_confirmed_on = models.DateField(null=True)
    full_confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # When the confirmation of the second date was taken back; by nobody where a role lost its taker.
    reopened_on = models.DateField(null=True)
    reopened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-proposed_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("person",), name="one_transition_a_person"),
            models.CheckConstraint(
                condition=Q(part_time_on=None) | Q(full_time_on=None) | Q(full_time_on__gte=F("part_time_on")),
                name="part_time_comes_first",
            ),
        )

    def __str__(self) -> str:
        return f"transition {self.id}"


class LookAhead(models.Model):
    """What a transition would do to the backlog of the cell: what was asked, and what a worker found."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    transition = models.OneToOneField(Transition, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    # Hours that were typed, hours of the cell as they were, and the weeks of the dates.
    asked = models.JSONField()
    # Empty until it is computed.
    answer = models.JSONField(default=dict)
    computed_on = models.DateField(null=True)
    fault = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"look ahead {self.id}"


class HandOver(models.Model):
    """What becomes of a role of the person of a transition: mostly somebody takes it, perhaps with an overlap."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="roles")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    fate = models.CharField(max_length=10, choices=[(each, each) for each in Fate], default=Fate.HAND_OVER)
    said_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # Who is asked; it is taken when they say so.
    taker = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_on = models.DateField(null=True)
    overlap_from = models.DateField(null=True)
    overlap_to = models.DateField(null=True)

    class Meta:
        ordering = ("role__name", "id")
        constraints = (
            models.UniqueConstraint(fields=("transition", "role"), name="handed_over_once"),
            models.CheckConstraint(
                condition=Q(overlap_from=None, overlap_to=None) | Q(overlap_to__gte=F("overlap_from")),
                name="an_overlap_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(taken_on=None) | Q(taker__isnull=False), name="taken_by_somebody"),
            models.CheckConstraint(condition=Q(fate=Fate.HAND_OVER) | Q(taker=None), name="taken_if_handed_over"),
        )

    def __str__(self) -> str:
        return f"hand-over {self.id}"


class Permission(models.Model):
    """Something that the taker of a role must be allowed, elsewhere: until it is, the role is not handed over."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="permissions")
    name = models.CharField(max_length=200)
    given_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("hand_over", "name"), name="a_permission_once"),)

    def __str__(self) -> str:
        return self.name


class Pilot(models.Model):
    """The role on trial: from when, when somebody looks, and how each measure stood at the start."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    started_on = models.DateField()
    review_on = models.DateField()
    # Written once: measures with value, unit, source, as they stood on the first day.
    baseline = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-started_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(review_on__gt=F("started_on")), name="a_pilot_is_reviewed_later"),
        )

    def __str__(self) -> str:
        return self.name
