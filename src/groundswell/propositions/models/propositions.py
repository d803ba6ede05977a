"""What is proposed, in parts and versions, and what it answers. The register's items are named by their ids alone."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person, Role
from groundswell.propositions.proposing.closed import ClosedText
from groundswell.propositions.proposing.rules.coverage import Fate
from groundswell.propositions.proposing.rules.sides import Heard
from groundswell.register.rules.items import Kind


class Proposition(models.Model):
    """A proposition as its advocates write at it; what others read stands in its versions."""

    class Discussed(models.TextChoices):
        """Where a discussion outside stands, as somebody noted by hand."""

        NOWHERE = "nowhere", "nowhere"
        OPEN = "open", "open"
        SETTLED = "settled", "settled"

    class Handbook(models.TextChoices):
        """Where the change of the handbook stands."""

        NONE = "none", "none"
        OPEN = "open", "open"
        MERGED = "merged", "merged"
        CLOSED = "closed", "closed"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = ClosedText()
    need = ClosedText(blank=True)
    decide_by = models.DateField(null=True)
    decider = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # A mark of the exact words that an advocate let out to people outside.
    let_out = models.BinaryField(max_length=32, default=b"")
    # Counts every change of the draft: who saves an older one is told, and loses nothing.
    revision = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField()
    discussed_at = models.URLField(max_length=500, blank=True)
    discussed = models.CharField(max_length=8, choices=Discussed, default=Discussed.NOWHERE)
    handbook_at = models.URLField(max_length=500, blank=True)
    handbook = models.CharField(max_length=6, choices=Handbook, default=Handbook.NONE)

    class Meta:
        ordering = ("-written_on", "id")

    def __str__(self) -> str:
        return f"proposition {self.id}"


class About(models.Model):
    """A concern that a proposition is about. All that bears on it must be answered."""

    pk = models.CompositePrimaryKey("proposition_id", "concern")
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="abouts", db_index=False)
    concern = models.UUIDField()

    class Meta:
        indexes = (models.Index("concern", name="propositions_about_it"),)


class Part(models.Model):
    """A part that can be decided for itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    title = ClosedText()
    text = ClosedText()
    cost_hours = models.DecimalField(max_digits=7, decimal_places=1, null=True)
    # Where time is logged that goes into it.
    time_reference = models.CharField(max_length=80, blank=True)
    creates_role = models.BooleanField(default=False)
    # Duties that it names; the role map shows those that no role has.
    duties = models.JSONField(default=list)
    roles = models.ManyToManyField(Role, related_name="+")

    class Meta:
        ordering = ("place", "id")
        constraints = (
            models.UniqueConstraint(fields=("proposition", "place"), name="one_part_a_place"),
            models.CheckConstraint(condition=Q(cost_hours=None) | Q(cost_hours__gte=0), name="part_costs_no_less"),
        )

    def __str__(self) -> str:
        return f"part {self.place}"


class Response(models.Model):
    """What a proposition answers to one item of the register: with a reason, and the part that answers it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="responses", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=12, choices=[(each, each) for each in Kind])
    item = models.UUIDField()
    fate = models.CharField(max_length=12, choices=[(each, each) for each in Fate])
    reason = ClosedText()
    same_as = models.UUIDField(null=True)
    # A mark of the words that were answered: other words are not answered yet.
    words = models.BinaryField(max_length=32)
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("proposition", "item"), name="one_answer_an_item"),
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason"),
            models.CheckConstraint(
                condition=Q(fate=Fate.SAME_AS, same_as__isnull=False) | (~Q(fate=Fate.SAME_AS) & Q(same_as=None)),
                name="same_as_names_something",
            ),
            models.CheckConstraint(condition=Q(same_as=None) | ~Q(same_as=F("item")), name="same_as_something_else"),
        )
        indexes = (models.Index("item", name="answers_to_an_item"),)

    def __str__(self) -> str:
        return f"answer {self.id}"


class Version(models.Model):
    """What everybody in the organisation reads, from a day on. Versions are added, never changed."""

    pk = models.CompositePrimaryKey("proposition_id", "number")
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=500, blank=True)
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"version {self.number}"


class Side(Unordered, models.Model):
    """How a perspective was heard: somebody holds it (a mark that names nobody), or it is said why nobody did."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="sides", db_index=False)
    perspective = models.UUIDField()
    heard = models.CharField(max_length=13, choices=[(each, each) for each in Heard])
    tag = models.CharField(max_length=64, blank=True)
    reason = ClosedText(blank=True)
    words = models.BinaryField(max_length=32)
    day = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("proposition", "perspective", "heard", "tag"), name="heard_once"),
            models.CheckConstraint(
                condition=Q(heard=Heard.HELD, by=None, reason="") | (~Q(heard=Heard.HELD) & ~Q(reason="")),
                name="held_names_nobody",
            ),
        )

    def __str__(self) -> str:
        return f"side {self.id}"
