"""Quotes: exact words of a speaker, and what the speaker says about them."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.rules import Audience
from groundswell.talks.models.meeting import Speaker
from groundswell.talks.quotes.rules import READERS, State


class Quote(Unordered, models.Model):
    """Words on their way from a transcript to everybody. Closed until they are published, and gone when withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="quotes", db_index=False)
    state = models.CharField(max_length=18, choices=[(each, each) for each in State], default=State.DRAFT)
    # What was said, where, and the words that would be shown; emptied by a withdrawal.
    body = models.BinaryField(default=b"")
    # Keyed hashes of exact words: those that the speaker was asked about, and those that they agreed to.
    asked = models.BinaryField(null=True, max_length=32)
    agreed = models.BinaryField(null=True, max_length=32)
    # As everybody reads it: only while it is published.
    words = models.TextField(default="", blank=True)
    said_by = models.CharField(max_length=200, default="", blank=True)
    is_edited = models.BooleanField(default=False)
    # Who reads it once it is published: the organisation, or everybody also outside.
    readers = models.CharField(max_length=12, choices=[(each, each) for each in READERS], default=Audience.ORGANISATION)
    is_paraphrase = models.BooleanField(default=False)
    published_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(Q(state=State.PUBLISHED, agreed__isnull=False, published_on__isnull=False) & ~Q(words=""))
                | (~Q(state=State.PUBLISHED) & Q(words="", said_by="")),
                name="what_is_published_was_agreed_to",
            ),
            models.CheckConstraint(
                condition=Q(agreed=None) | Q(state__in=(State.APPROVED, State.APPROVED_AS_EDITED, State.PUBLISHED)),
                name="agreed_words_stand_with_a_yes",
            ),
            models.CheckConstraint(condition=Q(readers__in=READERS), name="a_quote_has_its_readers"),
        )
        indexes: ClassVar = [
            models.Index("speaker", name="quote_speaker"),
            models.Index("published_on", condition=Q(published_on__isnull=False), name="quote_published"),
        ]
