"""In which hours questions from outside are answered."""

from django.db import models
from django.db.models import Q

from groundswell.questions.rules.working import OFFICE


def office() -> list[str]:
    """Return the hours of a week where nobody chose others."""
    return list(OFFICE)


class WorkingWeek(models.Model):
    """What the organisation counts as working hours: one row, once somebody chose."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    # Of each weekday, Monday first, as `rules.working` writes spans; an empty one is off.
    spans = models.JSONField(default=office)
    # Days off for everybody, as ISO writes them.
    off = models.JSONField(default=list)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_working_week"),)

    def __str__(self) -> str:
        return "working hours"
