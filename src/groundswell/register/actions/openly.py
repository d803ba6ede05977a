"""What a member adds to a concern openly, in one box."""

from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from groundswell.people import queries as people
from groundswell.people.models import Cell, Person
from groundswell.people.rules import Audience
from groundswell.register import policy
from groundswell.register.actions.checking import SourceRef, set_audience
from groundswell.register.models import Concern, Item, Source
from groundswell.register.rules.audience import audience_of_own
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices import rules as voice_rules


@dataclass(frozen=True)
class SaidOpenly:
    """A member's own words: the id of the item that they become, and the open voice behind it, if any."""

    item: UUID
    audience: Audience
    cell: Cell | None
    sources: tuple[SourceRef, ...]
    item_exists: bool = False

    def give_readers(self, item: Item) -> None:
        """Put the readers on the item, whose writer is set."""
        set_audience(item, self.audience, self.cell)


def said_openly(by: Person, concern: Concern, words: str, nonce: bytes | None) -> SaidOpenly:
    """Keep the words as an open voice too; sending the same form twice gives the same item.

    Whoever reads the concern reads them, except that a member's words never go outside in one click.
    """
    if not policy.may_take_part(policy.reading_of(by), concern):
        raise PermissionError
    audience = audience_of_own(Audience(concern.audience))
    voice = _voice(by, audience, words, nonce)
    item = uuid5(voice, str(concern.id)) if voice else uuid4()
    known = voice is not None and Source.objects.filter(item=item).exists()
    sources = (SourceRef.voice(voice),) if voice else ()
    return SaidOpenly(item, audience, concern.cell, sources, known)


def _voice(by: Person, audience: Audience, words: str, nonce: bytes | None) -> UUID | None:
    """Keep an open voice, where there are desks that can answer it, and an audience that a voice can have."""
    offered = voice_queries.readers_today()
    if audience is Audience.ME or not voice_rules.may_be_spoken_to(offered):
        return None
    if audience is Audience.CELL and people.cell_of(by) is None:
        return None
    ticked = voice_queries.ticked_for(by, offered)
    readers = voice_queries.keys_of(reader for reader in offered if reader.key in ticked)
    return voices.speak_open(author=by, text=words, audience=audience, readers=readers, nonce=nonce).voice
