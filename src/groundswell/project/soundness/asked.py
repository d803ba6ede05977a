"""What is asked outside: each source, place and chat whose address would be refused, with what to do.

Names are looked up, as they are before anybody is asked; nobody is asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.own_network import is_named
from groundswell.connectors.asking.places import Place, Resolve, pinned, resolved
from groundswell.connectors.chat import queries as chat
from groundswell.connectors.sending import queries as sending
from groundswell.connectors.sources.kinds import CONNECTORS, KEYS
from groundswell.connectors.sources.opening import secrets_of
from groundswell.project.soundness.finding import Finding, note
from groundswell.questions.queries import connected


@dataclass(frozen=True)
class Asked:
    """Something that is asked. `page` is where its address is changed; `place` reads the address, or raises."""

    name: str
    address: str
    has_key: bool
    page: str
    place: Callable[[str], Place] = Place.of


def inspect(resolve: Resolve = resolved) -> list[Finding]:
    """Return what would not be asked. A name that means nothing today is no refusal: it may mean something tomorrow."""
    found = []
    for each in _all():
        try:
            where = each.place(each.address)
            pinned(where, may_be_inside=is_named(where), has_key=each.has_key, resolve=resolve)
        except Unanswered as refused:
            if refused.why is Why.ADDRESS:
                found.append(note(f"{each.name} is not asked: {refused.sentence}", _remedy(each)))
    return found


def _all() -> Iterator[Asked]:
    yield from _sources()
    places, doors = _url("sending:places"), _url("chat:doors")
    for place in sending.places():
        yield Asked(f"The place “{place.name}”", place.address, has_key=True, page=places)
    for door in chat.doors_to_hear():
        yield Asked(f"The chat “{door.name}”", door.address, has_key=True, page=doors)


def _sources() -> Iterator[Asked]:
    for source in connected.live(KEYS):
        row, told = connected.source_of(source), connected.told_of(source)
        if row is not None and told is not None:
            connector = CONNECTORS[row.kind]
            yield Asked(
                f"The source “{row.name}”",
                row.address or connector.usual_address,
                has_key=_has_key(told),
                page=_url("sources:source", source),
                place=connector.place,
            )


def _has_key(told: connected.Told) -> bool:
    """Tell whether a key goes along; one that cannot be opened here is a key all the same."""
    try:
        return bool(secrets_of(told).key)
    except Unanswered:
        return True


def _remedy(asked: Asked) -> str:
    return (
        "If you mean a host of your own network, name it in GROUNDSWELL_HOSTS_INSIDE; else write its address anew, "
        f"with https://, at {asked.page}"
    )


def _url(route: str, *given: object) -> str:
    return f"{settings.BASE_URL}{reverse(route, args=given).removeprefix(settings.FORCE_SCRIPT_NAME or '')}"
