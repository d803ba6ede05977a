"""The log of acts: rows are only ever added, and each is chained to the one before it."""

from django.db import models


class Entry(models.Model):
    """One act of somebody who was signed in (or of the installation itself), on a day.

    Only the day is kept: with an exact time the log would say when somebody sat at the keyboard.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    day = models.DateField()
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    context = models.CharField(max_length=30)
    object_id = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (models.Index("day", "context", "verb", name="audit_by_day"),)

    def __str__(self) -> str:
        return f"{self.number}: {self.context} {self.verb}"


class Head(models.Model):
    """Where the chain ends, so that entries cut from its end are missed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"
