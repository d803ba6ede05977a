"""Pieces: what teaches, where it stands on its way, what it quotes, and how many it reached."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.teaching.models.events import Event
from groundswell.teaching.rules.pieces import OUT, Kind, Origin, Stage
from groundswell.teaching.rules.widening import Look

READERS = (Audience.ORGANISATION, Audience.PUBLIC)


class Piece(models.Model):
    """Something that teaches: a change of documentation or of a process, a post, a talk, a podcast."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=[(each, each) for each in Kind])
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=9, choices=[(each, each) for each in Stage], default=Stage.IDEA)
    for_whom = models.CharField(max_length=200, blank=True)
    aim = models.CharField(max_length=200, blank=True)
    # Markdown.
    words = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)
    minutes = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # What it comes from: a thing of another context.
    origin = models.CharField(max_length=8, blank=True, choices=[(each, each) for each in Origin])
    origin_id = models.UUIDField(null=True)
    # The concern of the register that a change of a process served.
    served = models.UUIDField(null=True)
    event = models.ForeignKey(Event, null=True, on_delete=models.SET_NULL, related_name="pieces")
    # A podcast's sound: where it lies, how many bytes it has, of which type, how many seconds it lasts.
    sound = models.CharField(max_length=500, blank=True)
    sound_bytes = models.PositiveBigIntegerField(default=0)
    sound_type = models.CharField(max_length=40, blank=True)
    sound_seconds = models.PositiveIntegerField(default=0)
    scheduled_on = models.DateField(null=True)
    readers = models.CharField(max_length=12, choices=[(each, each) for each in READERS], default=Audience.ORGANISATION)
    published_on = models.DateField(null=True)
    # When the words changed last, for whoever reads a feed.
    changed_at = models.DateTimeField()
    revisited_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    # Who wrote its words last: a second look is not theirs.
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # A story of a decision made inside: who opened it to everybody, who looked, and at which words.
    widened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    widened_on = models.DateField(null=True)
    looked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    looked_on = models.DateField(null=True)
    looked_at = models.CharField(max_length=64, blank=True)
    # Why details that could tell who somebody is may stay.
    kept = models.CharField(max_length=500, blank=True)
    made_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_on", "title", "id")
        constraints = (
            models.CheckConstraint(condition=Q(readers__in=READERS), name="a_piece_has_its_readers"),
            models.CheckConstraint(
                condition=Q(readers=Audience.ORGANISATION) | Q(stage__in=sorted(OUT)), name="a_draft_is_read_inside"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=sorted(OUT)) | Q(published_on__isnull=False), name="a_piece_is_out_since_a_day"
            ),
            models.CheckConstraint(
                condition=(Q(cost=None) & Q(currency="")) | (Q(cost__gte=0) & ~Q(currency="")),
                name="a_cost_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(origin="", origin_id=None) | (~Q(origin="") & Q(origin_id__isnull=False)),
                name="an_origin_is_named",
            ),
        )
        indexes = (models.Index("stage", "kind", name="pieces_by_stage"),)

    def __str__(self) -> str:
        return self.title

    @property
    def look(self) -> Look:
        """Who opened it to everybody and who looked, as the rules ask for it."""
        return Look(self.widened_by_id, self.looked_by_id, self.looked_at)

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it, also outside."""
        return self.readers == Audience.PUBLIC and self.stage in OUT


class Step(models.Model):
    """A step of a process that a change adds, or removes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="steps")
    words = models.CharField(max_length=200)
    is_removed = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("is_removed", "place")
        constraints = (models.UniqueConstraint(fields=("piece", "is_removed", "place"), name="a_step_has_its_place"),)

    def __str__(self) -> str:
        return self.words


class Quoted(models.Model):
    """A quote that a piece holds. Its words stay with the talks, where its speaker's yes is asked each time."""

    pk = models.CompositePrimaryKey("piece_id", "quote")
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="quoted", db_index=False)
    quote = models.UUIDField()
    # It was shown to others in this piece: when its speaker takes it back, copies elsewhere have to be looked for.
    was_out = models.BooleanField(default=False)


class Reach(models.Model):
    """How many a piece reached until a day, and who counted. What is counted is said by its kind."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="reached")
    day = models.DateField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ("-day", "source")
        constraints = (models.UniqueConstraint(fields=("piece", "day", "source"), name="counted_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.count} until {self.day}"
