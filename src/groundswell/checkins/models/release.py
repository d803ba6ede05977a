"""What was published, once. The database refuses to change or remove a row (see `triggers`)."""

from django.db import models
from django.db.models import Q

from groundswell.checkins.models.period import Period
from groundswell.checkins.rules.periods import Word
from groundswell.engines.disclosure import Kind, Reason


class Release(models.Model):
    """That a period was published, or destroyed unopened."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, primary_key=True, related_name="release")
    day = models.DateField()
    # Nobody opened it in time: there are no figures, and never will be.
    was_destroyed = models.BooleanField(default=False)
    # Of the whole organisation, in steps of ten per cent.
    participation = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("period",)
        constraints = (
            models.CheckConstraint(
                condition=Q(was_destroyed=False) | Q(participation=None), name="destroyed_release_says_nothing"
            ),
        )


class Figure(models.Model):
    """One mean, as the gate made it. `question` is "rating" or the key of an item, of one version."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="figures")
    question = models.CharField(max_length=70)
    kind = models.CharField(max_length=9, choices=[(each, each) for each in Kind])
    unit = models.CharField(max_length=36)
    cells = models.JSONField()
    without = models.JSONField(default=list)
    # The names of the reporting groups of this period that it counts: the roster says who that is.
    groups = models.JSONField()
    scale_low = models.PositiveSmallIntegerField()
    scale_high = models.PositiveSmallIntegerField()
    mean = models.DecimalField(max_digits=5, decimal_places=1)
    low = models.DecimalField(max_digits=5, decimal_places=1)
    high = models.DecimalField(max_digits=5, decimal_places=1)
    answers = models.CharField(max_length=5)

    class Meta:
        ordering = ("release", "question", "id")


class Decision(models.Model):
    """What one cell got for one question: a figure, a reason why not one of its own, or both."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="decisions")
    question = models.CharField(max_length=70)
    cell = models.CharField(max_length=36)
    kind = models.CharField(max_length=9, choices=[(each, each) for each in Kind], default="", blank=True)
    figure = models.ForeignKey(Figure, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=[(each, each) for each in Reason], default="", blank=True)

    class Meta:
        ordering = ("release", "question", "cell")
        constraints = (models.UniqueConstraint(fields=("release", "question", "cell"), name="one_decision_a_cell"),)


class Tally(models.Model):
    """How many of the whole organisation said a word (a cause), as a band. Empty: it cannot be shown."""

    pk = models.CompositePrimaryKey("release_id", "word")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="tallies", db_index=False)
    word = models.CharField(max_length=8, choices=[(each, each) for each in Word])
    band = models.CharField(max_length=5, default="", blank=True)


class OutsideRelease(models.Model):
    """What of a release everybody may read, also outside: decided once, by what the organisation chose on that day."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, primary_key=True, related_name="outside")
    # The organisation's own figure, or none: cells are never shown outside.
    figure = models.OneToOneField(Figure, null=True, on_delete=models.PROTECT, related_name="outside")

    class Meta:
        ordering = ("release",)
