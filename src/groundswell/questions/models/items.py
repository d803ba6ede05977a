"""What is asked outside, and what is said about it. Where each item stands is kept in its row."""

from django.db import models
from django.db.models import Q

from groundswell.people.models import Person
from groundswell.questions.models.sources import Source
from groundswell.questions.models.voices import Author
from groundswell.questions.records import Kind
from groundswell.questions.rules.states import State


class Item(models.Model):
    """A topic, issue, thread or mail. Without `opened_at`, only messages of it have come so far: no page shows it."""

    class Work(models.TextChoices):
        """What it is to us: a question; upstream work; work outside the core; news. Never mixed in one number."""

        QUESTION = "question", "question"
        UPSTREAM = "upstream", "upstream"
        OUTSIDE = "outside", "outside"
        NEWS = "news", "news"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items", db_index=False)
    key = models.CharField(max_length=255)
    kind = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=500, blank=True)
    address = models.CharField(max_length=500, blank=True)
    labels = models.JSONField(default=list)
    author = models.ForeignKey(Author, null=True, on_delete=models.PROTECT, related_name="items")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=255, blank=True)
    is_core = models.BooleanField(null=True)
    as_of = models.DateTimeField(null=True)
    # Gone at its source, since when (the end of all days where the source does not say).
    gone_at = models.DateTimeField(null=True)

    # Where it stands, from its messages: `rules/states.py` says how, and `actions/standing.py` keeps it.
    state = models.CharField(max_length=10, choices=[(each, each) for each in State], default=State.UNANSWERED)
    is_by_us = models.BooleanField(default=False)
    replies = models.PositiveIntegerField(default=0)
    first_reply_at = models.DateTimeField(null=True)
    first_reply_by = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    first_ours_at = models.DateTimeField(null=True)
    last_voice_at = models.DateTimeField(null=True)
    last_voice_by = models.ForeignKey(Author, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    is_last_ours = models.BooleanField(default=False)

    # What we decided about it.
    work = models.CharField(max_length=8, choices=Work, default=Work.QUESTION)
    estimate_minutes = models.PositiveIntegerField(null=True)
    is_large = models.BooleanField(default=False)
    snoozed_until = models.DateTimeField(null=True)
    is_not_ours = models.BooleanField(default=False)
    # Until when somebody looked at what was written after the end of it, and found nothing to answer.
    settled_at = models.DateTimeField(null=True)
    # A team outside has accepted it: it is out of the queue until there is an outcome.
    is_handed_off = models.BooleanField(default=False)
    is_escalated = models.BooleanField(default=False)
    assigned = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # The concern of the register that it is a case of.
    concern = models.UUIDField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="one_item_a_key"),)
        indexes = (
            models.Index(
                fields=("state", "opened_at"),
                condition=Q(gone_at=None, resolved_at=None, closed_at=None, opened_at__isnull=False),
                name="open_items_by_state",
            ),
            models.Index(fields=("concern",), condition=Q(concern__isnull=False), name="items_of_concern"),
            # Of what had ended, whoever asked wrote again.
            models.Index(
                fields=("last_voice_at",),
                condition=Q(gone_at=None, opened_at__isnull=False, is_last_ours=False, is_by_us=False, replies__gt=0),
                name="items_by_their_last_voice",
            ),
            # The list of what our people have not answered: oldest first.
            models.Index(
                fields=("opened_at",),
                condition=Q(
                    gone_at=None,
                    resolved_at=None,
                    closed_at=None,
                    opened_at__isnull=False,
                    first_ours_at=None,
                    is_not_ours=False,
                    is_handed_off=False,
                )
                & ~Q(state=State.ANSWERED),
                name="items_not_answered_by_us",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """One post, comment or mail. What is gone or erased stays as a row without words, so that nothing is doubled."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="messages", db_index=False)
    key = models.CharField(max_length=255)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8, choices=[(each, each) for each in Kind if each is not Kind.ASIDE])
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    reply_to = models.CharField(max_length=255, blank=True)
    is_answer = models.BooleanField(default=False)
    gone_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "key"), name="one_message_a_key"),)
        indexes = (models.Index(fields=("item", "written_at"), name="messages_of_item"),)

    def __str__(self) -> str:
        return self.key


class Gone(models.Model):
    """An item or a message that is deleted or hidden at its source: it stays gone, should it come again.

    Since when, as the source says; the end of all days where it does not.
    """

    pk = models.CompositePrimaryKey("source_id", "of", "key")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", db_index=False)
    of = models.CharField(max_length=7)
    key = models.CharField(max_length=255)
    at = models.DateTimeField()
