"""Rounds: their phases, what is sealed while these run, and what came of them."""

from datetime import date
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.propositions.rounds.rules.phases import LEAST_K, STANDARD_K, Ending, Phase, SealedState, Template
from groundswell.propositions.rounds.rules.sheets import LONGEST_FROM_ELSEWHERE
from groundswell.register.rules.items import Kind, first_line


class Round(models.Model):
    """A question, and where its deliberation stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Stands in the links of its ballots.
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True, default="")
    template = models.CharField(
        max_length=13, choices=[(each, each) for each in Template], default=Template.REVIEW_ONLY
    )
    phase = models.CharField(max_length=11, choices=[(each, each) for each in Phase], default=Phase.PREPARE)
    prepared_on = models.DateField()
    phase_opened_on = models.DateField()
    # The last day of the phase; none while it is prepared, and after its end.
    closes_on = models.DateField(null=True)
    k = models.PositiveSmallIntegerField(default=STANDARD_K)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    # What is different from the round before; it never stays empty where there is one.
    changed = models.TextField(blank=True, default="")
    # In which phase it was ended before its last one, and why: neither stands without the other.
    ended_in = models.CharField(max_length=11, choices=[(each, each) for each in Phase], blank=True, default="")
    ended_because = models.CharField(max_length=500, blank=True, default="")
    # The proposition that came of it.
    proposition = models.UUIDField(null=True)
    # Where it was held, where that was not here; the mark finds the same conversation again.
    elsewhere = models.CharField(max_length=300, blank=True, default="")
    elsewhere_mark = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.CheckConstraint(condition=Q(k__gte=LEAST_K), name="round_k_protects"),
            models.CheckConstraint(
                condition=Q(follows=None) | ~Q(changed=""), name="following_round_says_what_changed"
            ),
            models.CheckConstraint(
                condition=Q(ended_in="", ended_because="") | (~Q(ended_in="") & ~Q(ended_because="")),
                name="round_says_why_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("phase_opened_on")), name="phase_closes_after_opening"
            ),
        )

    def __str__(self) -> str:
        return self.title


class SealedPhase(models.Model):
    """The silent phase, or the votes, of a round: the public half of its key, whose other half is in a file."""

    pk = models.CompositePrimaryKey("round_id", "phase")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sealed_phases", db_index=False)
    phase = models.CharField(max_length=11, choices=[(each, each) for each in Phase])
    state = models.CharField(max_length=6, choices=[(each, each) for each in SealedState], default=SealedState.OPEN)
    ending = models.CharField(max_length=8, choices=[(each, each) for each in Ending], default="", blank=True)
    outer_public = models.BinaryField(max_length=32)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    # Late sheets have a last day of their own; the other phases have that of their round.
    closes_on = models.DateField(null=True)
    # What weighs in the order of statements, sealed: counts of votes would follow from it.
    weights = models.BinaryField(null=True)
    weighed_on = models.DateField(null=True)

    @property
    def last_day(self) -> date | None:
        """The last day on which something can be written."""
        return self.closes_on or self.round.closes_on


class RoundRosterEntry(models.Model):
    """That somebody was asked in a sealed phase, or was away in it. Says nothing of whether they answered.

    The person is an id and no foreign key: who is removed stays counted in what was published.
    """

    pk = models.CompositePrimaryKey("round_id", "phase", "person")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="roster", db_index=False)
    phase = models.CharField(max_length=11, choices=[(each, each) for each in Phase])
    person = models.UUIDField()
    was_away = models.BooleanField(default=False)


class IdeaSheet(Unordered, models.Model):
    """One sheet for each who is asked, made empty at the opening, all of one size: written on or not, they look alike.

    Found under the hash of a code, and gone with the reveal.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    sealed = models.BinaryField()


class BallotBook(Unordered, models.Model):
    """One book of votes for each who is asked, made empty at the opening, all of one size. Gone after the close."""

    hash = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="books")
    sealed = models.BinaryField()


class Idea(Unordered, models.Model):
    """An idea after the reveal: no author, no order, and a day only where it came late.

    A proposition that came of its round answers it as it answers an idea of the register.
    """

    KIND: ClassVar[Kind] = Kind.IDEA

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ideas")
    text = models.TextField()
    is_late = models.BooleanField(default=False)

    @property
    def heading(self) -> str:
        """The beginning of its words, on one line."""
        return first_line(self.text)

    @property
    def said(self) -> str:
        """The words that are answered. They never change."""
        return self.text


class Statement(models.Model):
    """One sentence to agree or disagree with, written or let in by the desk."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="statements")
    # Its place in every book of votes.
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=LONGEST_FROM_ELSEWHERE)
    # The idea that it came from; no foreign key, because that would keep an order.
    idea = models.UUIDField(null=True)
    is_withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ("round", "number")
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="one_place_a_statement"),)

    def __str__(self) -> str:
        return self.text


class Reason(Unordered, models.Model):
    """Why somebody agrees or disagrees with a statement: exactly their words, without a name, an order or a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reasons")
    agrees = models.BooleanField()
    text = models.TextField()


class Suggestion(Unordered, models.Model):
    """A statement or a late idea of a member, sealed until the desk has looked at it. A receipt finds the answer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="suggestions")
    lookup = models.CharField(max_length=64, unique=True)
    # The words, to the key of the phase; none once somebody has decided.
    sealed = models.BinaryField(null=True)
    came_on = models.DateField()
    is_kept = models.BooleanField(null=True)
    # A key pair of its own: the private half opens with the receipt, and the answer is sealed to the public one.
    public = models.BinaryField(max_length=32)
    wrapped = models.BinaryField()
    answer = models.BinaryField(null=True)


class Opinions(models.Model):
    """What the votes of a round said, once and for good. The database refuses to change or remove a row."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="opinions")
    day = models.DateField()
    content = models.JSONField()
