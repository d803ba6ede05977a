"""What may be registered: only what nobody can know yet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines import effects
from groundswell.engines.effects import series
from groundswell.evidence import sentences
from groundswell.evidence.rules import interventions as rules
from groundswell.evidence.rules.interventions import Fault, Registered, State, Wanted, fault_of, looks_on, steps_of
from groundswell.evidence.rules.periods import Every
from groundswell.people.rules import Calendar, Stretch

TODAY = date(2026, 11, 25)
CALENDAR = Calendar([Stretch(date(2026, 1, 5), 14, 1)])
BOTH = frozenset(Every)
OFFERED = {
    "fixed": (BOTH, "concerns"),
    "raised": (BOTH, "concerns"),
    "held": (BOTH, "days"),
    "rating": (frozenset({Every.SPRINT}), "points"),
}
GOOD = Wanted("An advocate", "fixed", Every.SPRINT, TODAY, 6, "", OFFERED)


def fault(**changes: object) -> Fault | None:
    return fault_of(replace(GOOD, **changes), CALENDAR, TODAY)  # type: ignore[arg-type]


def test_the_bounds_are_those_of_the_engine() -> None:
    assert (rules.LEAST_BEFORE, rules.LEAST_AFTER) == (series.LEAST_BEFORE, series.LEAST_AFTER)
    assert str(sentences.NOT_YET) == effects.NOT_YET


def test_what_begins_today_or_later_can_be_registered() -> None:
    assert fault() is None
    assert fault(on=TODAY + timedelta(days=366)) is None
    assert fault(measure="rating") is None
    assert fault(compares_with="raised") is None
    assert fault(every=Every.MONTH, looks_after=26) is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "  "}, Fault.NO_NAME),
        ({"measure": ""}, Fault.NO_MEASURE),
        ({"measure": "happiness"}, Fault.NO_MEASURE),
        ({"measure": "rating", "every": Every.MONTH}, Fault.NOT_BY_MONTH),
        ({"compares_with": "fixed"}, Fault.SAME),
        ({"compares_with": "held"}, Fault.UNLIKE),
        ({"compares_with": "nothing"}, Fault.UNLIKE),
        ({"measure": "held", "compares_with": "rating", "every": Every.MONTH}, Fault.UNLIKE),
        ({"on": None}, Fault.NO_DATE),
        ({"on": TODAY + timedelta(days=367)}, Fault.TOO_FAR),
        ({"on": date(1999, 1, 1)}, Fault.KNOWN),
        ({"looks_after": None}, Fault.LOOKS),
        ({"looks_after": 3}, Fault.LOOKS),
        ({"looks_after": 27}, Fault.LOOKS),
    ],
)
def test_what_cannot_be_registered_has_its_own_sentence(changes: dict[str, object], expected: Fault) -> None:
    assert fault(**changes) is expected
    assert str(sentences.FAULTS[expected])
    assert sentences.FIELDS[expected]


@given(st.integers(0, 200), st.sampled_from(Every))
def test_nothing_is_registered_of_which_a_whole_step_is_known(ago: int, every: Every) -> None:
    on = TODAY - timedelta(days=ago)
    _, later = steps_of(Registered(on, every, 4), CALENDAR)
    assert (fault(on=on, every=every) is Fault.KNOWN) is (later[0].last < TODAY)


def test_one_looks_when_the_last_step_is_over_and_late_figures_had_their_time() -> None:
    told = Registered(date(2026, 11, 23), Every.SPRINT, 4)
    before, after = steps_of(told, CALENDAR)
    assert len(before) == rules.MOST_BEFORE
    assert after[0].first == date(2026, 11, 23)
    assert looks_on(told, CALENDAR) == date(2027, 1, 17) + timedelta(days=14)


def test_how_far_something_is_without_a_result() -> None:
    told = Registered(date(2026, 11, 26), Every.SPRINT, 4)
    look = looks_on(told, CALENDAR)
    assert rules.waiting_state(told, CALENDAR, TODAY) is State.TO_COME
    assert rules.waiting_state(told, CALENDAR, date(2026, 11, 26)) is State.WAITING
    assert rules.waiting_state(told, CALENDAR, look - timedelta(days=1)) is State.WAITING
    assert rules.waiting_state(told, CALENDAR, look) is State.DUE


@pytest.mark.parametrize(
    ("low", "high", "state"),
    [(0.1, 2, State.HIGHER), (-2, -0.1, State.LOWER), (-1, 1, State.NO_DIFFERENCE), (0, 1, State.NO_DIFFERENCE)],
)
def test_an_interval_says_higher_lower_or_that_it_cannot_tell(low: float, high: float, state: State) -> None:
    assert rules.state_of_effect(low, high) is state
    assert str(sentences.STATES[state])


def test_steps_that_are_over_are_counted() -> None:
    _, after = steps_of(Registered(date(2026, 10, 26), Every.SPRINT, 4), CALENDAR)
    assert rules.have_been(after, TODAY) == 2
