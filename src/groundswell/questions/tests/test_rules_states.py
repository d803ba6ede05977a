"""Whose turn it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.questions.rules.states import Said, Standing, State
from groundswell.questions.tests.conftest import at

ANN, BEN, OURS = 1, 2, 9


def said(who: int, hours: float, *, key: str = "", is_voice: bool = True, **told: bool) -> Said:
    return Said(key or f"{who}@{hours}", at(hours), who, who, who == OURS, is_voice, **told)


ASKED = said(ANN, 0, is_opening=True)


def test_nothing_said_is_unanswered() -> None:
    assert Standing.of([], asker=ANN) == Standing()


def test_the_asker_does_not_answer_themselves() -> None:
    found = Standing.of([ASKED, said(ANN, 1), said(ANN, 2)], asker=ANN)
    assert (found.state, found.replies, found.first_reply_at, found.last_voice_at) == (
        State.UNANSWERED,
        0,
        None,
        at(2),
    )


def test_what_is_no_voice_does_not_answer() -> None:
    assert Standing.of([ASKED, said(BEN, 1, is_voice=False)], asker=ANN).state is State.UNANSWERED


def test_a_reply_by_another_waits_for_us_until_we_speak() -> None:
    assert Standing.of([ASKED, said(BEN, 1)], asker=ANN).state is State.ON_US
    assert Standing.of([ASKED, said(BEN, 1), said(OURS, 2)], asker=ANN).state is State.ON_THEM
    assert Standing.of([ASKED, said(OURS, 1), said(ANN, 2)], asker=ANN).state is State.ON_US


def test_first_replies_are_counted_from_others_and_from_us() -> None:
    found = Standing.of([ASKED, said(ANN, 1), said(BEN, 2), said(OURS, 3)], asker=ANN)
    assert (found.first_reply_at, found.first_reply_by, found.first_ours_at, found.replies) == (at(2), BEN, at(3), 2)
    assert (found.last_voice_by, found.is_last_ours) == (OURS, True)


def test_an_accepted_answer_answers_whoever_speaks_last() -> None:
    by_mark = [ASKED, said(BEN, 1, is_answer=True), said(ANN, 2)]
    assert Standing.of(by_mark, asker=ANN).state is State.ANSWERED
    by_name = [ASKED, said(BEN, 1, key="b"), said(ANN, 2)]
    assert Standing.of(by_name, asker=ANN, answered_by="b").state is State.ANSWERED


@pytest.mark.parametrize("answer", ["1@1", "gone"])
def test_an_answer_by_the_asker_or_one_that_is_gone_answers_nothing(answer: str) -> None:
    assert Standing.of([ASKED, said(ANN, 1)], asker=ANN, answered_by=answer).state is State.UNANSWERED
    assert Standing.of([ASKED, said(BEN, 2)], asker=ANN, answered_by=answer).state is State.ON_US


def test_without_a_named_asker_the_opening_names_one_else_the_first_voice() -> None:
    late_opening = [said(BEN, 0), said(ANN, 1, is_opening=True)]
    assert Standing.of(late_opening, asker=None).replies == 1
    assert Standing.of(late_opening, asker=None).first_reply_by == BEN
    assert Standing.of([said(BEN, 0), said(ANN, 1)], asker=None).first_reply_by == ANN


def test_two_authors_of_one_person_are_one_voice() -> None:
    other_name = Said("x", at(1), 3, ANN, is_ours=False, is_voice=True)
    assert Standing.of([ASKED, other_name], asker=ANN).state is State.UNANSWERED


MESSAGES = st.lists(
    st.builds(
        Said,
        st.text("abc", min_size=1, max_size=2),
        st.integers(-3, 3).map(at),
        st.integers(1, 4),
        st.integers(1, 3),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
    unique_by=lambda each: each.key,
)


@pytest.mark.slow
@given(MESSAGES, st.randoms(use_true_random=False))
def test_the_order_in_which_messages_come_changes_nothing(messages: list[Said], chance: object) -> None:
    mixed = list(messages)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert Standing.of(mixed, asker=1) == Standing.of(messages, asker=1)
    assert Standing.of(mixed, asker=None) == Standing.of(messages, asker=None)
