"""A thread is followed by its link: of places that nothing reads, somebody tells whose turn it is."""

from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.db import connections, router, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import words
from groundswell.questions.actions.checking import locked, record, require_help
from groundswell.questions.actions.standing import stand_anew
from groundswell.questions.actions.taking_in import take_in
from groundswell.questions.models import Author, Item, Source
from groundswell.questions.models import Message as SaidThere
from groundswell.questions.records import Author as Asker
from groundswell.questions.records import Batch, ItemKind, Kind, Message
from groundswell.questions.records import Item as Asked
from groundswell.questions.rules.pointing import plain, ways_to
from groundswell.questions.rules.turns import BY_LINK, Turn
from groundswell.voices.actions.wording import one_line

LONGEST_ADDRESS = 255
LONGEST_AGO_DAYS = 3_653


@transaction.atomic
def track(*, by: Person, address: str, title: str, asked_on: date | None = None) -> Item:
    """Return the item at an address, which is followed from now on where nothing reads it. Raises Refused.

    `asked_on` is the day on which it was asked there: from it its age is counted. None is today.
    """
    require_help(by)
    place = _address(address)
    known = _known_at(place)
    if known is not None:
        return known
    named = one_line(title, "title", empty=_("Say in a few words what is asked."))
    source, _is_new = Source.objects.get_or_create(name=_("Threads by link"), defaults={"kind": BY_LINK})
    now, asker = clock.now(), f"asker of {place}"
    asked_at = _asked_at(asked_on, now)
    topic = Asked(
        key=place, kind=ItemKind.THREAD, title=named, address=place, opened_at=asked_at, author=asker, as_of=now
    )
    opening = Message(key=place, item=place, author=asker, written_at=asked_at, text=named, kind=Kind.OPENING)
    take_in(source=source, batch=Batch(authors=(Asker(key=asker, name=""),), items=(topic,), messages=(opening,)))
    made = Item.objects.get(source=source, key=place)
    record(by, "track", made.id)
    return made


@transaction.atomic
def tell_turn(*, by: Person, item: Item, turn: Turn) -> None:
    """Say what happened in a thread that is followed by its link: we replied, they wrote again, it is answered."""
    require_help(by)
    now = _followed(item)
    moment = clock.now()
    author = str(by.id) if turn is Turn.OURS else f"asker of {now.key}"
    told = Message(
        key=f"{now.key} {moment.isoformat()}",
        item=now.key,
        author=author,
        written_at=moment,
        # That it is answered is a line of the system: nobody spoke.
        kind=Kind.NOTICE if turn is Turn.ANSWERED else Kind.REPLY,
        text=_("Told here, and not read at its place.") if turn is not Turn.ANSWERED else _("It is answered there."),
    )
    if turn is Turn.OURS:
        _be_ours(now.source, by)
    take_in(source=now.source, batch=Batch(messages=(told,)))
    _resolve(now)
    record(by, "tell_turn", now.id, turn=turn.value)


@transaction.atomic
def take_back_turn(*, by: Person, item: Item) -> None:
    """Take back what was told last of such a thread: it stands as before. Raises Refused where nothing was told."""
    require_help(by)
    now = _followed(item)
    last = _told(now).last()
    if last is None:
        if now.resolved_at is None:
            raise Refused(_("Nothing was told of it yet."))
        # Told before it was kept as a line of its own.
        _tell_source(now, None)
    else:
        words.forget(connections[router.db_for_write(SaidThere)], [(last.id, last.text)] if last.text else [])
        last.delete()
        stand_anew([now.id])
        _resolve(now)
    record(by, "take_back_turn", now.id)


def _followed(item: Item) -> Item:
    now = locked(item)
    if now.source.kind != BY_LINK:
        raise Refused(_("This is read at its source; what happened there comes by itself."))
    return now


def _told(item: Item) -> QuerySet[SaidThere]:
    """Return what was told of such a thread, in its order."""
    return SaidThere.objects.filter(item=item).exclude(kind=Kind.OPENING).order_by("written_at", "id")


def _resolve(item: Item) -> None:
    """Let it be resolved exactly where the last that was told is that it is answered: who writes again asks again."""
    last = _told(item).last()
    _tell_source(item, last.written_at if last is not None and last.kind == Kind.NOTICE else None)


def _tell_source(item: Item, resolved_at: datetime | None) -> None:
    asked = Asked(
        key=item.key,
        kind=item.kind,
        title=item.title,
        address=item.address,
        opened_at=item.opened_at or clock.now(),
        author=f"asker of {item.key}",
        resolved_at=resolved_at,
        as_of=clock.now(),
    )
    take_in(source=item.source, batch=Batch(items=(asked,)))


def _asked_at(day: date | None, now: datetime) -> datetime:
    if day is None or day == clock.today():
        return now
    days = (clock.today() - day).days
    if not 0 < days <= LONGEST_AGO_DAYS:
        raise Refused(_("Choose the day on which it was asked: today, or a day of the last ten years."), "asked_on")
    return datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())


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
