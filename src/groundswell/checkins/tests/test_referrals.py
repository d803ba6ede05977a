"""A line about somebody: that person reads it first, only a yes reaches the desk, and its writer learns nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from groundswell.checkins import closed
from groundswell.checkins.actions import referring as actions
from groundswell.checkins.models import Referral, ReferralMark
from groundswell.checkins.queries import referrals as queries
from groundswell.checkins.rules import referrals as rules
from groundswell.checkins.rules.referrals import LineFault
from groundswell.checkins.tests.stage import Desks, on
from groundswell.checkins.waiting import NO, YES, Referrals
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry
from groundswell.kit.keyring import keys as keyring
from groundswell.kit.seal.boxes import Unopenable
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.people.waiting.asking import asks_for
from groundswell.voices import actions as voices
from groundswell.voices import queries as voice_queries
from groundswell.voices.models import Voice
from tests.cast import Cast

CANARY = "the harbour lamps sing at noon"
SOURCE = Referrals()


@pytest.fixture
def mo(organisation: Cast, desks: Desks) -> Person:
    """Return the planner, who looks after people's loads as well."""
    del desks
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=organisation.mo)
    return organisation.mo


def answer(person: Person, choice: str) -> None:
    (ask,) = SOURCE.asks_for(person)
    SOURCE.answer(person, ask.key, choice)


def tables() -> str:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM checkins_referral")
        return repr(cursor.fetchall())


pytestmark = pytest.mark.django_db


def test_the_person_is_told_who_wrote_and_what_before_anything_is_at_a_desk(mo: Person, bob: Person) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    (ask,) = SOURCE.asks_for(bob)
    assert ask.question == "Mo wrote a line about you. May it reach the desk?"
    assert ask.text == "He works every weekend."
    assert "Alice and Otto read it" in ask.note
    assert not Voice.objects.exists()


def test_a_yes_makes_it_a_signed_voice_of_the_person_that_came_by_a_referral(
    mo: Person, bob: Person, desks: Desks
) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    answer(bob, YES)
    voice = Voice.objects.get()
    assert (voice.level, voice.source) == ("signed", "referral")
    (entry,) = voice_queries.dialogues_for_desk([voice], desks.alice.pairs, clock.today())[voice.id]
    assert entry.text == "Mo wrote about me, and I agree to it being read: He works every weekend."
    assert [each.id for each in voice_queries.threads_of(bob)] == [voice.id], "it is theirs, to close or to take back"
    assert [each.voice for each in voice_queries.unanswered(desks.alice.reader)] == [voice.id]
    assert not Referral.objects.exists()


def test_a_no_lets_it_be_gone_with_its_key(mo: Person, bob: Person) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    item = Referral.objects.get().id
    assert item in keyring.keys_of([item])
    answer(bob, NO)
    assert not Referral.objects.exists()
    assert not Voice.objects.exists()
    assert SOURCE.asks_for(bob) == []


def test_silence_lets_it_be_gone_too_and_the_page_says_when(mo: Person, bob: Person) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    with on(clock.today() + timedelta(days=29)):
        assert len(SOURCE.asks_for(bob)) == 1
        assert actions.destroy_old_referrals() == 0
    with on(clock.today() + timedelta(days=30)):
        assert SOURCE.asks_for(bob) == []
        assert actions.destroy_old_referrals() == 1
    assert not Referral.objects.exists()


def test_nobody_else_can_answer_or_see_it(mo: Person, bob: Person, charlie: Person, alice: Person) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    key = SOURCE.asks_for(bob)[0].key
    for stranger in (charlie, alice, mo):
        assert SOURCE.asks_for(stranger) == []
        for choice in (YES, NO):
            with pytest.raises(LookupError):
                SOURCE.answer(stranger, key, choice)
    assert len(SOURCE.asks_for(bob)) == 1


@pytest.mark.parametrize("key", ["", "nothing", "00000000-0000-4000-8000-000000000000 abc"])
def test_what_waits_no_more_cannot_be_answered(mo: Person, bob: Person, key: str) -> None:
    del mo
    for choice in (YES, NO, "perhaps"):
        with pytest.raises(LookupError):
            SOURCE.answer(bob, key, choice)


def test_answered_twice_it_is_answered_once(mo: Person, bob: Person) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    key = SOURCE.asks_for(bob)[0].key
    SOURCE.answer(bob, key, YES)
    with pytest.raises(LookupError):
        SOURCE.answer(bob, key, YES)
    assert Voice.objects.count() == 1


def test_a_yes_is_to_the_readers_who_were_named(mo: Person, bob: Person, organisation: Cast) -> None:
    from groundswell.checkins.tests.stage import opened_desk  # noqa: PLC0415 - of this test alone

    actions.refer(by=mo, person=bob, line="He works every weekend.")
    key = SOURCE.asks_for(bob)[0].key
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=organisation.dana)
    opened_desk(organisation.dana)
    with pytest.raises(LookupError):
        SOURCE.answer(bob, key, YES)
    assert "Dana" in SOURCE.asks_for(bob)[0].note, "it waits on, with the new readers named"


def test_a_dump_says_neither_whom_it_is_about_nor_who_wrote_nor_what(mo: Person, bob: Person) -> None:
    # Long names: two letters stand in every few thousand random bytes by chance.
    mo.name, bob.name = "Monique Aldersgate", "Robert Fennimore"
    mo.save(update_fields=["name"])
    bob.save(update_fields=["name"])
    actions.refer(by=mo, person=bob, line=CANARY)
    actions.refer(by=mo, person=bob, line="Another line.")
    dump = tables()
    for secret in (CANARY, bob.name, mo.name, bob.id.hex, mo.id.hex, str(bob.id), str(mo.id)):
        assert secret not in dump
    first, second = Referral.objects.all()
    assert first.tag != second.tag
    assert len(bytes(first.body)) == len(bytes(second.body))


def test_without_its_item_key_or_for_another_person_it_does_not_open(mo: Person, bob: Person, charlie: Person) -> None:
    actions.refer(by=mo, person=bob, line=CANARY)
    row = Referral.objects.get()
    key = keyring.keys_of([row.id])[row.id]
    for person, item_key in ((charlie, key), (bob, b""), (bob, bytes(32))):
        with pytest.raises(Unopenable):
            closed.opened(bytes(row.body), person=person.id, item=row.id, item_key=item_key)
    keyring.shred(row.id)
    assert queries.lines_about(bob) == []


def test_what_is_no_line_does_not_open(bob: Person) -> None:
    from groundswell.kit.seal import boxes  # noqa: PLC0415 - of this test alone

    box = boxes.encrypt(closed._key(bob.id, bob.id, b""), b"not padded")
    with pytest.raises(Unopenable):
        closed.opened(box, person=bob.id, item=bob.id, item_key=b"")


def test_the_log_says_that_and_not_whom(mo: Person, bob: Person) -> None:
    actions.refer(by=mo, person=bob, line=CANARY)
    answer(bob, YES)
    lines = list(Entry.objects.filter(context="checkins"))
    assert [(line.verb, line.object_id, line.changes) for line in lines] == [("refer", "", {})]


def test_the_same_line_sent_twice_waits_once(mo: Person, bob: Person) -> None:
    for _time in range(2):
        actions.refer(by=mo, person=bob, line="He works  every weekend. ")
    assert len(SOURCE.asks_for(bob)) == 1


def test_one_may_not_refer_oneself_who_left_or_without_the_role(
    mo: Person, bob: Person, lee: Person, charlie: Person
) -> None:
    for by, person in ((mo, mo), (mo, lee), (charlie, bob)):
        with pytest.raises(Refused):
            actions.refer(by=by, person=person, line="A line.")
    assert not Referral.objects.exists()


@pytest.mark.parametrize("line", ["", " \n ", "x" * 501])
def test_a_line_is_one_line(mo: Person, bob: Person, line: str) -> None:
    with pytest.raises(Refused):
        actions.refer(by=mo, person=bob, line=line)


@pytest.mark.slow
def test_more_than_fifty_are_too_many(mo: Person, bob: Person) -> None:
    role = people.standard_role(Grant.REFERRER)
    for number in range(rules.MOST_WAITING // rules.MOST_OF_ONE + 1):
        other = people.add_person(by=None, name=f"Zed{number}", email=f"zed{number}@example.org")
        people.assign_role(by=None, role=role, person=other)
        if len(queries.lines_about(bob)) == rules.MOST_WAITING:
            with pytest.raises(Refused, match="Talk to them"):
                actions.refer(by=other, person=bob, line="One more")
            break
        for line in range(rules.MOST_OF_ONE):
            actions.refer(by=other, person=bob, line=f"Line {line}")
    assert len(SOURCE.asks_for(bob)) == rules.MOST_WAITING


def test_whoever_writes_learns_nothing_of_what_was_answered_by_writing_more(
    mo: Person, bob: Person, charlie: Person, client_of: Callable[[Person], Client]
) -> None:
    for number in range(rules.MOST_OF_ONE):
        actions.refer(by=mo, person=bob, line=f"Line {number}")
    for each in SOURCE.asks_for(bob)[:3]:
        SOURCE.answer(bob, each.key, NO)
    left = len(SOURCE.asks_for(bob))
    for line in ("Line 0", "Line 1", "Line 2", "One more"):
        actions.refer(by=mo, person=bob, line=line)
    assert len(SOURCE.asks_for(bob)) == left, "what was declined does not come again"
    page = client_of(mo).get(reverse("checkins:refer")).text
    assert f"the first {rules.MOST_OF_ONE} lines within {rules.DAYS_TO_ANSWER} days" in page
    actions.refer(by=mo, person=charlie, line="Of somebody else")
    assert len(SOURCE.asks_for(charlie)) == 1
    with on(clock.today() + timedelta(days=rules.DAYS_TO_ANSWER)):
        actions.destroy_old_referrals()
        assert not ReferralMark.objects.exists()
        actions.refer(by=mo, person=bob, line="A month later")
        assert len(SOURCE.asks_for(bob)) == 1


def test_before_desks_are_open_nobody_is_referred(organisation: Cast) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=organisation.mo)
    with pytest.raises(Refused, match="open their desks first"):
        actions.refer(by=organisation.mo, person=organisation.bob, line="A line.")


def test_its_item_key_is_not_taken_for_a_left_over_one(mo: Person, bob: Person) -> None:
    actions.refer(by=mo, person=bob, line="A line.")
    item = Referral.objects.get().id
    assert item not in voices.suspect_item_keys()
    voices.destroy_orphaned_keys(suspects=[item])
    assert len(SOURCE.asks_for(bob)) == 1


def test_the_page_of_what_waits_asks_the_same_for_one_and_for_three(
    mo: Person, bob: Person, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for count in (1, 2):
        for number in range(count):
            actions.refer(by=mo, person=bob, line=f"Line {count} {number}")
        with django_assert_num_queries(5):  # type: ignore[operator]
            SOURCE.asks_for(bob)


@pytest.mark.slow
def test_it_waits_on_the_page_of_what_waits_and_is_answered_there(
    mo: Person, bob: Person, client_of: Callable[[Person], Client]
) -> None:
    actions.refer(by=mo, person=bob, line="He works every weekend.")
    browser = client_of(bob)
    assert "He works every weekend." in browser.get(reverse("waiting")).text
    (ask,) = asks_for(bob)
    browser.post(reverse("waiting"), {f"ask-{ask.key}": YES})
    assert Voice.objects.get().source == "referral"


@given(st.text(max_size=600))
def test_a_line_is_kept_as_one_line_or_not_at_all(text: str) -> None:
    read = rules.line_of(text)
    if isinstance(read, LineFault):
        assert (read is LineFault.EMPTY) == (not text.replace("\0", "").split())
    else:
        assert 0 < len(read) <= rules.LONGEST_LINE
        assert "\n" not in read
