"""What can be answered, and what is made of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins.rules import answers
from groundswell.checkins.rules.answers import Link, RatingFault, Said
from groundswell.checkins.rules.items import Item
from groundswell.checkins.rules.periods import RATING, Word
from groundswell.engines.disclosure import Scale

ITEM = Item("load", 2, "How full is it?", ((0, "empty"), (5, "full")), 0, 5)


@pytest.mark.parametrize("number", range(1, 11))
def test_ten_numbers_are_ratings(number: int) -> None:
    assert answers.rating_of(f" {number} ") == number


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", RatingFault.NONE),
        ("  ", RatingFault.NONE),
        ("0", RatingFault.OUTSIDE),
        ("11", RatingFault.OUTSIDE),
        ("-1", RatingFault.OUTSIDE),
        ("007", RatingFault.OUTSIDE),
        ("9" * 10_000, RatingFault.OUTSIDE),
        ("4.5", RatingFault.NOT_WHOLE),
        ("4,5", RatingFault.NOT_WHOLE),
        ("five", RatingFault.NO_NUMBER),
        ("4.", RatingFault.NO_NUMBER),
        ("--4", RatingFault.NO_NUMBER),
        ("٤", RatingFault.NO_NUMBER),
        ("²", RatingFault.NO_NUMBER),
    ],
)
def test_anything_else_is_none_and_has_its_reason(typed: str, fault: RatingFault) -> None:
    assert answers.rating_of(typed) == fault


@given(st.text())
def test_whatever_is_typed_is_a_rating_of_the_scale_or_a_fault(typed: str) -> None:
    rating = answers.rating_of(typed)
    assert isinstance(rating, RatingFault) or 1 <= rating <= 10


def test_four_asks_for_the_cause_and_five_does_not() -> None:
    assert [number for number in range(1, 11) if answers.asks_cause(number)] == [1, 2, 3, 4]
    assert answers.cause_of(4, "personal") == Word.PERSONAL
    assert answers.cause_of(5, "personal") is None
    assert answers.cause_of(4, answers.RATHER_NOT) is None
    assert answers.cause_of(4, "weather") is None


def test_words_beside_personal_are_not_kept() -> None:
    assert [cause for cause in (*Word, None) if not answers.keeps_words(cause)] == [Word.PERSONAL]


def test_an_item_takes_one_of_its_options_or_nothing() -> None:
    assert answers.choice_of(ITEM, "5") == 5
    assert answers.choice_of(ITEM, "0") == 0
    assert answers.choice_of(ITEM, "3") is None
    assert answers.choice_of(None, "5") is None
    assert (ITEM.are_short, str(ITEM)) == (True, "load 2")


SAID = st.builds(
    Said,
    st.integers(1, 10),
    cause=st.none() | st.sampled_from(Word),
    item=st.just(""),
) | st.builds(Said, st.integers(1, 10), item=st.just("load 2"), choice=st.integers(0, 5))


@given(SAID)
def test_an_answer_comes_back_as_it_was_written(said: Said) -> None:
    assert answers.read(json.loads(json.dumps(answers.written(said)))) == said


@given(
    st.dictionaries(
        st.sampled_from(["rating", "low", "high", "cause", "item", "choice", "more"]),
        st.none() | st.integers(-5, 15) | st.text(max_size=5) | st.lists(st.integers()) | st.sampled_from(list(Word)),
    )
)
def test_what_no_ballot_wrote_says_nothing_or_something_on_its_scale(content: dict[str, object]) -> None:
    said = answers.read(content)
    assert said is None or said.low <= said.rating <= said.high


def test_an_answer_says_something_on_the_scale_that_it_was_given_on() -> None:
    said = Said(7, item="load 2", choice=5)
    assert answers.scale_of(RATING, said, None) == Scale(1, 10)
    assert answers.scale_of("load 2", said, ITEM) == Scale(0, 5)
    assert answers.scale_of("load 2", said, None) is None
    assert answers.scale_of("load 3", said, ITEM) is None
    assert answers.scale_of("load 2", Said(7, item="load 2"), ITEM) is None
    assert answers.scale_of("load 2", Said(7, item="load 2", choice=6), ITEM) is None


def test_a_link_is_a_sprint_and_a_code() -> None:
    assert answers.read_link("12-abc") == Link(12, "abc")
    for broken in ("", "12", "12-", "-abc", "x-abc", "1234567-abc", "١-abc", "-1-abc"):
        assert answers.read_link(broken) is None
