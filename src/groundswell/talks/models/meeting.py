"""Meetings: who keeps them, who spoke, what was said, and the recording. All words lie closed (`talks.closing`)."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person
from groundswell.talks.recordings.rules import Kind
from groundswell.talks.transcripts.rules import Consent, Reach


class Series(models.Model):
    """Meetings that follow each other, with one list of action items and one circle of readers."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kept_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Written once: more readers would be another question to every speaker.
    reach = models.CharField(max_length=12, choices=[(reach, reach) for reach in Reach])
    body = models.BinaryField()


class Meeting(models.Model):
    """A talk that took place on a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    # How many cues its transcript has; none where nothing was written down.
    cues = models.PositiveIntegerField(default=0)
    body = models.BinaryField()

    class Meta:
        ordering = ("-held_on", "id")


class Speaker(Unordered, models.Model):
    """Somebody who spoke: a name in a transcript and, once a person has said so, who that is. Both lie closed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speakers", db_index=False)
    body = models.BinaryField()
    # Finds one's own meetings; looks random without the owner's key file.
    tag = models.CharField(max_length=64, null=True)
    words = models.CharField(max_length=9, choices=[(each, each) for each in Consent], default=Consent.NOT_ASKED)
    recording = models.CharField(max_length=9, choices=[(each, each) for each in Consent], default=Consent.NOT_ASKED)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(tag__isnull=False) | Q(words=Consent.NOT_ASKED, recording=Consent.NOT_ASKED),
                name="nobody_unknown_consents",
            ),
        )
        indexes: ClassVar = [
            models.Index("meeting", name="speaker_meeting"),
            models.Index("tag", condition=Q(tag__isnull=False), name="speaker_tag"),
        ]


class SpokenPart(Unordered, models.Model):
    """What one speaker said on one page of a transcript."""

    pk = models.CompositePrimaryKey("speaker_id", "number")
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    body = models.BinaryField()


class Recording(models.Model):
    """Where a meeting can be heard or watched: a link afterwards, or a stream that was announced beforehand."""

    meeting = models.OneToOneField(Meeting, primary_key=True, on_delete=models.CASCADE, related_name="recording")
    kind = models.CharField(max_length=6, choices=[(kind, kind) for kind in Kind])
    announced_on = models.DateField(null=True)
    body = models.BinaryField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=Kind.LINK, announced_on=None) | Q(kind=Kind.STREAM, announced_on__isnull=False),
                name="a_stream_is_announced",
            ),
        )
