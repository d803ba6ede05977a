"""What is looked for where people work is found where it was planted, and nothing is written."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections

from groundswell.checkins.tests.published import Past, cells
from groundswell.kit import clock, mail
from groundswell.kit.seal import boxes
from groundswell.kit.seal.padding import pad
from groundswell.people.letter import composing
from groundswell.people.models import Cell, Membership, Person, Session
from groundswell.project.attacks import here
from groundswell.project.attacks.readonly import reading_only
from groundswell.project.tests.attacks.test_attackers_win import desks, speak
from groundswell.talks.models import Meeting
from groundswell.talks.transcripts.tests.scene import a_meeting
from groundswell.voices.models import DeskKey
from tests.cast import Cast

__all__ = ["desks"]


@pytest.mark.django_db
def test_what_was_published_is_audited_and_a_difference_of_one_person_is_found() -> None:
    past = Past(cells(["One", "Two"]))
    before = past.roster(One=8, Two=9)
    past.publish(before)
    assert here.row_space().targets > 0
    assert here.row_space().success == 0
    past.published.clear()  # a gate that forgets what it has said
    somebody = next(iter(before))
    past.publish({person: cell for person, cell in before.items() if person != somebody})
    assert here.row_space().success > 0
    assert not here.row_space().held


@pytest.mark.django_db
def test_nothing_is_found_where_nothing_leaks(desks: list[DeskKey]) -> None:
    speak()
    assert here.found_in(here.ordered_tables()) == []
    assert here.found_in(here.missed_nights()) == []
    assert here.found_in(here.stale_grants()) == []
    assert here.found_in(here.odd_texts()) == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no hidden row number")
def test_a_table_that_numbers_its_rows_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE numbered (id TEXT PRIMARY KEY)")
    assert here.keeps_row_numbers("default", "numbered")
    assert not here.keeps_row_numbers("default", "voices_voice")


@pytest.mark.django_db
def test_nights_that_passed_without_the_rewrite_are_found(desks: list[DeskKey]) -> None:
    speak()
    with clock.held_at(clock.now() + timedelta(days=3)):
        assert set(here.found_in(here.missed_nights())) == set(connections)


@pytest.mark.django_db
def test_what_still_stands_of_somebody_who_left_is_found(organisation: Cast) -> None:
    lee = organisation.lee
    Session.objects.create(session_key="a" * 40, session_data="", expire_date=clock.now(), person=lee)
    Membership.objects.create(person=lee, cell=organisation.cell_one, from_on=clock.today())
    assert len(here.found_in(here.stale_grants())) == 2


@pytest.mark.django_db
def test_a_letter_of_another_size_is_found(organisation: Cast) -> None:
    folder = Path(settings.DATA_FOLDER) / "mail"
    folder.mkdir(exist_ok=True)
    file = folder / "planted.log"
    whole = mail.Letter(subject=composing.SUBJECT, text="Hello", to="bob@example.org", sent_at=clock.now())
    raw = whole.message().as_bytes()
    line = b"\n" + b"-" * 79 + b"\n"
    try:
        file.write_bytes(raw + line)
        assert here.found_in(here.odd_letters()) == []
        file.write_bytes(raw + line + raw.replace(b"X-Filler: xx", b"X-Filler: ") + line)
        assert len(here.found_in(here.odd_letters())) == 1
    finally:
        file.unlink()


@pytest.mark.django_db
def test_what_was_looked_at_is_counted_in_every_context(
    desks: list[DeskKey], organisation: Cast, alice: Person, bob: Person
) -> None:
    speak()
    before = here.counted("texts", here.odd_texts())
    assert (before.success, before.targets) == (0, 1)
    meeting = a_meeting(alice, who={"Bob": bob})
    after = here.counted("texts", here.odd_texts())
    # The series, the meeting, three who spoke, and what each said.
    assert (after.success, after.targets) == (0, 9)
    Meeting.objects.filter(id=meeting.id).update(body=b"the rota is full " * 70)
    assert here.counted("texts", here.odd_texts()).success == 1
    for looks in (here.ordered_tables(), here.stale_grants()):
        assert here.counted("others", looks).targets > 0, "a passed attack is told from one that saw nothing"


def test_words_and_zeros_and_odd_sizes_are_not_sealed() -> None:
    sealed = boxes.encrypt(boxes.new_secret(), pad(b"the rota"))
    assert here.is_sealed(sealed)
    assert not here.is_sealed(sealed[:-1])
    assert not here.is_sealed((b"the rota is full " * 70)[: len(sealed)])
    assert not here.is_sealed(bytes(len(sealed)))


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_while_it_is_looked(organisation: Cast) -> None:
    with reading_only():
        assert Cell.objects.count() == 2
        with pytest.raises(DatabaseError):
            Cell.objects.update(name="Taken")
    assert not Cell.objects.filter(name="Taken").exists()
    Cell.objects.filter(id=organisation.cell_one.id).update(name="Ours again")
