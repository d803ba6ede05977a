"""What will be looked at is written down first, never changes, and is looked at once."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from http import HTTPStatus

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from groundswell.evidence import actions, looking, tasks
from groundswell.evidence.actions import AnHour, Plan, fingerprint_of
from groundswell.evidence.models import Finding, Intervention
from groundswell.evidence.ports import Measured, series_sources
from groundswell.evidence.queries import interventions as queries
from groundswell.evidence.rules.interventions import State
from groundswell.evidence.rules.periods import Every, Span
from groundswell.evidence.tests.conftest import TODAY
from groundswell.kit.audit.models import Entry
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]

PLAN = Plan("An advocate outside the cells", "made-up", Every.SPRINT, TODAY, 6, why="More is fixed.")
LONG = timedelta(days=14 * 8 + 30)


class MadeUp:
    """A series of ours: noise from fixed dice, a step on a day, nothing before another day."""

    def __init__(self) -> None:
        self.step, self.on, self.since, self.spread = 0.0, TODAY, date(2020, 1, 1), 1.0

    def measured(self) -> Sequence[Measured]:
        both = frozenset(Every)
        return [
            Measured("made-up", "made up", "points", "dice", both, self.values),
            Measured("other", "another", "points", "dice", both, self.others),
        ]

    def values(self, spans: Sequence[Span]) -> Sequence[float | None]:
        return [self.value(each) for each in spans]

    def others(self, spans: Sequence[Span]) -> Sequence[float | None]:
        return [random.Random(f"other {each.first}").gauss(0, 1) for each in spans]

    def value(self, span: Span) -> float | None:
        if span.first < self.since:
            return None
        noise = random.Random(str(span.first)).gauss(5, 1) * self.spread
        return noise + (self.step if span.first >= self.on else 0)


@pytest.fixture
def series() -> Iterator[MadeUp]:
    """Plug a series in, and take it out again."""
    made = MadeUp()
    series_sources.plug(made)
    yield made
    series_sources._plugged.remove(made)


@pytest.fixture
def registered(organisation: Cast, series: MadeUp) -> Intervention:
    return actions.register_intervention(by=organisation.alice, plan=PLAN)


def state(intervention: Intervention) -> State:
    shown = queries.one_shown(intervention.id)
    assert shown is not None
    return shown.state


def read(client: Client, route: str, *args: object) -> str:
    answer = client.get(reverse(f"evidence:{route}", args=args))
    assert answer.status_code == HTTPStatus.OK
    return unescape(answer.content.decode())


def test_what_is_registered_is_in_the_log_with_its_hash_and_without_its_words(registered: Intervention) -> None:
    again = Intervention.objects.get()
    assert fingerprint_of(again) == again.fingerprint == registered.fingerprint
    line = Entry.objects.get(verb="register_intervention")
    assert line.changes == {"fingerprint": again.fingerprint}
    again.looks_after = 7
    assert fingerprint_of(again) != registered.fingerprint


@pytest.mark.parametrize("change", [{"on": date(2026, 1, 1)}, {"measure": "other"}, {"looks_after": 5}])
def test_the_database_refuses_to_change_what_was_registered(
    registered: Intervention, change: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Intervention.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Intervention.objects.all()._raw_delete("default")
    assert fingerprint_of(Intervention.objects.get()) == registered.fingerprint


def test_members_read_what_was_registered_and_cannot_register(organisation: Cast, registered: Intervention) -> None:
    with pytest.raises(PermissionError):
        actions.register_intervention(by=organisation.bob, plan=PLAN)
    with pytest.raises(PermissionError):
        actions.set_rate(by=organisation.alice, said=AnHour(None, None, "EUR"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"why": "x" * 2001}, "why"),
        ({"on": TODAY - timedelta(days=60)}, "on"),
        ({"measure": "made-down"}, "measure"),
        ({"compares_with": "epics-held"}, "compares_with"),
    ],
)
def test_what_cannot_be_registered_leaves_nothing(
    organisation: Cast, series: MadeUp, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.register_intervention(by=organisation.mo, plan=replace(PLAN, **changes))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Intervention.objects.exists()
    assert not Entry.objects.filter(verb="register_intervention").exists()


def test_the_form_registers_and_gives_back_what_was_typed(organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.mo)
    typed = {
        "name": "An advocate",
        "why": "More is fixed.",
        "on": "2026-09-01",
        "measure": "concerns-fixed",
        "compares_with": "",
        "every": "month",
        "looks_after": "6",
    }
    answer = client.post(reverse("evidence:register"), typed)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = unescape(answer.content.decode())
    assert "Since this day a whole step has passed" in page
    assert 'value="An advocate"' in page
    assert "More is fixed." in page
    answer = client.post(reverse("evidence:register"), typed | {"on": "2026-12-01"})
    assert answer.status_code == HTTPStatus.SEE_OTHER
    made = Intervention.objects.get()
    assert (made.on, made.every, made.looks_after, made.by) == (date(2026, 12, 1), "month", 6, organisation.mo)
    assert "An advocate" in read(client_of(organisation.bob), "interventions")
    page = read(client_of(organisation.bob), "intervention", made.id)
    assert "This data cannot show an effect yet." in page
    assert "once, after 6 steps (month)" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"every": ""}, "Choose sprints or months."),
        ({"every": "year"}, "Choose sprints or months."),
        ({"measure": "x"}, "Choose the one number"),
        ({"on": "soon"}, "year, month, day"),
        ({"on": ""}, "Say from which day on it is done."),
        ({"looks_after": "six"}, "Write a whole number."),
        ({"looks_after": ""}, "Look after 4 steps at least"),
        ({"name": "a\x00b"}, ""),
        ({"compares_with": "concerns-fixed"}, "another number than the one you look at"),
    ],
)
def test_nothing_that_is_typed_breaks_the_form(
    organisation: Cast, client_of: ClientOf, changes: dict[str, str], words: str
) -> None:
    typed = {"name": "X", "on": "2026-12-01", "measure": "concerns-fixed", "every": "sprint", "looks_after": "6"}
    answer = client_of(organisation.mo).post(reverse("evidence:register"), typed | changes)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in unescape(answer.content.decode())


@pytest.mark.slow
def test_nobody_looks_before_the_day_and_then_one_looks_once(registered: Intervention, noon: Traveller) -> None:
    assert state(registered) is State.WAITING
    assert not tasks.looks_due()
    assert looking.look_at_all() == 0
    noon.shift(LONG)
    assert state(registered) is State.DUE
    assert tasks.looks_due()
    assert (looking.look_at_all(), looking.look_at_all()) == (1, 0)
    assert not looking.look_at(registered)
    assert not tasks.looks_due()
    assert state(registered) is State.NO_DIFFERENCE


def test_what_was_found_is_frozen(registered: Intervention, noon: Traveller) -> None:
    noon.shift(LONG)
    looking.look_at_all()
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.update(fault="too_short")
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.all()._raw_delete("default")


@pytest.mark.parametrize("case", [(9.0, State.HIGHER), (-9.0, State.LOWER)])
def test_a_large_step_is_told_with_its_interval_and_what_would_have_been_seen(
    registered: Intervention, series: MadeUp, noon: Traveller, client_of: ClientOf, case: tuple[float, State]
) -> None:
    series.step, expected = case
    noon.shift(LONG)
    looking.look_at_all()
    assert state(registered) is expected
    page = read(client_of(Person.objects.get(name="Bob")), "intervention", registered.id)
    assert "than before" in page
    assert "points a step" in page
    assert "would have been seen in four cases of five" in page
    assert "A step at this date is not its reason" in page
    said = Finding.objects.get().said
    assert said["low"] < said["step"] < said["high"]
    assert (said["before"], said["after"]) == (36, 6)


def test_a_short_past_cannot_show_an_effect_yet_and_says_what_it_lacks(
    registered: Intervention, series: MadeUp, noon: Traveller, client_of: ClientOf, organisation: Cast
) -> None:
    series.since = TODAY - timedelta(days=60)
    noon.shift(LONG)
    looking.look_at_all()
    assert state(registered) is State.TOO_SHORT
    page = read(client_of(organisation.bob), "intervention", registered.id)
    assert "This data cannot show an effect yet." in page
    assert "steps with a value before and 6 after; it takes 8 and 4." in page


def test_a_series_that_never_varied_is_no_proof(registered: Intervention, series: MadeUp, noon: Traveller) -> None:
    series.spread = 0.0
    noon.shift(LONG)
    looking.look_at_all()
    assert state(registered) is State.NO_SPREAD


def test_with_a_comparison_the_difference_of_the_two_is_looked_at(
    organisation: Cast, series: MadeUp, noon: Traveller, client_of: ClientOf
) -> None:
    made = actions.register_intervention(by=organisation.mo, plan=replace(PLAN, compares_with="other"))
    series.step = 12.0
    noon.shift(LONG)
    looking.look_at_all()
    assert state(made) is State.HIGHER
    finding = Finding.objects.get()
    assert all(len(each) == 4 for each in [*finding.before, *finding.after])
    assert "grid" not in finding.said
    assert "another" in read(client_of(organisation.bob), "intervention", made.id)


def test_a_measure_that_is_gone_is_said_and_breaks_nothing(
    registered: Intervention, series: MadeUp, noon: Traveller, client_of: ClientOf, organisation: Cast
) -> None:
    series_sources._plugged.remove(series)
    noon.shift(LONG)
    looking.look_at_all()
    series_sources.plug(series)
    assert state(registered) is State.TOO_SHORT
    series_sources._plugged.remove(series)
    page = read(client_of(organisation.bob), "intervention", registered.id)
    assert "nothing measures it any more" in page
    series_sources.plug(series)


def test_the_page_of_a_period_says_not_yet_as_loudly_as_the_rest(
    registered: Intervention, organisation: Cast, client_of: ClientOf
) -> None:
    page = read(client_of(organisation.bob), "period", "2026-11")
    gaps = page.partition('id="unknown"')[2].partition("</section>")[0]
    assert "“An advocate outside the cells”: this data cannot show an effect yet." in gaps
    earlier = read(client_of(organisation.bob), "period", "2026-10")
    assert "An advocate outside the cells" not in earlier


def test_what_is_there_for_sprints_alone_is_offered_with_its_steps(organisation: Cast) -> None:
    with pytest.raises(Refused) as refused:
        actions.register_intervention(by=organisation.mo, plan=replace(PLAN, measure="rating", every=Every.MONTH))
    assert refused.value.field == "every"
    made = actions.register_intervention(by=organisation.mo, plan=replace(PLAN, measure="rating"))
    assert queries.one_shown(made.id).measure.unit == "points from 1 to 10"  # type: ignore[union-attr]


def test_many_registered_things_ask_no_more_questions(
    registered: Intervention,
    organisation: Cast,
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(organisation.bob)
    with django_assert_max_num_queries(100) as one:  # type: ignore[attr-defined]
        read(client, "interventions")
    for name in ("Two", "Three"):
        actions.register_intervention(by=organisation.mo, plan=replace(PLAN, name=name))
    with django_assert_max_num_queries(len(one.captured_queries)):  # type: ignore[attr-defined]
        read(client, "interventions")


def test_steps_are_those_of_the_calendar(registered: Intervention, noon: Traveller) -> None:
    noon.shift(LONG)
    looking.look_at_all()
    after = Finding.objects.get().after
    calendar = people.calendar()
    for first, last, *_ in after:
        sprint = calendar.sprint_of(date.fromisoformat(first))
        assert (sprint.first.isoformat(), sprint.last.isoformat()) == (first, last)
