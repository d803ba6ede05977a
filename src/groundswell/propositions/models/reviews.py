"""One review of a proposition at a time, one ask a member. An answer is the member's own; what shows, they chose.

A review that is over stays as it was when words changed after it and people are asked again.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.propositions.models.propositions import Part, Proposition
from groundswell.propositions.proposing.closed import ClosedText
from groundswell.propositions.proposing.rules.reviews import Answer, Ended


class Review(models.Model):
    """The newest review of a proposition: until when, how long it takes, and what came of it once it closed."""

    proposition = models.OneToOneField(Proposition, primary_key=True, on_delete=models.CASCADE, related_name="review")
    # The first, or the second, and so on: who is asked again is asked about other words.
    number = models.PositiveSmallIntegerField(default=1)
    # What people read: from the version that it was sent with to the one that was the newest at its close.
    version = models.PositiveSmallIntegerField(default=1)
    last_version = models.PositiveSmallIntegerField(null=True)
    opened_on = models.DateField()
    deadline = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)
    # On which day it was last looked whether all have answered: once a day, so that no hour tells who was the last.
    looked_on = models.DateField(null=True)
    # Bands and steps, written once at the close; nothing is kept or shown before.
    result = models.JSONField(default=dict)
    # Off by default: whether one ticket a member is handed to the tracker.
    in_tracker = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(closed_on__isnull=False) | Q(result={}), name="nothing_before_close"),
        )

    def __str__(self) -> str:
        return f"review of {self.proposition_id}"


class EarlierReview(models.Model):
    """A review that was over when people were asked again, with what came of it."""

    pk = models.CompositePrimaryKey("proposition_id", "number")
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="earlier", db_index=False)
    number = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    last_version = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField()
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"review {self.number} of {self.proposition_id}"


class ReviewAsk(models.Model):
    """One member is asked once a review. The link in their letter is not kept: only its hash is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="asks", db_index=False)
    number = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sprint = models.PositiveIntegerField()
    asked_on = models.DateField()
    deadline = models.DateField()
    link_hash = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=10, blank=True, choices=[(each, each) for each in Answer])
    words = ClosedText(blank=True)
    # Which part an objection or a concern is about; none for all of them.
    part = models.ForeignKey(Part, null=True, on_delete=models.PROTECT, related_name="+")
    # The parts into which words that it is about went since: an objection stands on each until its member says which.
    halves = models.ManyToManyField(Part, related_name="+")
    # Everybody may read the words, with the name: the member's own act.
    is_shown = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField(null=True)
    # An objection: what is offered to resolve it, and how it ended.
    offer = ClosedText(blank=True)
    ended = models.CharField(max_length=9, blank=True, choices=[(each, each) for each in Ended])
    is_ticketed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("review", "number", "person"), name="one_ask_a_member"),
            models.CheckConstraint(
                condition=~Q(answer__in=[Answer.CONCERN, Answer.OBJECTION]) | ~Q(words=""),
                name="concern_and_objection_have_words",
            ),
            models.CheckConstraint(condition=Q(ended="") | Q(answer=Answer.OBJECTION), name="only_objections_end"),
        )

    def __str__(self) -> str:
        return f"ask {self.id}"
