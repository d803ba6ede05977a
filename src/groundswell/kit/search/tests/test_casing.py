"""Words are found whatever case their letters have, on every database."""

import pytest

from groundswell.kit.search import casing
from groundswell.people.models import Person
from tests.cast import Cast


@pytest.mark.parametrize("asked", ["über-uhr", "Über-Uhr", "ÜBER-UHR", "élan", "ÉLAN"])
def test_letters_beyond_ascii_are_found_in_each_case(organisation: Cast, asked: str) -> None:
    Person.objects.filter(id=organisation.bob.id).update(name="Die Über-Uhr mit Élan")
    assert list(Person.objects.filter(casing.holds("name", asked))) == [organisation.bob]


def test_a_beginning_is_found_in_each_case_and_nowhere_else(organisation: Cast) -> None:
    Person.objects.filter(id=organisation.bob.id).update(name="Öffnen")
    assert list(Person.objects.filter(casing.begins("name", "öff"))) == [organisation.bob]
    assert not Person.objects.filter(casing.begins("name", "ffn")).exists()


def test_plain_words_ask_once() -> None:
    assert casing.casings("build") == ["build"]
