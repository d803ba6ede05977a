"""What becomes of a mail, and into which pieces its words go."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.connectors.mailbox.rules import MOST_PARTS, WAITS, Fate, fate, parts_of

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ({"is_automatic": True, "is_proven": True}, Fate.REMOVE),
        ({"is_known": False, "is_proven": True, "is_confirmed": True}, Fate.REMOVE),
        ({"is_proven": True}, Fate.KEEP),
        ({"is_confirmed": True}, Fate.KEEP),
        ({}, Fate.ASK),
        ({"asked_on": TODAY - WAITS + timedelta(days=1)}, Fate.WAIT),
        ({"asked_on": TODAY - WAITS}, Fate.REMOVE),
    ],
)
def test_only_a_known_persons_own_words_are_kept_and_only_once_it_is_sure_whose_they_are(
    said: dict[str, Any], becomes: Fate
) -> None:
    nothing = {"is_known": True, "is_automatic": False, "is_proven": False, "asked_on": None, "is_confirmed": False}
    assert fate(today=TODAY, **(nothing | said)) is becomes


@given(st.text(alphabet="aé€😀 \n", max_size=400), st.integers(min_value=8, max_value=60))
def test_words_are_cut_into_pieces_that_fit_and_lose_nothing_but_blanks(words: str, most: int) -> None:
    pieces = parts_of(words, most)
    assert all(len(piece.encode()) <= most for piece in pieces)
    if len(pieces) < MOST_PARTS:
        assert "".join("".join(pieces).split()) == "".join(words.split())


def test_a_piece_ends_between_words_where_it_can() -> None:
    assert parts_of("one two three", 9) == ["one two", "three"]
    assert parts_of("x" * 20, 8) == ["x" * 8, "x" * 8, "x" * 4]
    assert len(parts_of("word " * 1000, 8)) == MOST_PARTS
