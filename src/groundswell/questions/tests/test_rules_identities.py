"""Which authors may be one person."""

import pytest

from groundswell.questions.rules.identities import MOST_ALIKE, Known, Suggestion, Why, are_alike, suggestions


def known(author: int, source: str = "forum", name: str = "", handle: str = "", address: str = "") -> Known:
    return Known(author, author, source, name, handle, address)


def test_one_address_is_one_person_under_any_name() -> None:
    five = [known(number, name=f"Name {number}", address="Ann@example.org") for number in range(1, 4)]
    assert suggestions(five) == [
        Suggestion(1, 2, Why.ADDRESS),
        Suggestion(1, 3, Why.ADDRESS),
        Suggestion(2, 3, Why.ADDRESS),
    ]


def test_one_name_alone_is_not_one_person() -> None:
    assert suggestions([known(1, "forum", "Ann Doe", "ann"), known(2, "chat", "Ann Doe", "anndoe")]) == []


def test_one_handle_at_two_sources_with_a_name_alike_is_likely() -> None:
    pair = [known(1, "forum", "Ann Doe", "AnnDoe"), known(2, "chat", "Ann M. Doe", "anndoe")]
    assert suggestions(pair) == [Suggestion(1, 2, Why.HANDLE)]
    assert suggestions([pair[0], known(2, "chat", "Bo Lee", "anndoe")]) == []
    assert suggestions([pair[0], known(2, "forum", "Ann Doe", "anndoe")]) == []


def test_the_stronger_reason_is_said() -> None:
    pair = [known(1, "forum", "Ann", "anndoe", "a@example.org"), known(2, "chat", "Ann", "anndoe", "a@example.org")]
    assert suggestions(pair) == [Suggestion(1, 2, Why.ADDRESS)]


def test_two_that_were_said_to_be_two_are_not_suggested() -> None:
    pair = [known(1, address="a@example.org"), known(2, address="a@example.org")]
    assert suggestions(pair, [(1, 2)]) == []


def test_authors_of_one_identity_are_one_already() -> None:
    assert suggestions([Known(1, 7, "a", "", "", "a@example.org"), Known(2, 7, "b", "", "", "a@example.org")]) == []


@pytest.mark.parametrize("address", ["noreply@example.org", "1+ann@users.noreply.example.org", "info@example.org"])
def test_addresses_of_roles_and_machines_are_nobodys(address: str) -> None:
    assert suggestions([known(1, address=address), known(2, address=address)]) == []


def test_what_too_many_have_in_common_is_no_person() -> None:
    many = [known(number, address="a@example.org") for number in range(1, MOST_ALIKE + 2)]
    assert suggestions(many) == []


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("Ann Doe", "ann doe", True),
        ("Ann Doe", "Ann", True),
        ("Ann Doe", "Bo", False),
        ("", "Ann", True),
        ("A B C D", "A", False),
    ],
)
def test_names_are_alike_when_half_of_them_is(name: str, other: str, alike: bool) -> None:  # noqa: FBT001 - a table
    assert are_alike(name, other) is alike
