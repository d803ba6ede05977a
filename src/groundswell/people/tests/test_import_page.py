"""Administrators bring people in on a page: first they see what would change, then that is what happens."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.people import actions
from groundswell.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]

LINES = "name,email,cell\nEve,eve@example.org,Cell One\n"


@pytest.fixture
def desk(client_of: Browsers, ada: Person) -> Client:
    """Return the administrator's browser."""
    return client_of(ada)


def _look(desk: Client, text: str = LINES, **more: object) -> str:
    answer = desk.post("/organisation/import/", {"text": text, "look": "yes", **more})
    return str(answer.content.decode())


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]*)"', page)
    assert found
    return found[1]


def test_what_is_no_text_is_refused_in_one_sentence_and_comes_back(desk: Client) -> None:
    page = _look(desk, LINES + "Bo\0b,bo@example.org,\n")
    assert "it looks like a file" in page
    assert "The file is empty" not in page
    assert "bo@example.org" in page


def test_looking_shows_the_changes_and_makes_none(desk: Client) -> None:
    page = _look(desk)
    assert "belongs to Cell One" in page
    assert "Make these 2 changes" in page
    assert not Person.objects.filter(name="Eve").exists()


@pytest.mark.slow
def test_doing_makes_exactly_what_was_seen(desk: Client, ada: Person) -> None:
    seen = _seen(_look(desk))
    answer = desk.post("/organisation/import/", {"text": LINES, "do": "yes", "seen": seen})
    assert (answer.status_code, answer["Location"]) == (303, "/organisation/")
    assert Person.objects.filter(name="Eve").exists()
    assert "2 changes were made." in desk.get("/organisation/").content.decode()


def test_doing_without_having_looked_shows_first(desk: Client) -> None:
    answer = desk.post("/organisation/import/", {"text": LINES, "do": "yes"})
    assert "Make these 2 changes" in answer.content.decode()
    assert not Person.objects.filter(name="Eve").exists()


@pytest.mark.slow
def test_what_changed_in_between_is_shown_again_before_it_is_done(desk: Client, organisation: Cast) -> None:
    seen = _seen(_look(desk))
    actions.add_person(by=None, name="Eve Adams", email="eve@example.org")
    answer = desk.post("/organisation/import/", {"text": LINES, "do": "yes", "seen": seen}).content.decode()
    assert "Something changed in between." in answer
    assert Person.objects.get(email="eve@example.org").name == "Eve Adams"


def test_a_file_is_read_and_stands_in_the_box_afterwards(desk: Client) -> None:
    file = SimpleUploadedFile("people.csv", "name;email\nZoë;zoe@example.org\n".encode("utf-16"))
    answer = desk.post("/organisation/import/", {"file": file, "look": "yes"})
    page = answer.content.decode()
    assert "Zoë;zoe@example.org" in page
    assert "Make this 1 change" in page


def test_wrong_lines_are_named_and_nothing_is_offered(desk: Client) -> None:
    answer = desk.post("/organisation/import/", {"text": LINES + "Hal,hal,\n", "look": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“hal” is not an e-mail address." in page
    assert 'name="do"' not in page
    assert "Hal,hal," in page
    assert "Nothing would be kept while these lines are wrong. With the good lines kept: 2 changes." in page
    assert "What would change with the good lines kept" in page


@pytest.mark.parametrize("options", [{}, {"keep_good": "on"}])
def test_a_list_of_wrong_lines_alone_is_never_said_to_be_so_already(desk: Client, options: dict[str, str]) -> None:
    page = _look(desk, "name,email\nHal,hal\n", **options)
    assert "so already" not in page
    assert ("Nothing would be kept" in page) is not bool(options)
    assert ("These lines are left out." in page) is bool(options)


@pytest.mark.parametrize("content", [b"", b"name,email,salary\nx,y,z"])
def test_a_file_that_is_no_table_is_told_in_one_sentence(desk: Client, content: bytes) -> None:
    answer = desk.post("/organisation/import/", {"file": SimpleUploadedFile("people.csv", content), "look": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('<li><a href="#id_') == 1


@pytest.mark.slow
def test_the_good_lines_can_be_kept(desk: Client) -> None:
    text = LINES + "Hal,hal,\n"
    page = _look(desk, text, keep_good="on")
    answer = desk.post("/organisation/import/", {"text": text, "do": "yes", "keep_good": "on", "seen": _seen(page)})
    assert answer.status_code == 303
    assert Person.objects.filter(name="Eve").exists()


@pytest.mark.parametrize("text", ["", "   ", "hello", "name,email\n", 'name,email\n"', "name,email,salary\nx,y,z"])
def test_what_is_no_table_is_told_at_the_box_and_kept(desk: Client, text: str) -> None:
    answer = desk.post("/organisation/import/", {"text": text, "look": "yes"})
    assert answer.status_code == 422
    assert "Not sent yet" in answer.content.decode()


def test_a_file_that_is_no_text_is_refused_in_a_sentence(desk: Client) -> None:
    file = SimpleUploadedFile("people.xlsx", b"PK\x03\x04" + bytes(range(256)))
    answer = desk.post("/organisation/import/", {"file": file, "look": "yes"})
    assert answer.status_code == 422
    assert "Save" in answer.content.decode()


def test_names_from_the_list_are_shown_as_text(desk: Client) -> None:
    page = _look(desk, "name,email\n<script>alert(1)</script>,eve@example.org\n")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_reading_the_page_changes_nothing(desk: Client) -> None:
    assert "First you see what would change." in desk.get("/organisation/import/", {"text": LINES}).content.decode()
    assert not Person.objects.filter(name="Eve").exists()
