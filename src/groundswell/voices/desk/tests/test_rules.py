from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit.seal.passphrase import new_recovery_key
from groundswell.voices.desk import rules
from groundswell.voices.desk.rules import Fate, PassphraseFault, Promise, Standing

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GOOD = "lamp otter seven gravel"


def fault(words: str, repeated: str | None = None, **more: list[str]) -> PassphraseFault | None:
    return rules.passphrase_fault(words, words if repeated is None else repeated, **more)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (GOOD, None),
        ("åse går på fjellet", None),
        ("", PassphraseFault.SHORT),
        ("eleven char", PassphraseFault.SHORT),
        ("   lamp otter   ", PassphraseFault.SHORT),
        ("x" * 501, PassphraseFault.LONG),
        ("abcdefghijklm", PassphraseFault.COMMON),
        ("nopqrstuvwxyz", PassphraseFault.COMMON),
        ("mlkjihgfedcba", PassphraseFault.COMMON),
        ("123456789012", PassphraseFault.COMMON),
        ("1234-5678-9012", PassphraseFault.COMMON),
        ("qwertyuiopas", PassphraseFault.COMMON),
        ("aaaaaaaaaaaaaa", PassphraseFault.MONOTONE),
        ("abababababab", PassphraseFault.MONOTONE),
        ("lamplamplamplamp", PassphraseFault.MONOTONE),
        ("lampotterlampotterla", PassphraseFault.MONOTONE),
        ("lamp lamp lamp lamp", PassphraseFault.MONOTONE),
        ("password password", PassphraseFault.MONOTONE),
    ],
)
def test_a_passphrase_is_refused_for_what_is_guessed_first(words: str, expected: PassphraseFault | None) -> None:
    assert fault(words) == expected


def test_a_passphrase_must_be_typed_the_same_twice() -> None:
    assert fault(GOOD, GOOD + "!") == PassphraseFault.DIFFERENT


def test_letters_composed_differently_are_the_same_passphrase() -> None:
    assert fault("cafe\u0301 lamp otter", "caf\u00e9 lamp otter ") is None


def test_a_passphrase_from_a_list_is_refused_in_any_case() -> None:
    assert fault("Letmein-please", common=["letmein-please"]) == PassphraseFault.COMMON
    assert fault("!Password 2026!", common=["password"]) == PassphraseFault.COMMON
    assert fault("a password of many words", common=["password"]) is None


@pytest.mark.parametrize("words", ["Alice Tidewater", "tidewater2026!", "alice@tidewater"])
def test_a_passphrase_that_is_little_more_than_a_name_is_refused(words: str) -> None:
    assert fault(words, names=["Alice", "Tidewater", "Al"]) == PassphraseFault.NAMED


def test_a_name_among_other_words_does_no_harm() -> None:
    assert fault("alice saw seven herons", names=["Alice", ""]) is None


def test_no_rule_asks_for_digits_or_signs() -> None:
    assert fault("only small letters here") is None


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(words: str) -> None:
    assert fault(words) is None or fault(words) in PassphraseFault


def test_five_tries_are_free_and_then_each_costs_twice_the_wait_up_to_an_hour() -> None:
    minutes = [rules.wait_after(wrong) // timedelta(minutes=1) for wrong in range(14)]
    assert minutes == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


@given(st.integers(min_value=0, max_value=10**9))
def test_waiting_never_grows_past_an_hour(wrong: int) -> None:
    assert timedelta(0) <= rules.wait_after(wrong) <= rules.LONGEST_WAIT


@pytest.mark.parametrize(
    ("opened", "seen", "over"),
    [
        (timedelta(0), timedelta(0), False),
        (timedelta(hours=1), timedelta(minutes=15), False),
        (timedelta(hours=1), timedelta(minutes=15, seconds=1), True),
        (timedelta(hours=8), timedelta(minutes=1), False),
        (timedelta(hours=8, seconds=1), timedelta(0), True),
        (-timedelta(minutes=5), timedelta(0), True),
        (timedelta(0), -timedelta(minutes=5), True),
        (timedelta(0), -timedelta(seconds=30), False),
    ],
)
def test_an_open_desk_ends_after_a_quarter_hour_idle_or_eight_hours(
    *, opened: timedelta, seen: timedelta, over: bool
) -> None:
    assert rules.is_over(opened=NOON - opened, seen=NOON - seen, now=NOON) is over


def test_a_key_is_to_be_replaced_after_a_year_and_the_desk_says_so_a_month_before() -> None:
    assert rules.rotation_due_on(DAY) == date(2027, 11, 22)
    assert not rules.is_rotation_near(DAY, date(2027, 10, 22))
    assert rules.is_rotation_near(DAY, date(2027, 10, 23))
    assert rules.is_rotation_near(DAY, date(2029, 1, 1))


@pytest.mark.parametrize(
    ("retired_on", "needed", "may"),
    [
        (None, False, False),
        (DAY, False, False),
        (DAY - timedelta(days=1), False, True),
        (DAY - timedelta(days=1), True, False),
    ],
)
def test_a_retired_key_goes_on_a_later_day_and_only_when_nothing_needs_it(
    *, retired_on: date | None, needed: bool, may: bool
) -> None:
    assert rules.may_destroy(retired_on=retired_on, needed=needed, today=DAY) is may


def promise(days: int, to: str = "Bob", what: str = "call back") -> Promise:
    return Promise(UUID(int=days + 100), to, what, DAY + timedelta(days=days))


def test_a_promise_is_overdue_the_day_after_its_day() -> None:
    assert promise(-1).standing(DAY) is Standing.OVERDUE
    assert promise(0).standing(DAY) is Standing.TODAY
    assert promise(1).standing(DAY) is Standing.LATER


@given(st.permutations([promise(-3), promise(-1), promise(0), promise(0, "Anna"), promise(5)]))
def test_the_most_overdue_promise_stands_first(promises: list[Promise]) -> None:
    in_order = rules.in_order(promises)
    assert [each.by for each in in_order] == sorted(each.by for each in promises)
    assert in_order[2].to == "Anna"


@pytest.mark.parametrize(
    ("agreed", "others", "expected"),
    [(True, 1, Fate.MOVES), (True, 0, Fate.CLOSES), (False, 1, Fate.STAYS), (False, 0, Fate.CLOSES)],
)
def test_only_a_yes_moves_a_dialogue_and_only_a_second_reader_keeps_it_open(
    *, agreed: bool, others: int, expected: Fate
) -> None:
    assert rules.fate(agreed=agreed, other_readers=others) is expected


def test_a_reader_has_gone_with_leaving_or_with_the_role() -> None:
    assert not rules.has_gone(is_active=True, reads=True)
    assert rules.has_gone(is_active=False, reads=True)
    assert rules.has_gone(is_active=True, reads=False)


def test_a_hand_over_ends_when_everybody_answered_or_their_time_is_over() -> None:
    assert rules.may_finish(closes_on=DAY, unanswered=0, today=DAY - timedelta(days=3))
    assert not rules.may_finish(closes_on=DAY, unanswered=1, today=DAY)
    assert rules.may_finish(closes_on=DAY, unanswered=1, today=DAY + timedelta(days=1))


def test_the_third_group_shows_that_the_recovery_key_is_on_paper() -> None:
    written = new_recovery_key().text
    group = written.split("-")[2]
    assert rules.shows_the_paper(group, written)
    assert rules.shows_the_paper(f" {group.lower()} ", written)
    assert rules.shows_the_paper("o1l-1", "AAAA-AAAA-0111-AAAA")
    assert not rules.shows_the_paper(written.split("-")[1] + "x", written)
    assert not rules.shows_the_paper("", written)


def test_a_tag_holds_what_its_writer_wrote() -> None:
    voice = uuid4()
    assert rules.LeavingTag(uuid4(), voice, "since August").voice == voice
