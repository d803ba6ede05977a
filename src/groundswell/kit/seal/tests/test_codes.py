"""Codes typed from paper: what the check character finds, shown for every place and every character."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.kit.seal import codes
from groundswell.kit.seal.codes import ALPHABET, BadCode, Fault

LENGTHS = [20, 26]
NUMBERS = st.sampled_from(LENGTHS).flatmap(lambda length: st.tuples(st.just(length), st.integers(0, 32**length - 1)))


def bare(length: int, number: int) -> str:
    """Return a code without its dashes."""
    return codes.write(number, length).replace("-", "")


def is_found(typed: str, length: int) -> bool:
    """Tell whether the check character finds that something is wrong."""
    try:
        codes.read(typed, length)
    except BadCode as bad:
        return bad.fault is Fault.CHECK
    return False


@given(NUMBERS)
def test_a_code_typed_as_printed_is_read(code: tuple[int, int]) -> None:
    length, number = code
    assert codes.read(codes.write(number, length), length) == number


@pytest.mark.slow
@given(NUMBERS, st.randoms())
def test_case_dashes_blanks_and_look_alikes_are_forgiven(code: tuple[int, int], chance: random.Random) -> None:
    length, number = code
    alike = {"0": "0Oo0", "1": "1IiLl"}
    typed = ""
    for character in bare(length, number):
        wanted = chance.choice(alike.get(character, character + character.lower()))
        typed += chance.choice(["", "", "-", " ", "\n", "\u2013", "\u2212", "\u00a0", "\u200b", "_", "."]) + wanted
    assert codes.read(typed, length) == number


def test_wide_characters_of_other_keyboards_are_forgiven() -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in bare(20, 12345))
    assert codes.read(wide, 20) == 12345


@pytest.mark.slow
@settings(max_examples=20)
@given(NUMBERS)
def test_every_single_wrong_character_is_found(code: tuple[int, int]) -> None:
    length, number = code
    right = bare(length, number)
    for place, wrong in itertools.product(range(length + 1), ALPHABET):
        if wrong != right[place]:
            assert is_found(right[:place] + wrong + right[place + 1 :], length)


@settings(max_examples=20)
@given(NUMBERS)
def test_every_swap_of_two_characters_is_found_wherever_they_stand(code: tuple[int, int]) -> None:
    length, number = code
    right = bare(length, number)
    for one, other in itertools.combinations(range(length + 1), 2):
        if right[one] != right[other]:
            typed = list(right)
            typed[one], typed[other] = typed[other], typed[one]
            assert is_found("".join(typed), length)


@given(NUMBERS, st.data())
def test_equal_neighbours_misread_alike_are_found(code: tuple[int, int], data: st.DataObject) -> None:
    length, number = code
    place = data.draw(st.integers(0, length - 2))
    twin, wrong = data.draw(st.lists(st.sampled_from(ALPHABET), min_size=2, max_size=2, unique=True))
    head, tail = bare(length, number)[:place], bare(length, number)[place + 2 : length]
    right = head + twin * 2 + tail
    value = sum(ALPHABET.index(character) << (5 * index) for index, character in enumerate(reversed(right)))
    check = bare(length, value)[-1]
    assert is_found(head + wrong * 2 + tail + check, length)


@pytest.mark.slow
def test_of_other_mistakes_one_in_thirty_two_passes() -> None:
    chance = random.Random(2026)
    passed = sum(not is_found("".join(chance.choices(ALPHABET, k=21)), 20) for _ in range(10_000))
    assert 240 <= passed <= 390


@pytest.mark.parametrize(
    ("typed", "fault", "place", "count"),
    [
        ("", Fault.EMPTY, 0, 0),
        (" - \u200b", Fault.EMPTY, 0, 0),
        ("ABC", Fault.SHORT, 0, 3),
        ("0" * 20, Fault.SHORT, 0, 20),
        ("0" * 22, Fault.LONG, 0, 22),
        ("0" * 1_000_000, Fault.LONG, 0, 1_000_000),
        ("00U0", Fault.CHARACTER, 3, 0),
        ("\0" + "0" * 20, Fault.CHARACTER, 1, 0),
        ("0" * 20 + "*", Fault.CHARACTER, 21, 0),
        ("0" * 20 + "1", Fault.CHECK, 0, 0),
    ],
)
def test_every_wrong_shape_has_its_own_fault(typed: str, fault: Fault, place: int, count: int) -> None:
    with pytest.raises(BadCode) as refusal:
        codes.read(typed, 20)
    assert refusal.value.fault is fault
    assert refusal.value.values == {"place": place, "count": count}
    assert refusal.value.sentence == fault.value


def test_a_code_is_printed_in_groups_of_four_with_its_check_character_last() -> None:
    assert codes.write(0, 20) == "0000-0000-0000-0000-0000-0"
    assert codes.write(1, 20) == "0000-0000-0000-0000-0001-2"
    assert codes.write(2**128 - 1, 26).startswith("7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ")
