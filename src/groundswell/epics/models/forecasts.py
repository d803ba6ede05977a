"""How epics stood, week by week, and which dates were said of them."""

from django.db import models

from groundswell.epics.models.epics import Epic


class Stand(models.Model):
    """An epic in a week: what was open on its first day, and when it was expected to be done. A worker writes it."""

    pk = models.CompositePrimaryKey("epic_id", "day")
    epic = models.ForeignKey(Epic, on_delete=models.CASCADE, related_name="stands", db_index=False)
    day = models.DateField()
    # Half hours of each open ticket.
    left = models.JSONField(default=dict)
    # The day of the forecast, which is made anew each day; empty until the first is made.
    told_on = models.DateField(null=True)
    why_not = models.CharField(max_length=12, blank=True)
    # Days at 50, 85 and 95 %, as ISO writes them; null where it lies too far away.
    dates = models.JSONField(default=list)
    # What they rest on: scope and capacity (in hours), estimate and throughput (as ratios).
    basis = models.JSONField(default=dict)
    # Hours that each open ticket will have taken, and under "all" their sum, at the same levels; empty where unknown.
    hours = models.JSONField(default=dict)
    # Weeks by which each part moved the date at 85 % since the week before.
    moved = models.JSONField(default=dict)
    # Weeks from the day, and the hours left then: low, middle, high.
    fan = models.JSONField(default=list)
    # Of the dates of all epics: how many came true at each level, of how many.
    record = models.JSONField(default=list)

    class Meta:
        ordering = ("day",)
        constraints = (
            models.CheckConstraint(condition=models.Q(told_on__gte=models.F("day")), name="told_in_its_week"),
        )
