"""The weekly letter: one a week, to everyone, equal in size, subject and hour, whatever happens to the workers."""

import email
import email.policy
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from groundswell.kit import audit, clock
from groundswell.kit.mail import LETTER_BYTES
from groundswell.kit.tests.postbox import Postbox, opened
from groundswell.people import actions, ports, queries
from groundswell.people.letter import composing, rules, send_due_letter
from groundswell.people.models import Letter, Person
from groundswell.people.ports import Ask
from groundswell.people.tests.sources import Broken, Perspectives, Report
from tests.cast import Cast

pytestmark = pytest.mark.django_db

# The cast joins and leaves around today, so the letter of these tests is the next one.
TODAY = datetime.now(UTC).date()
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
MONDAY_NINE = datetime.combine(MONDAY, time(9), tzinfo=UTC)
type At = Callable[[datetime], int]


@pytest.fixture
def box(settings: Settings) -> Iterator[Postbox]:
    """Return a mail server to which the product sends."""
    with opened(Postbox()) as postbox:
        settings.MAILERS = postbox.mailers
        yield postbox


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """Let one context report something."""
    section = Report(said=["Two concerns are being fixed."])
    monkeypatch.setattr(ports.letter_sections, "_plugged", [section])
    monkeypatch.setattr(ports.waiting_sources, "_plugged", [])
    return section


@pytest.fixture
def at(organisation: Cast, report: Report) -> At:
    """Return a function that lets a worker look whether a letter is due at a moment."""

    def sweep(moment: datetime) -> int:
        with time_machine.travel(moment, tick=False):
            return send_due_letter()

    sweep(MONDAY_NINE - timedelta(days=7))
    return sweep


def _names(box: Postbox) -> list[str]:
    return sorted(address.partition("@")[0] for address in box.recipients)


def _read(data: bytes) -> str:
    return str(email.message_from_bytes(data, policy=email.policy.default).get_content())


EVERYBODY = ["ada", "alice", "bob", "charlie", "dana", "mo", "otto"]


def test_everyone_who_belongs_here_gets_it_once_and_nobody_else(at: At, box: Postbox) -> None:
    assert at(MONDAY_NINE) == 7
    assert _names(box) == EVERYBODY
    assert at(MONDAY_NINE + timedelta(minutes=1)) == 0
    assert at(MONDAY_NINE + timedelta(days=3)) == 0
    assert len(box.data) == 7


def test_it_goes_at_its_hour_and_not_before(at: At, box: Postbox) -> None:
    assert at(MONDAY_NINE - timedelta(minutes=1)) == 0
    assert at(MONDAY_NINE) == 7


def test_the_hour_is_one_of_the_organisations_time_zone(at: At, box: Postbox, settings: Settings) -> None:
    settings.TIME_ZONE = "America/Montevideo"
    assert at(MONDAY_NINE) == 0
    assert at(MONDAY_NINE + timedelta(hours=3)) == 7


@pytest.mark.slow
def test_a_week_later_there_is_another(at: At, box: Postbox, report: Report) -> None:
    at(MONDAY_NINE)
    assert at(MONDAY_NINE + timedelta(days=7)) == 7
    assert {(since, day) for _, since, day in report.asked} == {
        (MONDAY - timedelta(days=7), MONDAY),
        (MONDAY, MONDAY + timedelta(days=7)),
    }


@pytest.mark.slow
def test_all_letters_of_all_weeks_are_equal_in_size_subject_and_hour(
    at: At, box: Postbox, organisation: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(MONDAY_NINE)
    monkeypatch.setattr(ports.letter_sections, "_plugged", [])
    actions.add_person(by=None, name="Zoë " + "Long" * 40, email=f"{'z' * 60}@{'long.' * 30}example.org")
    at(MONDAY_NINE + timedelta(days=7))
    monkeypatch.setattr(ports.letter_sections, "_plugged", [Report(said=["Viel ist geschehen: Müller ✓"] * 900)])
    at(MONDAY_NINE + timedelta(days=14))
    assert len(box.data) == 7 + 8 + 8
    assert {len(data) for data in box.data} == {LETTER_BYTES}
    messages = [email.message_from_bytes(data, policy=email.policy.default) for data in box.data]
    assert {str(message["Subject"]) for message in messages} == {composing.SUBJECT}
    assert {message["Date"].datetime.time().isoformat() for message in messages} == {"09:00:00"}


def test_it_says_what_waits_what_happened_and_where_the_log_stands(
    at: At, box: Postbox, organisation: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = [Ask("1", "Is that your view?", minutes=2), Ask("2", "And that?", minutes=1)]
    monkeypatch.setattr(ports.waiting_sources, "_plugged", [Perspectives(asks=asks)])
    at(MONDAY_NINE)
    text = _read(box.data[box.recipients.index("bob@example.org")])
    assert text.startswith("Hello Bob,")
    assert "2 things wait for you, it takes 3 minutes: http://localhost:8000/waiting/" in text
    assert "Two concerns are being fixed." in text
    number, digest = audit.head()
    assert f"stands at entry {number} ({digest[:16]})" in text


def test_what_does_not_fit_is_left_out_at_the_end_and_the_closing_stays(
    at: At, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = [Report(order=order, said=[f"Part {order}. " + "word " * 800]) for order in range(1, 6)]
    monkeypatch.setattr(ports.letter_sections, "_plugged", sections)
    at(MONDAY_NINE)
    text = _read(box.data[0])
    assert "Part 2." in text
    assert "Part 3." not in text
    assert "The log of what was done stands at" in text


def test_a_context_with_a_fault_is_left_out_and_its_words_stay_out_of_the_log_file(
    at: At, box: Postbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ports.letter_sections, "_plugged", [Broken(), Report(said=["All is well."])])
    assert at(MONDAY_NINE) == 7
    assert "All is well." in _read(box.data[0])
    assert "The letter went without Broken: RuntimeError" in caplog.text
    assert "the words of a voice" not in caplog.text


def test_a_new_installation_begins_with_the_next_hour_and_not_with_the_last(
    organisation: Cast, box: Postbox, report: Report
) -> None:
    for moment, sent in [(timedelta(days=2), 0), (timedelta(days=6), 0), (timedelta(days=7), 7)]:
        with time_machine.travel(MONDAY_NINE + moment, tick=False):
            assert send_due_letter() == sent


def test_an_installation_that_nobody_founded_writes_to_nobody(box: Postbox) -> None:
    assert send_due_letter() == 0
    assert not Letter.objects.exists()


@pytest.mark.slow
def test_another_day_of_the_week_never_makes_two_letters_in_one_week(at: At, box: Postbox, organisation: Cast) -> None:
    at(MONDAY_NINE)
    actions.change_organisation(by=None, name="Tidewater", letter_weekday=2, letter_hour=9, attention_minutes=30)
    assert at(MONDAY_NINE + timedelta(days=2)) == 0
    assert at(MONDAY_NINE + timedelta(days=9)) == 7


def test_a_server_that_was_off_at_the_hour_sends_late_and_once(at: At, box: Postbox) -> None:
    assert at(MONDAY_NINE + timedelta(days=3, hours=4)) == 7
    assert at(MONDAY_NINE + timedelta(days=4)) == 0


def test_a_worker_that_is_killed_in_the_middle_is_followed_by_another_without_a_second_letter_to_anybody(
    at: At, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = composing.text_for
    calls = 0

    def killed_at_the_fourth(person: Person, since: date | None, day: date) -> str:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return whole(person, since, day)

    monkeypatch.setattr(composing, "text_for", killed_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        at(MONDAY_NINE)
    assert len(box.data) == 3
    assert at(MONDAY_NINE + timedelta(minutes=1)) == 0, "the dead worker still holds the letter"
    assert at(MONDAY_NINE + timedelta(minutes=3)) == 3
    assert len(set(box.recipients)) == len(box.recipients) == 6
    assert Letter.objects.get(day=MONDAY_NINE.date()).is_complete


def test_a_mail_server_that_stops_answering_costs_nobody_the_letter(at: At, box: Postbox) -> None:
    box.takes = 3
    assert at(MONDAY_NINE) == 3
    assert not Letter.objects.get(day=MONDAY_NINE.date()).is_complete
    box.takes = None
    assert at(MONDAY_NINE + timedelta(minutes=1)) == 4
    assert _names(box) == EVERYBODY


def test_a_mail_server_that_is_down_is_tried_again(at: At, box: Postbox, settings: Settings) -> None:
    settings.MAILERS = Postbox(port=1).mailers
    assert at(MONDAY_NINE) == 0
    settings.MAILERS = box.mailers
    assert at(MONDAY_NINE + timedelta(minutes=1)) == 7


def test_a_worker_whose_letter_was_taken_over_stops_without_another_mail(
    at: At, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = composing.text_for

    def slow_at_the_second(person: Person, since: date | None, day: date) -> str:
        if len(box.data) == 1:
            Letter.objects.filter(day=day).update(held_until=MONDAY_NINE + timedelta(hours=1))
        return whole(person, since, day)

    monkeypatch.setattr(composing, "text_for", slow_at_the_second)
    assert at(MONDAY_NINE) == 2
    assert len(box.data) == 2


def test_one_address_that_takes_no_mail_does_not_keep_it_from_the_others(
    at: At, box: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    box.refused = frozenset({"bob@example.org"})
    assert at(MONDAY_NINE) == 6
    assert _names(box) == [name for name in EVERYBODY if name != "bob"]
    assert "bob" not in caplog.text


def test_who_leaves_while_letters_go_out_gets_none(at: At, box: Postbox, organisation: Cast) -> None:
    box.takes = 0
    at(MONDAY_NINE)
    box.takes = None
    with time_machine.travel(MONDAY_NINE, tick=False):
        actions.leave(by=None, person=organisation.bob)
    at(MONDAY_NINE + timedelta(minutes=1))
    assert "bob" not in _names(box)


def test_announcements_are_made_once_everyone_has_it(at: At, box: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[tuple[date, int]] = []

    class Objections:
        def announced(self, day: date, *, went_out: date) -> None:
            assert went_out == clock.today()
            announced.append((day, len(box.data)))

    monkeypatch.setattr(ports.announcements, "_plugged", [Objections()])
    box.takes = 2
    at(MONDAY_NINE)
    assert announced == []
    box.takes = None
    at(MONDAY_NINE + timedelta(minutes=1))
    assert announced == [(MONDAY_NINE.date(), 7)]


def test_what_is_kept_about_the_letter_names_the_last_one_reached_in_random_order_and_no_more(
    at: At, box: Postbox
) -> None:
    box.takes = 3
    at(MONDAY_NINE)
    letter = Letter.objects.get(day=MONDAY_NINE.date())
    by_id = list(queries.active_people().order_by("id"))
    assert letter.reached == by_id[2].id
    assert [person.email for person in by_id[:3]] == box.recipients


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_minute_send_one_letter_to_each(organisation: Cast, box: Postbox) -> None:
    Letter.objects.create(day=MONDAY - timedelta(days=7), is_complete=True)
    start = threading.Barrier(3)

    def work() -> None:
        try:
            start.wait()
            send_due_letter()
        finally:
            connections.close_all()

    with time_machine.travel(MONDAY_NINE, tick=True):
        workers = [threading.Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert _names(box) == EVERYBODY


moments = st.datetimes(MONDAY_NINE.replace(tzinfo=None), MONDAY_NINE.replace(tzinfo=None, year=2030))


@given(moments, st.integers(0, 6), st.integers(0, 23))
def test_the_newest_hour_is_the_last_one_that_has_come(now: datetime, weekday: int, hour: int) -> None:
    day = rules.newest_hour(now, weekday, hour)
    struck = datetime.combine(day, datetime.min.time()).replace(hour=hour)
    assert day.weekday() == weekday
    assert struck <= now < struck + timedelta(days=7)


@pytest.mark.slow
@given(st.lists(st.text(max_size=50), max_size=8), st.integers(120, 400))
def test_a_letter_never_holds_more_than_fits(paragraphs: list[str], limit: int) -> None:
    text = rules.fitted(paragraphs, "The end.", limit)
    assert len("\r\n".join(text.splitlines()).encode()) + 2 <= limit
    assert text.endswith("The end.\n")


@pytest.mark.parametrize(
    ("late", "next_one"),
    [
        (timedelta(0), timedelta(days=7)),
        (timedelta(days=6), timedelta(days=14)),
        (timedelta(days=9), timedelta(days=21)),
    ],
)
def test_after_a_letter_that_went_out_late_a_week_passes_too(
    at: At, box: Postbox, late: timedelta, next_one: timedelta
) -> None:
    """Monday's letter of a machine that was off comes on Sunday: the next comes on a Monday, and not a day later."""
    assert at(MONDAY_NINE + late) == 7
    days = [timedelta(days=day) for day in range(late.days, next_one.days + 1)]
    went = [day for day in days if at(MONDAY_NINE + day)]
    assert went == [next_one]


def test_the_days_to_object_begin_when_the_letter_goes_out(
    at: At, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[date, date]] = []

    class Objections:
        def announced(self, day: date, *, went_out: date) -> None:
            heard.append((day, went_out))

    monkeypatch.setattr(ports.announcements, "_plugged", [Objections()])
    at(MONDAY_NINE + timedelta(days=6))
    assert heard == [(MONDAY, MONDAY + timedelta(days=6))]
