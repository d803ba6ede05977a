"""What was registered before its result was known, what was found, and what an hour of a line costs."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.evidence.rules.interventions import MOST_AFTER
from groundswell.evidence.rules.periods import Every
from groundswell.people.models import Person


class Intervention(models.Model):
    """Something that is done from a day on, with the one number that will be looked at, once. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    measure = models.CharField(max_length=60)
    every = models.CharField(max_length=6, choices=[(each, each) for each in Every])
    on = models.DateField()
    # After so many steps one looks, once: whoever looks until something shows will see something.
    looks_after = models.PositiveSmallIntegerField()
    # A measure to which nothing was done; empty where there is none.
    compares_with = models.CharField(max_length=60, blank=True)
    registered_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Of everything above, as the log also holds it.
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("-on", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(looks_after__gte=4, looks_after__lte=MOST_AFTER), name="one_looks_after_enough_steps"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Finding(models.Model):
    """What was found when one looked: the values, and what the engine said of them. Written once."""

    intervention = models.OneToOneField(
        Intervention, primary_key=True, on_delete=models.PROTECT, related_name="finding"
    )
    found_on = models.DateField()
    # The values step by step as they stood then: [first day, last day, number or nothing].
    before = models.JSONField()
    after = models.JSONField()
    # What the engine says; empty where it refuses, and then the state that this is.
    said = models.JSONField(default=dict)
    fault = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Rate(models.Model):
    """What an hour of a funding line costs from a day on, as whoever plans says."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # A funding line of the hours.
    line = models.UUIDField()
    from_on = models.DateField()
    # In hundredths of the currency, for an hour.
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("line", "from_on")
        constraints = (models.UniqueConstraint(fields=("line", "from_on"), name="one_rate_a_line_and_day"),)

    def __str__(self) -> str:
        return f"rate {self.id}"
