"""Duties that come again each sprint, what they ask, what was answered, and the hand-over of a duty."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person, Role
from groundswell.teaching.rules.duties import AnswerKind, RunState

_ENDED = (RunState.DONE, RunState.SKIPPED)


class Duty(models.Model):
    """A checklist that comes again in every sprint; whoever holds its role does it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    # None: the advocates'.
    role = models.ForeignKey(Role, null=True, on_delete=models.PROTECT, related_name="+")
    # The first and the last sprint of it, both included.
    from_sprint = models.PositiveIntegerField()
    until_sprint = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint("name", condition=Q(until_sprint=None), name="one_duty_a_name"),)

    def __str__(self) -> str:
        return self.name


class Fact(models.Model):
    """A question that one or more duties ask. It is answered once a sprint, for every place that asks it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    words = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=6, choices=[(each, each) for each in AnswerKind])
    unit = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("words",)

    def __str__(self) -> str:
        return self.words


class Point(models.Model):
    """A question in a duty, at its place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="points")
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="points")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("duty", "fact"), name="a_question_once_a_duty"),)

    def __str__(self) -> str:
        return f"point {self.place}"


class Answer(models.Model):
    """What was answered in a sprint. Nobody's name is in it: a trend is of the duty."""

    pk = models.CompositePrimaryKey("fact_id", "sprint")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="answers", db_index=False)
    sprint = models.PositiveIntegerField()
    text = models.TextField()


class Run(models.Model):
    """How a duty ended in a sprint; without one it is open, or was missed."""

    pk = models.CompositePrimaryKey("duty_id", "sprint")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="runs", db_index=False)
    sprint = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=[(each, each) for each in _ENDED])
    reason = models.CharField(max_length=500, blank=True)
    day = models.DateField()

    class Meta:
        ordering = ("sprint",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=RunState.DONE, reason="") | (Q(state=RunState.SKIPPED) & ~Q(reason="")),
                name="a_skip_has_a_reason",
            ),
        )


class HandOver(models.Model):
    """A duty on its way from somebody to somebody else, on a day, with the permissions that go with it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="hand_overs")
    giver = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    taker = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    day = models.DateField()
    taken_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ("-day", "id")

    def __str__(self) -> str:
        return f"hand-over {self.id}"


class Permission(models.Model):
    """Something that the taker must be allowed elsewhere, say to moderate the forum, and since when they are."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    hand_over = models.ForeignKey(HandOver, on_delete=models.CASCADE, related_name="permissions")
    name = models.CharField(max_length=200)
    asked_on = models.DateField()
    given_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")
        constraints = (models.UniqueConstraint(fields=("hand_over", "name"), name="a_duty_permission_once"),)

    def __str__(self) -> str:
        return self.name
