"""Events: deadlines true to their zone, reminders that go once, lists that change nothing twice, calendars."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import pytest
from django.core import mail
from icalendar import Calendar
from time_machine import Traveller

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.refusals import Refused
from groundswell.teaching import actions, tasks
from groundswell.teaching.actions import ArrivingEvent, BroughtEvents, EventWords, Stale
from groundswell.teaching.calendars import calendar_of
from groundswell.teaching.models import Event, Follow, Reminder
from groundswell.teaching.panels import DeskTeaching
from groundswell.teaching.queries import events as queries
from groundswell.teaching.tests.conftest import noted
from tests.cast import Cast


def test_a_deadline_anywhere_on_earth_is_a_moment(organisation: Cast) -> None:
    event = noted(organisation, closes_on=date(2026, 12, 1))
    assert event.closes_at == datetime(2026, 12, 2, 11, 59, tzinfo=UTC)
    assert f"{queries.closes_in_zone(event):%Y-%m-%d %H:%M}" == "2026-12-01 23:59"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": date(2026, 1, 1)}, "ends_on"),
        ({"zone": "CST"}, "zone"),
        ({"zone": ""}, "zone"),
        ({"closes_on": None, "closes_time": time(12)}, "closes_on"),
        ({"closes_on": date(9999, 12, 31)}, "closes_on"),
        ({"address": "ftp://x"}, "address"),
        ({"call_address": "nowhere"}, "call_address"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(organisation: Cast, told: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        noted(organisation, **told)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Event.objects.exists()


def test_an_event_without_a_call_says_none(organisation: Cast) -> None:
    event = noted(organisation, closes_on=None)
    assert (event.closes_at, event.zone, queries.closes_in_zone(event)) == (None, "", None)
    (call,) = queries.calls_of(organisation.bob, [event])
    assert not call.is_open


def test_the_later_of_two_who_write_is_told(organisation: Cast) -> None:
    event = noted(organisation)
    told = EventWords("Other", starts_on=clock.today())
    actions.change_event(by=organisation.alice, event=event, words=told, revision=1)
    with pytest.raises(Stale):
        actions.change_event(by=organisation.mo, event=event, words=told, revision=1)
    with pytest.raises(PermissionError):
        actions.change_event(by=organisation.bob, event=event, words=told)


# ---------------------------------------------------------------- reminders


def test_the_desk_says_the_day_of_the_zone_in_which_a_call_was_written(organisation: Cast) -> None:
    followed(organisation, closes_on=date(2026, 12, 1))
    panel = DeskTeaching().panel_for(organisation.alice, is_open=False)
    assert panel is not None
    assert [line.day for line in panel.lines] == [date(2026, 12, 1)], "where that is a day later in UTC"


def followed(cast: Cast, **told: object) -> Event:
    event = noted(cast, **told)  # type: ignore[arg-type]
    actions.follow(by=cast.alice, event=event, is_followed=True)
    return event


@pytest.mark.slow
def test_whoever_follows_a_call_is_reminded_three_times_and_nobody_else(organisation: Cast, noon: Traveller) -> None:
    event = followed(organisation, call_address="https://conf.example/cfp")
    noted(organisation, "Not followed")
    sent = []
    for _day in range(24):
        sent.append(tasks.remind())
        assert tasks.remind() == 0, "a second look on the same day sends nothing"
        noon.shift(timedelta(days=1))
    assert sum(sent) == 3
    assert [each.days for each in Reminder.objects.order_by("-days")] == [14, 7, 1]
    assert {tuple(each.to) for each in mail.outbox} == {("alice@example.org",)}
    assert len({each.subject for each in mail.outbox}) == 1
    assert "2026-12-15 23:59 AoE" in mail.outbox[0].body
    assert "https://conf.example/cfp" in mail.outbox[0].body
    assert f"/teaching/events/{event.id}/" in mail.outbox[0].body


def test_a_call_that_closes_later_reminds_again(organisation: Cast, noon: Traveller) -> None:
    event = followed(organisation, closes_on=clock.today() + timedelta(days=10))
    assert tasks.remind() == 1
    told = EventWords(event.name, event.starts_on, closes_on=clock.today() + timedelta(days=13), zone="UTC")
    actions.change_event(by=organisation.mo, event=event, words=told)
    assert tasks.remind() == 1
    assert tasks.remind() == 0


def test_who_left_and_who_follows_no_more_get_no_mail(organisation: Cast, noon: Traveller) -> None:
    event = followed(organisation, closes_on=clock.today() + timedelta(days=10))
    actions.follow(by=organisation.bob, event=event, is_followed=True)
    actions.follow(by=organisation.alice, event=event, is_followed=False)
    people.leave(by=organisation.ada, person=organisation.bob, day=clock.today())
    tasks.remind()
    assert mail.outbox == []
    assert Follow.objects.count() == 1
    with pytest.raises(PermissionError):
        actions.follow(by=organisation.lee, event=event, is_followed=True)


def test_a_mail_server_that_is_away_loses_no_reminder(
    organisation: Cast, noon: Traveller, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    followed(organisation, closes_on=clock.today() + timedelta(days=10))

    def away() -> object:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("groundswell.kit.mail.greet", away)
        assert tasks.remind() == 0
    assert not Reminder.objects.exists()
    assert tasks.remind() == 1


# ---------------------------------------------------------------- lists


ARRIVING = ArrivingEvent(
    "tideconf-2027",
    "TideConf",
    date(2027, 3, 1),
    date(2027, 3, 2),
    "Lisbon",
    closes_at=datetime(2026, 12, 31, 11, 59, tzinfo=UTC),
    zone="AoE",
)


def test_the_same_list_again_changes_nothing(organisation: Cast) -> None:
    other = ArrivingEvent("other", "Other", date(2027, 1, 1), date(2027, 1, 1))
    assert actions.bring_events(by=None, source="json", arriving=[ARRIVING, other]) == BroughtEvents(2, 0, 0)
    assert actions.bring_events(by=None, source="json", arriving=[other, ARRIVING]) == BroughtEvents(0, 0, 2)
    moved = ArrivingEvent("other", "Other", date(2027, 1, 2), date(2027, 1, 2))
    assert actions.bring_events(by=None, source="json", arriving=[moved, ARRIVING, moved]) == BroughtEvents(0, 1, 1)
    assert Event.objects.get(key="other").revision == 2
    assert actions.bring_events(by=None, source="csv", arriving=[ARRIVING]) == BroughtEvents(1, 0, 0)


def test_a_list_touches_nothing_that_was_noted_by_hand(organisation: Cast) -> None:
    event = noted(organisation, "TideConf")
    actions.bring_events(by=None, source="json", arriving=[ARRIVING])
    event.refresh_from_db()
    assert (event.revision, Event.objects.count()) == (1, 2)
    with pytest.raises(PermissionError):
        actions.bring_events(by=organisation.bob, source="json", arriving=[ARRIVING])


# ---------------------------------------------------------------- calendars


def test_a_calendar_holds_the_event_and_the_close_of_its_call(organisation: Cast) -> None:
    event = noted(organisation, "Tide; Conf, 2027", place="Lisbon", address="https://conf.example")
    content = calendar_of([event, noted(organisation, "Without a call", closes_on=None)])
    assert content == calendar_of([event, Event.objects.get(name="Without a call")]), "the same events, the same file"
    day, call, other = (cast("Any", each) for each in Calendar.from_ical(content).walk("VEVENT"))
    assert str(day["SUMMARY"]) == "Tide; Conf, 2027"
    assert day["DTEND"].dt == event.ends_on + timedelta(days=1)
    assert call["DTSTART"].dt == event.closes_at
    assert [alarm["TRIGGER"].dt.days for alarm in call.walk("VALARM")] == [-14, -7, -1]
    assert str(other["SUMMARY"]) == "Without a call"


def test_lists_cost_the_same_for_one_event_and_for_three(organisation: Cast, django_assert_num_queries: object) -> None:
    def cost() -> None:
        with django_assert_num_queries(2):  # type: ignore[operator]
            queries.calls_of(organisation.bob, list(queries.open_calls()))

    noted(organisation)
    cost()
    noted(organisation, "Two")
    noted(organisation, "Three")
    cost()
    assert len(queries.other_events()) == 0
