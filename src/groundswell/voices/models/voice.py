"""What was said. Nothing here leads from an anonymous voice to a person, a moment or an order."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groundswell.kit import clock
from groundswell.kit.sqlite.unordered import Unordered
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.voices import rules
from groundswell.voices.models.desk import DeskKey
from groundswell.voices.rules import FOLLOWED_UP, CameBy, ConsentState, Level, MessageKind, Queue, VoiceState

WAYS: Mapping[str, object] = {
    CameBy.MAIL: _("mail"),
    CameBy.CHAT: _("chat"),
    CameBy.CHECK_IN: _("check-in"),
    CameBy.REFERRAL: _("referral"),
}


class Voice(Unordered, models.Model):
    """One utterance. Its level is written once; a trigger in the database refuses to change it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    level = models.CharField(max_length=9, choices=[(level, level) for level in Level])
    state = models.CharField(max_length=9, choices=[(state, state) for state in VoiceState], default=VoiceState.OPEN)
    # Anonymous and closed by its author: desks see from which day on, and until then where it stood before.
    closes_on = models.DateField(null=True)
    state_before = models.CharField(
        max_length=9, choices=[(state, state) for state in VoiceState], default="", blank=True
    )
    source = models.CharField(max_length=13, default=CameBy.VOICE.value)
    day = models.DateField()
    # Anonymous voices reach the desk together, once a day, unless their author chose now.
    arrives_on = models.DateField()

    # Open voices only: their words are not sealed. The cell is the one that the author meant, whoever moves later.
    author = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="open_voices", db_index=False)
    audience = models.CharField(max_length=12, default="", blank=True)
    cell = models.ForeignKey(Cell, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(default="", blank=True)

    # The dialogue's key pair, its private half wrapped by the receipt or by the owner's file. Both go on withdrawal.
    thread_public = models.BinaryField(null=True, max_length=32)
    thread_private = models.BinaryField(null=True, max_length=120)
    receipt_lookup = models.CharField(max_length=64, null=True)
    owner_tag = models.CharField(max_length=64, null=True)
    # Tells, under a key that only the receipt gives, whether a repeated form holds the same words.
    fingerprint = models.BinaryField(null=True, max_length=32)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="voice_level_says_what_is_stored",
                condition=(
                    Q(level=Level.OPEN, author__isnull=False, receipt_lookup=None, owner_tag=None)
                    | Q(
                        level=Level.SIGNED,
                        author=None,
                        text="",
                        audience="",
                        cell=None,
                        receipt_lookup=None,
                        owner_tag__isnull=False,
                    )
                    | Q(
                        level=Level.ANONYMOUS,
                        author=None,
                        text="",
                        audience="",
                        cell=None,
                        receipt_lookup__isnull=False,
                        owner_tag=None,
                    )
                ),
            ),
            models.CheckConstraint(
                name="cell_audience_names_its_cell",
                condition=Q(audience=Audience.CELL, cell__isnull=False) | (~Q(audience=Audience.CELL) & Q(cell=None)),
            ),
            models.UniqueConstraint(
                fields=("receipt_lookup",), condition=Q(receipt_lookup__isnull=False), name="one_voice_a_receipt"
            ),
            models.UniqueConstraint(
                fields=("owner_tag",), condition=Q(owner_tag__isnull=False), name="one_voice_an_owner_tag"
            ),
        )
        # Each holds its own kind of voice alone: every index that a voice stands in is one page more to write.
        indexes: ClassVar = [
            models.Index("author", "day", condition=Q(author__isnull=False), name="voice_open_author"),
            models.Index("cell", condition=Q(cell__isnull=False), name="voice_of_cell"),
            # The few that are followed up, and that are muted, found without looking at all others.
            models.Index(
                "source", condition=Q(state=VoiceState.OPEN, source__in=sorted(FOLLOWED_UP)), name="voice_followed_up"
            ),
            models.Index("source", condition=Q(state=VoiceState.MUTED), name="voice_muted"),
            models.Index("closes_on", condition=Q(closes_on__isnull=False), name="voice_closing"),
        ]

    def __str__(self) -> str:
        return f"{self.level} voice {self.id}"

    @property
    def state_at_desk(self) -> VoiceState:
        """Return where it stands as desks see it today."""
        before = VoiceState(self.state_before) if self.state_before else None
        return rules.state_shown_to_desk(VoiceState(self.state), before, self.closes_on, clock.today())

    @property
    def way(self) -> str:
        """By which way it came, in words; nothing for what was typed into the box."""
        return "" if self.source == CameBy.VOICE else str(WAYS.get(self.source, self.source))


class VoiceReader(Unordered, models.Model):
    """A desk key that an author chose as a reader of a voice, and in which of that desk's lists the voice waits.

    The list stands here and not on the voice, so that a desk finds its own 25 lines by one index among 200,000 voices.
    """

    pk = models.CompositePrimaryKey("voice_id", "key_id")
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="readers", db_index=False)
    key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    queue = models.CharField(max_length=7, choices=[(queue, queue) for queue in Queue], default=Queue.NEW, blank=True)
    # The day on which it reaches the desk, or since which the author waits for an answer.
    since = models.DateField()
    # Where words are on their way that no desk knows of yet, `since` is their day, and this is the one it had before:
    # until they arrive the dialogue stands where it stood, so that no list tells in which minute an author wrote.
    was_since = models.DateField(null=True)

    class Meta:
        indexes = (models.Index("key", "queue", "since", "voice", name="voice_reader_list"),)


class Message(Unordered, models.Model):
    """One entry of a dialogue, sealed. `number` counts inside its own thread only; 0 is a sealed voice itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="messages", db_index=False)
    number = models.PositiveIntegerField()
    by_author = models.BooleanField()
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in MessageKind], default=MessageKind.WORDS)
    day = models.DateField()
    arrives_on = models.DateField()
    body = models.BinaryField()
    # The content key, sealed to the thread's own key: how the author reads it again.
    to_thread = models.BinaryField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("voice", "number"), name="message_number_in_thread"),)
        indexes: ClassVar = [models.Index("day", "voice", condition=Q(by_author=False), name="message_of_the_desk")]


class Envelope(Unordered, models.Model):
    """The content key of a message, sealed to one desk key."""

    pk = models.CompositePrimaryKey("message_id", "key_id")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="envelopes", db_index=False)
    # Asked for by its key alone once, at the end of a key: that may look through all.
    key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField(max_length=80)


class Consent(Unordered, models.Model):
    """An author's say about exact words that would leave the desk because of their voice.

    `about_kind` and `about_id` name what would be published ("concern", its id). `words` is a keyed hash of the exact
    words, `readers` whom the author was told of; `body` holds the words sealed to the thread, so that only the author
    reads them before publication.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="consents", db_index=False)
    about_kind = models.CharField(max_length=20)
    about_id = models.UUIDField()
    words = models.BinaryField(max_length=32)
    # Who would read them, as the key of an audience: a yes to some is no yes to more.
    readers = models.CharField(max_length=48, default="", blank=True)
    body = models.BinaryField()
    to_thread = models.BinaryField(max_length=80)
    state = models.CharField(max_length=9, choices=[(each, each) for each in ConsentState], default=ConsentState.ASKED)
    # The author's own words, letter by letter: those need an explicit yes.
    is_quote = models.BooleanField(default=False)
    named = models.BooleanField(default=False)
    asked_on = models.DateField()
    # Set by the letter that announces it; the window to object lasts seven days from then.
    announced_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("voice", "about_kind", "about_id", "words", "readers"), name="one_consent_a_text"
            ),
            models.CheckConstraint(
                condition=Q(announced_on=None) | Q(announced_on__gte=F("asked_on")), name="announced_after_asked"
            ),
        )
        indexes: ClassVar = [
            models.Index("about_kind", "about_id", name="consent_about"),
            models.Index("asked_on", "voice", name="consent_asked"),
        ]
