"""What was decided, whether it helped, and what is said on behalf of people."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person
from groundswell.propositions.models.propositions import Part, Proposition
from groundswell.propositions.proposing.rules.decisions import Helped as HelpedKind
from groundswell.propositions.proposing.rules.decisions import Outcome


class Decision(models.Model):
    """How a part was decided. A part may be decided again; the newest counts, and none is changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=5, choices=[(each, each) for each in Outcome])
    reason = models.TextField()
    decider = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    review_on = models.DateField()
    creates_role = models.BooleanField()
    transition_at = models.URLField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # What the advocate found at the review date.
    looked_on = models.DateField(null=True)
    helped = models.CharField(max_length=6, blank=True, choices=[(each, each) for each in HelpedKind])
    found = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("part", "number"), name="decisions_count_up"),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(condition=Q(review_on__gt=F("decided_on")), name="looked_at_later"),
            models.CheckConstraint(
                condition=Q(creates_role=False) | ~Q(outcome=Outcome.YES) | ~Q(transition_at=""),
                name="a_new_role_has_a_transition",
            ),
            models.CheckConstraint(condition=Q(looked_on=None) | (~Q(helped="") & ~Q(found="")), name="look_says_what"),
        )

    def __str__(self) -> str:
        return f"decision {self.id}"


class Helped(Unordered, models.Model):
    """What somebody who raised a concern, known only by a voice, said of a decision at its review date."""

    pk = models.CompositePrimaryKey("decision_id", "voice")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="said", db_index=False)
    voice = models.UUIDField()
    helped = models.BooleanField()
    day = models.DateField()


class StatementOnBehalf(models.Model):
    """Words that the advocate says on behalf of people. They never change: whoever agreed, agreed to these."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposition = models.ForeignKey(Proposition, null=True, on_delete=models.SET_NULL, related_name="statements")
    words = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    # Said outside: where, and for how many, in a band written once. Nobody joins afterwards.
    said_on = models.DateField(null=True)
    said_at = models.URLField(max_length=500, blank=True)
    said_for = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ("-written_on", "id")
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="statement_says_something"),)

    def __str__(self) -> str:
        return f"statement {self.id}"


class Consent(Unordered, models.Model):
    """Somebody stands behind a statement. The mark of person and exact words names nobody."""

    tag = models.CharField(primary_key=True, max_length=64)
    statement = models.ForeignKey(StatementOnBehalf, on_delete=models.CASCADE, related_name="consents", db_index=False)
    day = models.DateField()

    class Meta:
        indexes = (models.Index("statement", name="consents_to_a_statement"),)
