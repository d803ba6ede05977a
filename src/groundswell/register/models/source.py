"""What stands behind an item, and what those behind it say. Nothing here leads to a person."""

from django.db import models

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.register.models.concern import Concern
from groundswell.register.rules.items import Kind, SourceKind


class Source(Unordered, models.Model):
    """An item came from this: a voice by its id, or a thread, a talk, an update by whatever names it there."""

    pk = models.CompositePrimaryKey("item", "source_kind", "source_id")
    item = models.UUIDField()
    source_kind = models.CharField(max_length=13, choices=[(each, each) for each in SourceKind])
    source_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=[(each, each) for each in Kind])
    # A voice of `voices`: its author has a say about the words, and sees what becomes of them.
    is_voice = models.BooleanField(default=False)
    # A voice whose words are sealed: the item's words are held against them before they go out.
    is_sealed = models.BooleanField(default=False)
    # Whether the item's words were written with it at hand. Linked to words that were out already, it is not.
    is_in_words = models.BooleanField(default=True)

    # Of what is no voice: the key of the audience that heard it there, or may read it as was agreed; empty for nobody.
    reach = models.CharField(max_length=48, default="", blank=True)

    class Meta:
        indexes = (models.Index("source_id", name="register_source_of"),)


class MeToo(Unordered, models.Model):
    """Somebody said "me too". The tag is a keyed mark of concern and person: it tells a repetition, nothing else."""

    tag = models.CharField(primary_key=True, max_length=64)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="me_toos", db_index=False)
    day = models.DateField()
    # Taken back: it counts until the end of that day, as a number that fell at once would tell who was there.
    until = models.DateField(null=True)
    # Their person says it already at a concern with which this one is merged.
    is_repeat = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index("concern", "day", "until", "is_repeat", name="register_me_too_count"),)


class Answer(Unordered, models.Model):
    """What somebody who raised it, known only by a voice, said of a fix: "yes, this helped", or "not fixed"."""

    pk = models.CompositePrimaryKey("concern_id", "fix", "voice")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="answers", db_index=False)
    fix = models.PositiveSmallIntegerField()
    voice = models.UUIDField()
    helped = models.BooleanField()
    day = models.DateField()
