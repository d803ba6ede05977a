import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engines.disclosure import band_of_word


@pytest.mark.parametrize(
    ("said", "answers", "band"),
    [
        (0, 30, None),
        (4, 30, None),
        (5, 30, "5-9"),
        (10, 30, "10-19"),
        (20, 30, "20+"),
        (25, 30, "20+"),
        (26, 30, None),
        (30, 30, None),
        (5, 5, None),
    ],
)
def test_a_word_is_counted_in_bands_and_not_where_few_or_nearly_all_said_it(
    said: int, answers: int, band: str | None
) -> None:
    assert band_of_word(said, answers, 5) == band


@given(st.integers(0, 60), st.integers(0, 60), st.integers(4, 12))
def test_what_is_shown_is_about_k_who_said_it_and_leaves_k_who_did_not(said: int, others: int, k: int) -> None:
    shown = band_of_word(said, said + others, k)
    assert (shown is not None) == (said >= k and others >= k)
