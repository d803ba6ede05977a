"""Where what a proposal says is kept until it is out: sealed, as soon as a sealed voice is behind it, else closed."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.register import policy
from groundswell.register.closed import closed_content
from groundswell.register.models import Item, Wording
from groundswell.register.queries import publication as queries
from groundswell.register.queries.items import item_of
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules import proposals
from groundswell.register.rules.proposals import Content
from groundswell.voices import actions as voices
from groundswell.voices.queries.consents import mark_of

if TYPE_CHECKING:
    from groundswell.voices.sealing import Payload


def put(wording: Wording, content: Content, *, by: Person) -> None:
    """Keep what a proposal says. Once sealed it stays so; raises Refused where nobody could open it."""
    behind = queries.sealed_behind(wording)
    wording.is_sealed = wording.is_sealed or bool(behind)
    wording.mark = mark_of(wording.kind, wording.item, queries.said_in(wording, content))
    written = proposals.written(content)
    wording.content = {} if wording.is_sealed else closed_content(written)
    wording.save()
    if wording.is_sealed:
        payload = cast("Payload", written)
        readers = _who_keep(item_of(wording.kind, wording.item))
        voices.close_proposal(proposal=wording.id, content=payload, by=by, behind=behind, may_read=readers)


def seal_what_waits(item: Item, *, by: Person) -> None:
    """Seal the proposal of an item behind which a sealed voice stands since just now."""
    wording = queries.open_wording(item)
    if wording is not None and not wording.is_sealed and queries.sealed_behind(wording):
        put(wording, content_of(wording, None), by=by)


def let_out(wording: Wording, content: Content) -> None:
    """Keep what went out where everybody's database shows it, and destroy what was sealed."""
    voices.shred_proposals([wording.id])
    wording.is_sealed, wording.content = False, proposals.written(proposals.as_published(content))
    wording.published_on = clock.today()
    wording.save()


def end(wording: Wording, *, was_refused: bool = False) -> None:
    """Stop a proposal; nobody can read it afterwards, in old backups neither."""
    voices.shred_proposals([wording.id])
    wording.content, wording.compared = {}, []
    wording.dropped_on, wording.was_refused = clock.today(), was_refused
    wording.save()


def _who_keep(item: Item) -> set[UUID]:
    """Return those of today's readers to whom the pages show this item's proposal."""
    readers = {role.person for role in people.readers_today()}
    return {each.id for each in readers if policy.may_keep(policy.reading_of(each), item)}
