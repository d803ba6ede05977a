"""A thread is followed by its link: of places that nothing reads, somebody tells whose turn it is."""

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions.actions.checking import locked, record, require_help
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.models import Author, Item, Source
from groundswell.questions.records import Author as Asker
from groundswell.questions.records import Batch, ItemKind, Kind, Message
from groundswell.questions.records import Item as Asked
from groundswell.questions.rules.pointing import plain, ways_to
from groundswell.questions.rules.turns import Turn
from groundswell.voices.actions.wording import one_line

BY_LINK = "link"
LONGEST_ADDRESS = 255


@transaction.atomic
def track(*, by: Person, address: str, title: str) -> Item:
    """Return the item at an address, which is followed from now on where nothing reads it. Raises Refused."""
    require_help(by)
    place = _address(address)
    known = _known_at(place)
    if known is not None:
        return known
    named = one_line(title, "title", empty=_("Say in a few words what is asked."))
    source, _is_new = Source.objects.get_or_create(name=_("Threads by link"), defaults={"kind": BY_LINK})
    now, asker = clock.now(), f"asker of {place}"
    topic = Asked(key=place, kind=ItemKind.THREAD, title=named, address=place, opened_at=now, author=asker, as_of=now)
    opening = Message(key=place, item=place, author=asker, written_at=now, text=named, kind=Kind.OPENING)
    take_in(source=source, batch=Batch(authors=(Asker(key=asker, name=""),), items=(topic,), messages=(opening,)))
    made = Item.objects.get(source=source, key=place)
    record(by, "track", made.id)
    return made


@transaction.atomic
def tell_turn(*, by: Person, item: Item, turn: Turn) -> None:
    """Say what happened in a thread that is followed by its link: we replied, they wrote again, it is answered."""
    require_help(by)
    now = locked(item)
    source = now.source
    if source.kind != BY_LINK:
        raise Refused(_("This is read at its source; what happened there comes by itself."))
    moment = clock.now()
    if turn is Turn.ANSWERED:
        asked = Asked(
            key=now.key,
            kind=now.kind,
            title=now.title,
            address=now.address,
            opened_at=now.opened_at or moment,
            author=f"asker of {now.key}",
            resolved_at=moment,
            as_of=moment,
        )
        take_in(source=source, batch=Batch(items=(asked,)))
    else:
        author = str(by.id) if turn is Turn.OURS else f"asker of {now.key}"
        told = Message(
            key=f"{now.key} {moment.isoformat()}",
            item=now.key,
            author=author,
            written_at=moment,
            text=_("Told here, and not read at its place."),
        )
        if turn is Turn.OURS:
            _be_ours(source, by)
        take_in(source=source, batch=Batch(messages=(told,)))
    record(by, "tell_turn", now.id, turn=turn.value)


def _known_at(place: str) -> Item | None:
    """Return the item that stands at an address, or of which it names a post."""
    ways = ways_to(place)
    found = {each.address.rstrip("/"): each for each in Item.objects.filter(address__in=_spelt(ways), gone_at=None)}
    return next((found[way] for way in ways if way in found), None)


def _spelt(ways: list[str]) -> list[str]:
    return [spelt for way in ways for spelt in (way, f"{way}/")]


def _be_ours(source: Source, person: Person) -> None:
    """Let a member be known there as one of ours."""
    take_in(source=source, batch=Batch(authors=(Asker(key=str(person.id), name=person.name),)))
    known = Author.objects.select_related("identity").get(source=source, key=str(person.id))
    if known.identity.person_id != person.id:
        known.identity.person = person
        known.identity.save(update_fields=["person"])


def _address(address: str) -> str:
    place = plain(address.strip())
    try:
        parts = urlsplit(place)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(each.isspace() for each in place):
        raise Refused(_("Paste the whole address of the thread; it begins with https://."), "address")
    if len(place) > LONGEST_ADDRESS:
        told = {"is": len(place), "fits": LONGEST_ADDRESS}
        raise Refused(_("This address is too long: %(is)d characters, and %(fits)d fit.") % told, "address")
    return place
