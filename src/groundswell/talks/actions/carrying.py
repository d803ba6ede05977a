"""A point that its member let out becomes a concern, an idea or a perspective: through the register, by its rules."""

from typing import TypedDict
from uuid import UUID

from django.db import transaction

from groundswell.kit import audit
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.register import actions as register
from groundswell.register.actions import SourceRef
from groundswell.register.queries import lists
from groundswell.register.rules.identification import Original, Tidied
from groundswell.register.rules.items import Kind
from groundswell.talks import refusals
from groundswell.talks.models import Point
from groundswell.talks.queries.points import standing_of
from groundswell.talks.rules import points as rules
from groundswell.talks.rules.points import PointFault
from groundswell.voices.desk import queries as desk
from groundswell.voices.queries import agreed_by_author, said_by_author
from groundswell.voices.queries.proposals import Unlocked


class _Behind(TypedDict):
    """What every item of the register is told of where it came from."""

    by: Person
    audience: Audience
    sources: list[SourceRef]
    originals: dict[UUID, Original]


CARRIED = (Kind.CONCERN, Kind.IDEA, Kind.PERSPECTIVE)


@transaction.atomic
def carry_point(
    *, unlocked: Unlocked, point: Point, kind: Kind, title: str, text: str = "", concern: UUID | None = None
) -> UUID:
    """Write a point anew as something of the register, which begins at the desk; return what was made.

    The talk's voice stands behind it: so nothing goes out before the member said yes to the exact words, as for every
    sealed voice. A perspective is one of a `concern`. Raises Refused, and Copied where five words in a row are the
    member's.
    """
    found = Point.objects.select_for_update(of=("self",)).select_related("talk").get(id=point.id)
    decided = rules.carry(standing_of(found))
    if isinstance(decided, PointFault):
        raise refusals.of_point(decided)
    found.item_kind, found.item = kind, _noted(unlocked, found.talk.voice, kind, (title, text), concern)
    found.save(update_fields=["item_kind", "item"])
    audit.record(actor=unlocked.reader.id, verb="carry_point", context="talks")
    return found.item


def _noted(unlocked: Unlocked, voice: UUID, kind: Kind, words: tuple[str, str], concern: UUID | None) -> UUID:
    title, text = words
    behind: _Behind = {
        "by": unlocked.reader,
        "audience": Audience.ME,
        "sources": [SourceRef.voice(voice)],
        "originals": _words_of_member(unlocked, voice),
    }
    if kind is Kind.CONCERN:
        return register.raise_concern(title=title, text=text, **behind).id
    about = next((each for each in lists.concerns_kept_by(unlocked.reader) if each.id == concern), None)
    if kind is Kind.IDEA:
        return register.note_idea(title=title, text=text, concern=about, **behind).id
    if about is None:
        raise refusals.without_a_concern()
    return register.note_perspective(concern=about, position=title, conditions=text, **behind).id


def _words_of_member(unlocked: Unlocked, voice: UUID) -> dict[UUID, Original]:
    closed = desk.conversation(unlocked, voice)
    entries = desk.opened(unlocked, closed).entries if closed else ()
    return {voice: Tidied(said_by_author(entries), list(agreed_by_author(entries).values()))}
