"""A sheet takes ideas or a word; a book takes the last vote on each statement, and is always as long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.propositions.rounds.rules import sheets
from groundswell.propositions.rounds.rules.sheets import (
    BOOK_BYTES,
    Cast,
    Done,
    Link,
    Sheet,
    SheetFault,
    Vote,
    VoteFault,
)

NUMBERS = st.integers(0, sheets.MOST_STATEMENTS - 1)
CASTS = st.builds(Cast, st.sampled_from(Vote), st.booleans())


@pytest.mark.slow
@given(
    first=st.dictionaries(NUMBERS, CASTS, max_size=40),
    later=st.dictionaries(NUMBERS, CASTS, max_size=40),
    done=st.booleans(),
)
def test_the_last_vote_on_a_statement_counts_and_no_other_is_touched(
    *, first: dict[int, Cast], later: dict[int, Cast], done: bool
) -> None:
    book = sheets.empty_book()
    for number, cast in [*first.items(), *later.items()]:
        book = sheets.with_vote(book, number, cast)
    book = sheets.with_done(book) if done else book
    assert sheets.votes_in(book, range(sheets.MOST_STATEMENTS)) == first | later
    assert len(book) == BOOK_BYTES


@pytest.mark.parametrize("number", [-1, sheets.MOST_STATEMENTS])
def test_a_statement_that_no_book_has_room_for_is_none(number: int) -> None:
    with pytest.raises(IndexError):
        sheets.with_vote(sheets.empty_book(), number, Cast(Vote.AGREE))


def test_a_book_is_done_by_a_word_or_by_voting_on_everything() -> None:
    book = sheets.empty_book()
    assert not sheets.is_done(book, [0, 1])
    assert not sheets.is_done(book, [])
    assert sheets.is_done(sheets.with_done(book), [0, 1])
    half = sheets.with_vote(book, 0, Cast(Vote.PASS))
    assert not sheets.is_done(half, [0, 1])
    assert sheets.is_done(sheets.with_vote(half, 1, Cast(Vote.AGREE)), [0, 1])


def test_two_bits_that_no_vote_has_are_none() -> None:
    assert sheets.votes_in(bytes([0, 0b0100]) + bytes(BOOK_BYTES), [0]) == {}


@pytest.mark.parametrize(
    ("sent", "vote"),
    [
        ("agree", Vote.AGREE),
        (" disagree ", Vote.DISAGREE),
        ("pass", Vote.PASS),
        ("", VoteFault.NONE),
        (" ", VoteFault.NONE),
        ("7", VoteFault.UNKNOWN),
        ("Agree", VoteFault.UNKNOWN),
    ],
)
def test_agree_disagree_and_pass_are_votes_and_nothing_else_is(sent: str, vote: Vote | VoteFault) -> None:
    assert sheets.vote_of(sent) is vote


@given(st.lists(st.text(max_size=40), max_size=20), st.sampled_from([None, *Done]))
def test_a_sheet_comes_back_as_it_was_written(ideas: list[str], done: Done | None) -> None:
    sheet = Sheet(tuple(ideas), done)
    assert sheets.sheet_read(sheets.sheet_written(sheet)) == sheet


@pytest.mark.parametrize("content", [{}, {"ideas": "x", "done": 7}, {"ideas": [7, None], "done": "never"}])
def test_what_no_page_wrote_is_an_empty_sheet(content: dict[str, object]) -> None:
    assert sheets.sheet_read(content) == Sheet()


def test_ideas_come_to_the_sheet_or_take_its_place_and_the_same_twice_is_one() -> None:
    once = sheets.added(Sheet(), ["pair", " "], None, instead=False)
    assert once == Sheet(("pair",))
    assert isinstance(once, Sheet)
    assert once.is_done
    assert sheets.added(once, ["pair", "rotate"], None, instead=False) == Sheet(("pair", "rotate"))
    assert sheets.added(once, ["rotate"], None, instead=True) == Sheet(("rotate",))


def test_a_word_without_ideas_is_an_answer_and_ideas_outweigh_it() -> None:
    said = sheets.added(Sheet(), [], Done.NOT_NOW, instead=False)
    assert isinstance(said, Sheet)
    assert said.is_done
    assert not Sheet().is_done
    assert sheets.added(Sheet(("pair",)), [], Done.NO_OPINION, instead=False) == Sheet(("pair",))
    assert sheets.added(Sheet(("pair",)), [], Done.NO_OPINION, instead=True) == Sheet((), Done.NO_OPINION)


def test_nothing_too_much_and_too_many_are_no_answer() -> None:
    assert sheets.added(Sheet(), [" "], None, instead=False) is SheetFault.EMPTY
    assert sheets.added(Sheet(), ["x" * sheets.MOST_BYTES], None, instead=False) is SheetFault.LONG
    many = [str(number) for number in range(sheets.MOST_IDEAS + 1)]
    assert sheets.added(Sheet(), many, None, instead=False) is SheetFault.MANY


@pytest.mark.parametrize("text", ["", "3", "-x", "3-", "x-y", "1234567-x", "٣-x"])
def test_what_is_no_whole_link_is_none(text: str) -> None:
    assert sheets.read_link(text) is None


def test_a_link_names_the_round_and_the_code() -> None:
    assert sheets.read_link("12-abc-d") == Link(12, "abc-d")
