"""How the story is told: short names for people, voices and items, and the product's own actions."""

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from groundswell.demo.story.calendar import Days
from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.receipts import Receipt
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.actions import SourceRef
from groundswell.register.models import Concern, Item, Theme
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.concerns import State, Stuck
from groundswell.register.wordings import words_of
from groundswell.voices import actions as voices
from groundswell.voices import queries
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey
from groundswell.voices.queries import Thread
from groundswell.voices.rules import ConsentState, Level, MessageKind, Talk

BOTH = ("maren", "oskar")
ORDINARY_HERE = "An ordinary word among us; it points to nobody."


@dataclass(frozen=True)
class Told:
    """A voice of the story: its words, and the way back to it."""

    voice: UUID
    text: str
    level: Level
    author: Person | None = None
    receipt: Receipt | None = None


@dataclass
class Teller:
    """What has been told so far, by short names."""

    days: Days
    people: dict[str, Person] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    desks: dict[str, Unlocked] = field(default_factory=dict)
    passphrases: dict[str, str] = field(default_factory=dict)
    recovery_keys: dict[str, str] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    items: dict[str, UUID] = field(default_factory=dict)
    kinds: dict[str, type[Item]] = field(default_factory=dict)

    @contextmanager
    def on(self, sprint: int, day: int, hour: int = 10, minute: int = 0) -> Iterator[date]:
        """Hold the clock at an hour of a day of a sprint."""
        with clock.held_at(self.days.moment(sprint, day, hour, minute)):
            yield clock.today()

    @property
    def advocate(self) -> Person:
        """Return the advocate."""
        return self.people["maren"]

    # ------------------------------------------------------------ voices

    def whisper(self, key: str, text: str, *, to: Collection[str] = BOTH, now: bool = True) -> None:
        """Let somebody unknown say something."""
        nonce = hashlib.blake2b(f"demo {key}".encode(), digest_size=tokens.NONCE_BYTES).digest()
        spoken = voices.speak_anonymously(text=text, readers=self._keys(to), nonce=nonce, now=now)
        self.told[key] = Told(spoken.voice, text, Level.ANONYMOUS, receipt=spoken.receipt)

    def sign(
        self, key: str, who: str, text: str, *, talk: Talk = Talk.NO, ticket: str = "", tidy: bool = False
    ) -> None:
        """Let somebody say something under their name, to the advocates."""
        author = self.people[who]
        spoken = voices.speak_signed(
            author=author, text=text, readers=self._keys(BOTH), talk=talk, ticket=ticket, tidy=tidy
        )
        self.told[key] = Told(spoken.voice, text, Level.SIGNED, author)

    def mail(self, key: str, who: str, text: str) -> None:
        """Let somebody write a mail."""
        spoken = voices.speak_by_mail(author=self.people[who], text=text, delivery=f"<{key}@saltmarsh.example>")
        self.told[key] = Told(spoken.voice, text, Level.SIGNED, self.people[who])

    def speak_up(self, key: str, who: str, text: str, *, audience: Audience = Audience.ORGANISATION) -> None:
        """Let somebody say something openly."""
        author = self.people[who]
        spoken = voices.speak_open(author=author, text=text, audience=audience, readers=self._keys(BOTH))
        self.told[key] = Told(spoken.voice, text, Level.OPEN, author)

    def answer(self, key: str, text: str, *, by: str = "maren", kind: MessageKind = MessageKind.WORDS) -> None:
        """Let the desk answer a voice."""
        voices.reader_writes(voice_id=self.told[key].voice, unlocked=self.desks[by], text=text, kind=kind)

    def reply(self, key: str, text: str) -> None:
        """Let the author of a voice write on."""
        voices.author_writes(thread=self.thread(key), text=text, now=True)

    def close(self, key: str, text: str = "", *, by: str = "maren") -> None:
        """Let the desk end a dialogue."""
        voices.reader_closes(voice_id=self.told[key].voice, unlocked=self.desks[by], text=text)

    def thread(self, key: str) -> Thread:
        """Return a dialogue as its author opens it."""
        told = self.told[key]
        found = queries.thread_by_receipt(told.receipt) if told.receipt else None
        if told.author is not None:
            found = queries.thread_of(told.author, told.voice)
        if found is None:
            raise LookupError(key)
        return found

    def _keys(self, who: Collection[str]) -> list[DeskKey]:
        readers = [self.people[name] for name in who]
        return list(DeskKey.objects.filter(reader__in=readers, retired_on=None))

    # ------------------------------------------------------------ items

    def concern(
        self,
        key: str,
        title: str,
        text: str = "",
        *,
        said: Collection[str] = (),
        other: Collection[SourceRef] = (),
        stuck: Stuck = Stuck.NONE,
        themes: Collection[str] = (),
        by: str = "maren",
        audience: Audience = Audience.ADVOCATE,
    ) -> None:
        """Write down a concern, from voices and other sources."""
        sources = [*(SourceRef.voice(self.told[name].voice) for name in said), *other]
        concern = register.raise_concern(
            by=self.people[by],
            title=title,
            text=text,
            stuck=stuck,
            themes=list(Theme.objects.filter(name__in=themes)),
            audience=audience,
            sources=sources,
            originals=self.originals_of(said),
        )
        self.keep(key, concern)

    def keep(self, key: str, item: Item) -> None:
        """Remember an item by a short name."""
        self.items[key], self.kinds[key] = item.id, type(item)

    def item(self, key: str) -> Item:
        """Return an item as it is now."""
        return self.kinds[key]._default_manager.get(id=self.items[key])  # noqa: SLF001 - Django's documented access

    def the_concern(self, key: str) -> Concern:
        """Return a concern as it is now."""
        return Concern.objects.get(id=self.items[key])

    def move(self, key: str, to: State, reason: str, *, pointer: str = "") -> None:
        """Move a concern along its way."""
        concern = self.the_concern(key)
        register.move_concern(
            by=self.advocate, concern=concern, to=to, reason=reason, pointer=pointer, kept=ORDINARY_HERE
        )

    def publish(self, key: str, reason: str, *, said: Collection[str] = ()) -> None:
        """Let everybody read an item: its details looked at, and everybody behind it asked and agreed."""
        item, desk = self.item(key), self.desks["maren"]
        wording = register.propose_words(
            by=self.advocate,
            item=item,
            words=words_of(item),
            audience=Audience.ORGANISATION,
            reason=reason,
            originals=self.originals_of(said),
            desk=desk,
        )
        waiting = [look.id for look in content_of(wording, desk).waiting]
        if waiting:
            register.keep_marks(by=self.advocate, wording=wording, looks=waiting, reason=ORDINARY_HERE, desk=desk)
        if said:
            register.ask_authors(by=self.advocate, wording=wording, desk=desk)
            for name in said:
                self._agree(name)
        register.publish_words(by=self.advocate, wording=wording, desk=desk)

    def me_too(self, key: str, *who: str) -> None:
        """Let people say "me too"."""
        for name in who:
            register.say_me_too(by=self.people[name], concern=self.the_concern(key))

    def _agree(self, name: str) -> None:
        thread = self.thread(name)
        for question in queries.questions_of(thread):
            if question.is_waiting:
                voices.answer_consent(thread=thread, consent_id=question.id, answer=ConsentState.AGREED)

    def originals_of(self, said: Collection[str]) -> dict[UUID, str]:
        """Return the words of sealed voices, as an unlocked desk has them."""
        sealed = (self.told[name] for name in said)
        return {told.voice: told.text for told in sealed if told.level is not Level.OPEN}
