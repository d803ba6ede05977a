"""Who is told outside, and what was told."""

from uuid import uuid4

from django.db import models


class Listener(models.Model):
    """An address that is told what everybody here may know."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=500)
    secret = models.BinaryField()
    # Up to which line of the log it was told.
    heard = models.PositiveBigIntegerField()
    named_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Telling(models.Model):
    """One event for one listener: exactly the bytes that go out, and how far they got."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "waiting"
        TOLD = "told", "told"
        GIVEN_UP = "given_up", "given up"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="tellings")
    # Of the log: the same line is told once.
    line = models.PositiveBigIntegerField()
    event = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    made_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-line", "id")
        constraints = (models.UniqueConstraint(fields=("listener", "line"), name="told_once_to_a_listener"),)
        indexes = (models.Index("state", "due_at", name="tellings_due"),)

    def __str__(self) -> str:
        return f"{self.event} to {self.listener_id}"
