"""What was said. Nothing here leads from an anonymous voice to a person, a moment or an order."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Person
from groundswell.voices.models.desk import DeskKey
from groundswell.voices.rules import ConsentState, Level, MessageKind, VoiceState


class Voice(Unordered, models.Model):
    """One utterance. Its level is written once and never changes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    level = models.CharField(max_length=9, choices=[(level, level) for level in Level])
    state = models.CharField(max_length=9, choices=[(state, state) for state in VoiceState], default=VoiceState.OPEN)
    source = models.CharField(max_length=13, default="voice")
    day = models.DateField()
    # Anonymous voices reach the desk together, once a day, unless their author chose now.
    arrives_on = models.DateField()
    waiting_on_us = models.BooleanField(default=True)

    # Open voices only: they are not sealed.
    author = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="open_voices")
    audience = models.CharField(max_length=12, default="", blank=True)
    text = models.TextField(default="", blank=True)

    # Signed and anonymous voices: the thread's key pair, its private half wrapped by the receipt or by the owner's file.
    thread_public = models.BinaryField(null=True, max_length=32)
    thread_private = models.BinaryField(null=True, max_length=120)
    receipt_lookup = models.CharField(max_length=64, null=True, unique=True)
    owner_tag = models.CharField(max_length=64, null=True, unique=True)
    # Tells, under a key that only the receipt gives, whether a repeated form holds the same words.
    fingerprint = models.BinaryField(null=True, max_length=32)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="voice_level_says_what_is_stored",
                condition=(
                    Q(level=Level.OPEN, author__isnull=False, thread_public=None, receipt_lookup=None, owner_tag=None)
                    | Q(level=Level.SIGNED, author=None, text="", audience="", receipt_lookup=None, owner_tag__isnull=False)
                    | Q(level=Level.ANONYMOUS, author=None, text="", audience="", receipt_lookup__isnull=False, owner_tag=None)
                ),
            ),
        )
        indexes = (
            models.Index("arrives_on", "id", condition=Q(waiting_on_us=True), name="voice_waiting"),
            models.Index("author", "day", condition=Q(author__isnull=False), name="voice_open_author"),
        )


class VoiceReader(Unordered, models.Model):
    """A desk key that an author chose as a reader of a voice."""

    pk = models.CompositePrimaryKey("voice_id", "key_id")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="readers")
    key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+")


class Message(Unordered, models.Model):
    """One entry of a dialogue, sealed. `number` counts inside its own thread only; 0 is the voice itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    by_author = models.BooleanField()
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in MessageKind], default=MessageKind.WORDS)
    day = models.DateField()
    body = models.BinaryField()
    # The content key, sealed to the thread's own key: how the author reads it again.
    to_thread = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("voice", "number"), name="message_number_in_thread"),)


class Envelope(Unordered, models.Model):
    """The content key of a message, sealed to one desk key."""

    pk = models.CompositePrimaryKey("message_id", "key_id")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="envelopes")
    key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()


class Consent(Unordered, models.Model):
    """An author's say about exact words that would leave the desk because of their voice.

    `about_kind` and `about_id` name what would be published ("concern", its id). `words` is a keyed hash of the exact
    words; `to_thread` holds the words sealed to the thread, so that only the author reads them before publication.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="consents")
    about_kind = models.CharField(max_length=20)
    about_id = models.UUIDField()
    words = models.BinaryField(max_length=32)
    to_thread = models.BinaryField()
    state = models.CharField(max_length=9, choices=[(state, state) for state in ConsentState], default=ConsentState.ASKED)
    named = models.BooleanField(default=False)
    asked_on = models.DateField()
    # Set by the letter that announces it; the window to object lasts seven days from then.
    announced_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("voice", "about_kind", "about_id", "words"), name="one_consent_a_text"),
            models.CheckConstraint(
                condition=Q(announced_on=None) | Q(announced_on__gte=F("asked_on")), name="announced_after_asked"
            ),
        )
