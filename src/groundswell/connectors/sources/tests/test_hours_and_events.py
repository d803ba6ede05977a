"""Hours and events come live too, each once; where nobody keeps them, that is said."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
import time_machine

from groundswell.connectors.events import Event
from groundswell.connectors.sources.actions import SourceWords, connect_source
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.connectors.sources.ports import event_takers
from groundswell.connectors.sources.syncing import sync
from groundswell.hours.models import Entry
from groundswell.kit.ports import Port
from groundswell.questions.models import Source
from tests.cast import Cast
from tests.replay.server import Asked, Reply, serving

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def worklogs(asked: Asked) -> Reply:
    rows = [
        {"tempoWorklogId": each, "issue": {"id": 10}, "timeSpentSeconds": 3600, "startDate": "2026-11-02",
         "author": {"accountId": f"acc{each}"}, "updatedAt": "2026-11-03T10:00:00Z"}
        for each in (1, 2)
    ]  # fmt: skip  # as an answer looks
    return Reply({"results": [] if asked.first("updatedFrom") else rows, "metadata": {}})


def test_worklogs_are_hours_of_those_who_are_named_here(organisation: Cast) -> None:
    with serving(worklogs) as there:
        people = f"acc1 = {organisation.bob.email}"
        words = SourceWords(name="Tempo", address=there.address, key="k", choices={"people": people}, a_minute=1e9)
        source = connect_source(by=None, connector=CONNECTORS["tempo"], words=words)
        assert "Nobody here is called “acc2”" in sync(source).fault
        entry = Entry.objects.get()
        assert (entry.person, entry.minutes) == (organisation.bob, 60)
        assert sync(source).fault == ""
    assert Entry.objects.count() == 1
    assert Source.objects.get().fault == ""


class Shelf:
    """Keeps events."""

    def __init__(self) -> None:
        self.kept: dict[str, Event] = {}

    def take(self, *, source: str, events: Sequence[Event]) -> int:
        new = [event for event in events if f"{source} {event.key}" not in self.kept]
        self.kept |= {f"{source} {event.key}": event for event in events}
        return len(new)


def test_events_go_to_whoever_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"name": "Conf", "url": "https://c.example", "startDate": "2027-03-01"}
    with serving(lambda _asked: Reply([row])) as there:
        words = SourceWords(name="List", address=there.address, a_minute=1e9)
        source = connect_source(by=None, connector=CONNECTORS["conferences"], words=words)
        monkeypatch.setattr("groundswell.connectors.sources.syncing.event_takers", Port())
        assert "Nothing here keeps events" in sync(source).fault
        shelf: Port[Shelf] = Port()
        shelf.plug(Shelf())
        monkeypatch.setattr("groundswell.connectors.sources.syncing.event_takers", shelf)
        assert [sync(source).taken.new, sync(source).taken.same] == [1, 1]
    assert event_takers is not shelf
