"""Reads a list of conferences live."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.conferences.parse import read
from groundswell.connectors.events import Event
from groundswell.connectors.reading import word
from groundswell.connectors.shape import Brings, Connector, Opened, Seen, cursor_as, cursor_of

PACE = Pace(a_minute=30, at_once=2)


def events(opened: Opened, since: str) -> Iterator[tuple[list[Event], str]]:
    """Yield the conferences of the list, unless it is as it was."""
    with opened.asker() as ask:
        answer = ask.get("", mark=word(cursor_of(since), "etag"))
    if not answer.is_unchanged:
        yield read(answer.json(), origin=answer.origin), cursor_as({"etag": answer.mark})


def look(opened: Opened) -> Seen:
    """Return how many conferences the list has."""
    found = [event for some, _cursor in events(opened, "") for event in some]
    return Seen(words=_("conferences"), count=len(found))


CONNECTOR = Connector(
    key="conferences",
    name="Conference list (JSON)",
    address=_("The address of the list (JSON), like https://example.org/conferences/2027.json"),
    pace=PACE,
    brings=Brings.EVENTS,
    look=look,
    events=events,
    every_minutes=24 * 60,
)
