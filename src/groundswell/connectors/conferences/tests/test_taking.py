"""What a source names live is kept as an event of ours, once."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from groundswell.connectors import events
from groundswell.connectors.conferences.taking import KeepsEvents
from groundswell.teaching.models import Event
from groundswell.teaching.queries.events import closes_in_zone

pytestmark = pytest.mark.django_db
CLOSES = datetime(2026, 12, 2, 11, 59, tzinfo=UTC)


def live(name: str = "TideConf", **told: object) -> events.Event:
    known: dict[str, object] = {"key": name, "starts_on": date(2027, 3, 1), "ends_on": date(2027, 3, 2)}
    call = {"closes_at": CLOSES, "zone": "Etc/GMT+12"}
    return events.Event(name=name, **(known | call | told))  # type: ignore[arg-type]


def test_a_live_event_is_kept_once_and_its_deadline_said_where_it_was_meant() -> None:
    source = str(uuid4())
    assert KeepsEvents().take(source=source, events=[live(), live("Ebb", is_cancelled=True)]) == 1
    assert KeepsEvents().take(source=source, events=[live()]) == 0
    event = Event.objects.get()
    assert (event.source, event.closes_at) == (source, CLOSES)
    assert f"{closes_in_zone(event):%Y-%m-%d %H:%M}" == "2026-12-01 23:59"


def test_what_is_too_long_or_ends_too_early_breaks_nothing() -> None:
    odd = live("x" * 400, address=f"https://{'x' * 600}", ends_on=date(2026, 1, 1), closes_at=None)
    assert KeepsEvents().take(source="list", events=[odd]) == 1
    event = Event.objects.get()
    assert (event.address, event.ends_on, event.zone) == ("", event.starts_on, "")
