"""The demo times one hundred: 2,400 people, 200,000 voices, 20,000 concerns, sealed for real.

People, roles and desks come in through the product's own actions; voices and concerns are written in bulk, with the
same sealing and the same columns as `voices.actions.keeping` writes. Only the desk passphrase costs the minimum to
derive. Run it with the settings of the installation that it fills (``GROUNDSWELL_DATA``, ``GROUNDSWELL_DATABASE_URL``).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import batched
from secrets import token_bytes
from uuid import UUID

from rich.progress import track

from groundswell.kit import clock, search
from groundswell.kit.keyring.models import ItemKey
from groundswell.kit.seal import boxes
from groundswell.kit.seal.passphrase import Cost
from groundswell.kit.seal.receipts import Receipt
from groundswell.kit.search import Entry
from groundswell.people import actions as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience, Grant
from groundswell.register.models.concern import Concern
from groundswell.register.models.source import Source
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind, SourceKind
from groundswell.voices import sealing
from groundswell.voices.desk.actions import keys as desk
from groundswell.voices.models import Consent, DeskKey, Envelope, Message, Voice, VoiceReader
from groundswell.voices.queries.consents import mark_of
from groundswell.voices.rules import ConsentState, Level, MessageKind, Queue

BATCH = 2_000
SEALED_BYTES = 1_064
DAYS = 730
LINES = (
    "review release client deadline rota evening meeting ticket estimate sprint handover owner nobody",
    "forum thread answer slow flaky pipeline test upgrade library docs onboarding mentor focus interrupt",
    "budget hours capacity internal epic hold promise quiet tired again cell rigid split share rotate",
    "burnout pressure decide wait stuck",
)
WORDS = tuple(word for line in LINES for word in line.split())
PASSPHRASE = "four calm otters in the rain"  # noqa: S105 - opens nothing but a benchmark


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int = 2_400
    cells: int = 240
    voices: int = 200_000
    concerns: int = 20_000
    waiting: int = 2_000

    def part(self, share: float) -> "Size":
        """Return a smaller population of the same shape."""
        return Size(*(max(2, round(count * share)) for count in vars(self).values()))


@dataclass(frozen=True)
class Population:
    """Whom a benchmark signs in as."""

    advocate: str
    member: str
    receipts: list[str]


def build(size: Size, *, seed: int = 256) -> Population:
    """Fill an empty installation; the same seed gives the same people, words and days."""
    dice = random.Random(seed)  # noqa: S311 - words and days, no secret
    people.found(by=None, name="One hundred demos", first_sprint_on=clock.today() - timedelta(days=DAYS))
    everyone, cells = _people(size)
    readers = _readers()
    receipts = _voices(size, everyone, readers, dice)
    _concerns(size, everyone[0], cells, dice)
    return Population("advocate@example.org", everyone[min(5, len(everyone) - 1)].email, receipts)


def _people(size: Size) -> tuple[list[Person], list[Cell]]:
    cells = [people.open_cell(by=None, name=f"Cell {number}") for number in range(size.cells)]
    everyone = []
    for number in track(range(size.people), "people"):
        person = people.add_person(by=None, email=f"p{number}@example.org", name=f"Person {number}")
        people.move_to_cell(by=None, person=person, cell=cells[number % len(cells)])
        everyone.append(person)
    return everyone, cells


def _readers() -> list[DeskKey]:
    keys = []
    for grant in (Grant.ADVOCATE, Grant.ALTERNATE):
        person = people.add_person(by=None, email=f"{grant.value}@example.org", name=grant.value.capitalize())
        people.assign_role(by=None, person=person, role=people.standard_role(grant))
        desk.set_up(reader=person, words=PASSPHRASE, cost=Cost.MINIMUM)
        keys.append(DeskKey.objects.get(reader=person))
    return keys


def _voices(size: Size, everyone: list[Person], readers: list[DeskKey], dice: random.Random) -> list[str]:
    """Write voices: seven of ten anonymous, two signed, one open. The newest wait at the desk."""
    said = _Said(size, everyone, readers, dice)
    for batch in track(batched(range(size.voices), BATCH), "voices", total=-(-size.voices // BATCH)):
        rows = [_voice(number, said) for number in batch]
        ItemKey.objects.using("keyring").bulk_create(row.item_key for row in rows)
        Voice.objects.bulk_create(row.voice for row in rows)
        VoiceReader.objects.bulk_create(place for row in rows for place in row.places)
        Message.objects.bulk_create(row.message for row in rows if row.message is not None)
        Envelope.objects.bulk_create(envelope for row in rows for envelope in row.envelopes)
    return said.receipts


@dataclass(frozen=True)
class _Said:
    """Who speaks to whom, and what was noted on the way."""

    size: Size
    everyone: list[Person]
    readers: list[DeskKey]
    dice: random.Random
    signed: dict[UUID, int] = field(default_factory=dict)
    receipts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Rows:
    item_key: ItemKey
    voice: Voice
    places: list[VoiceReader]
    message: Message | None
    envelopes: list[Envelope]


def _voice(number: int, said: _Said) -> _Rows:
    size, readers, dice = said.size, said.readers, said.dice
    day = clock.today() - timedelta(days=dice.randrange(1, DAYS))
    author = said.everyone[number % len(said.everyone)]
    pair = boxes.new_key_pair()
    voice = Voice(day=day, arrives_on=day, thread_public=pair.public)
    payload: sealing.Payload = {"text": _sentence(dice)}
    if number % 10 < 7:  # noqa: PLR2004 - seven of ten
        receipt = Receipt(dice.getrandbits(100))
        said.receipts.extend([receipt.text] if number < 100 else [])  # noqa: PLR2004 - enough to open some
        voice.level, voice.receipt_lookup = Level.ANONYMOUS, sealing.lookup_of(receipt)
        voice.thread_private = sealing.wrap_by_receipt(receipt, pair.private)
    elif number % 10 < 9:  # noqa: PLR2004 - two of ten
        voice.level, voice.owner_tag = Level.SIGNED, _next_tag(author, said.signed)
        voice.thread_private = sealing.wrap_by_owner(author.id, voice.id, pair.private)
        payload = {
            **payload,
            "author": {"id": str(author.id), "name": author.name},
            "talk": "",
            "ticket": "",
            "tidy": False,
        }
    else:
        voice.level, voice.author, voice.text = Level.OPEN, author, str(payload["text"])
        voice.audience = Audience.ORGANISATION
        voice.thread_private = sealing.wrap_by_owner(author.id, voice.id, pair.private)
    queue = Queue.NEW if number % max(1, size.voices // size.waiting) == 0 else Queue.NONE
    places = [VoiceReader(voice=voice, key=key, queue=queue, since=day) for key in readers]
    return _closed(voice, payload, places, readers)


def _closed(voice: Voice, payload: sealing.Payload, places: list[VoiceReader], readers: list[DeskKey]) -> _Rows:
    item_key = boxes.new_secret()
    kept = ItemKey(item=voice.id, key=item_key)
    if voice.level == Level.OPEN:
        return _Rows(kept, voice, places, None, [])
    public = {key.id: bytes(key.public) for key in readers}
    closed = sealing.close_entry(
        payload, thread_public=bytes(voice.thread_public or b""), readers=public, item_key=item_key
    )
    message = Message(
        voice=voice,
        number=0,
        by_author=True,
        kind=MessageKind.WORDS,
        day=voice.day,
        arrives_on=voice.day,
        body=closed.body,
        to_thread=closed.to_thread,
    )
    envelopes = [Envelope(message=message, key_id=key, sealed=sealed) for key, sealed in closed.envelopes.items()]
    return _Rows(kept, voice, places, message, envelopes)


def _next_tag(author: Person, signed: dict[UUID, int]) -> str:
    number = signed.get(author.id, 0)
    signed[author.id] = number + 1
    return sealing.owner_tags(author.id, [number])[0]


def _concerns(size: Size, writer: Person, cells: list[Cell], dice: random.Random) -> None:
    """Write concerns over all states and themes: nine of ten for everybody, the rest for one cell."""
    voices = list(Voice.objects.order_by("id").values_list("id", flat=True)[: size.concerns])
    for batch in track(list(batched(range(size.concerns), BATCH)), "concerns"):
        concerns = [_concern(number, writer, cells, dice) for number in batch]
        Concern.objects.bulk_create(concerns)
        Source.objects.bulk_create(
            Source(
                item=concern.id,
                source_kind=SourceKind.VOICE,
                source_id=str(voices[number % len(voices)]),
                kind=Kind.CONCERN,
                is_voice=True,
                is_sealed=True,
            )
            for number, concern in zip(batch, concerns, strict=True)
        )
        Consent.objects.bulk_create(
            agreed(concern, voices[number % len(voices)]) for number, concern in zip(batch, concerns, strict=True)
        )
        search.index_many(_entries(concerns))


def agreed(concern: Concern, voice: UUID) -> Consent:
    """Return the yes of a voice's author to the words of a concern and to those who read it."""
    return Consent(
        voice_id=voice,
        about_kind=Kind.CONCERN,
        about_id=concern.id,
        words=mark_of(Kind.CONCERN, concern.id, concern.said),
        readers=concern.audience_key,
        body=token_bytes(SEALED_BYTES),
        to_thread=token_bytes(80),
        state=ConsentState.AGREED,
        asked_on=concern.written_on,
        announced_on=concern.written_on,
    )


def _concern(number: int, writer: Person, cells: list[Cell], dice: random.Random) -> Concern:
    is_for_cell = number % 10 == 9  # noqa: PLR2004 - one of ten
    cell = cells[number % len(cells)] if is_for_cell else None
    day = clock.today() - timedelta(days=dice.randrange(1, DAYS))
    return Concern(
        title=_sentence(dice, 7),
        text=_sentence(dice, 60),
        state=dice.choice(list(State)),
        audience=Audience.CELL if cell else Audience.ORGANISATION,
        cell=cell,
        audience_key=f"cell:{cell.id}" if cell else Audience.ORGANISATION.value,
        written_by=writer,
        written_on=day,
        moved_on=_later(day, dice),
    )


def _entries(concerns: list[Concern]) -> Iterator[Entry]:
    for concern in concerns:
        yield Entry(
            "register", str(concern.id), concern.title, concern.text, concern.audience_key, f"/concerns/{concern.id}/"
        )


def _later(day: date, dice: random.Random) -> date:
    return day + timedelta(days=dice.randrange((clock.today() - day).days + 1))


def _sentence(dice: random.Random, words: int = 18) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize() + "."
