"""How the options of a question stand on the ballot."""

import pytest

from groundswell.checkins.rules.items import Item, ends_of

TO_TEN = [(value, str(value)) for value in range(11)]


@pytest.mark.parametrize(
    ("options", "ends"),
    [
        (TO_TEN, ("", "")),
        ([(0, "0: not at all"), *TO_TEN[1:-1], (10, "10: by all means")], ("not at all", "by all means")),
        (TO_TEN[:5], None),
        ([(0, "never"), *TO_TEN[1:]], None),
        ([*TO_TEN[:4], (4, "so so"), *TO_TEN[5:]], None),
        ([], None),
    ],
)
def test_many_numbers_stand_in_one_row_with_what_its_ends_mean(
    options: list[tuple[int, str]], ends: tuple[str, str] | None
) -> None:
    assert ends_of(options) == ends


def test_a_question_is_known_by_its_key_and_the_version_of_its_words() -> None:
    item = Item("would-recommend", 2, "Would you?", tuple(TO_TEN), 0, 10)
    assert (str(item), item.ends, item.are_short) == ("would-recommend 2", ("", ""), True)


@pytest.mark.parametrize(
    ("options", "poles"),
    [
        (((1, "Never."), (2, "Often"), (3, "Always.")), ("Never", "Always")),
        (((2, "much"), (1, "some"), (0, "none")), ("none", "much")),
        (((0, "0: not at all"), *TO_TEN[1:-1], (10, "10: by all means")), ("not at all", "by all means")),
    ],
)
def test_the_lowest_and_the_highest_number_have_their_words(
    options: tuple[tuple[int, str], ...], poles: tuple[str, str]
) -> None:
    assert Item("key", 1, "How?", options, 0, 10).poles == poles
