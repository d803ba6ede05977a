"""Silence lets nothing out of a talk, nor of somebody who has left."""

from datetime import timedelta

import pytest

from groundswell.kit import clock
from groundswell.kit.seal.boxes import new_secret
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.models import Concern, Wording
from groundswell.register.tests.conftest import Raise, desk_of, desks, raised
from groundswell.register.tests.test_publication import answer, checked, is_out
from groundswell.talks import actions as talks
from groundswell.talks.rules.points import Outcome
from groundswell.voices import actions as voices
from groundswell.voices.models import Consent
from groundswell.voices.rules import ConsentState
from groundswell.voices.tests.conftest import Desks, opened, say, sign
from tests.cast import Cast

__all__ = ["desks", "raised"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def six_more() -> None:
    """Let the organisation be large enough for silence to count at all."""
    for number in range(6):
        people.add_person(by=None, name=f"Zed{number}", email=f"zed{number}@example.org", joined_on=clock.today())


def eight_days_pass() -> None:
    """Let the letter that announces what was asked be eight days old."""
    before = clock.today() - timedelta(days=8)
    Consent.objects.update(asked_on=before)
    voices.announce_consents(day=before)


def publish(wording: Wording, by: Person) -> None:
    """Try to publish."""
    actions.publish_words(by=by, wording=Wording.objects.get(id=wording.id), desk=desk_of(by))


def stays(concern: Concern, wording: Wording, by: Person) -> bool:
    """Tell whether it is refused, because silence is no yes."""
    with pytest.raises(Refused, match="their silence is no yes"):
        publish(wording, by)
    return not is_out(concern)


def test_nothing_of_a_talk_goes_out_because_its_member_says_nothing(
    desks: Desks, organisation: Cast, alice: Person, raised: Raise
) -> None:
    first, second, third = say(desks, "One says this"), say(desks, "Two says that"), say(desks, "Three says other")
    talk = talks.talk_without_booking(unlocked=desks.alice, voice=first.voice, by_receipt=True, minutes=30)
    thread = opened(first)
    point = talks.note_point(thread=thread, talk=talk, text="Reviews take ages", nonce=new_secret()[:16])
    talks.agree(thread=thread, point=point, outcome=Outcome.REFUSED)
    concern = raised(voices=(first.voice, second.voice, third.voice))
    wording = checked(concern, Audience.ORGANISATION, alice, first.voice, second.voice, third.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    eight_days_pass()
    assert stays(concern, wording, alice)
    answer(first, ConsentState.AGREED)
    publish(wording, alice)
    assert is_out(concern), "a yes counts"


def test_a_talk_ends_the_days_to_object_that_run(
    desks: Desks, organisation: Cast, alice: Person, raised: Raise
) -> None:
    first, second, third = say(desks, "One says this"), say(desks, "Two says that"), say(desks, "Three says other")
    concern = raised(voices=(first.voice, second.voice, third.voice))
    wording = checked(concern, Audience.ORGANISATION, alice, first.voice, second.voice, third.voice)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    voices.announce_consents(day=clock.today())
    talks.talk_without_booking(unlocked=desks.alice, voice=first.voice, by_receipt=True, minutes=30)
    eight_days = clock.today() - timedelta(days=8)
    Consent.objects.filter(announced_on=clock.today()).update(asked_on=eight_days, announced_on=eight_days)
    assert stays(concern, wording, alice)


@pytest.mark.parametrize("is_asked_before", [True, False])
def test_nothing_goes_out_because_somebody_who_has_left_says_nothing(
    desks: Desks, organisation: Cast, alice: Person, bob: Person, raised: Raise, *, is_asked_before: bool
) -> None:
    first, second, third = sign(bob, desks, "My reviews wait"), say(desks, "Two says that"), say(desks, "Three other")
    behind = (first, second.voice, third.voice)
    if not is_asked_before:
        people.leave(by=organisation.ada, person=bob)
    concern = raised(voices=behind)
    wording = checked(concern, Audience.ORGANISATION, alice, *behind)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    if is_asked_before:
        people.leave(by=organisation.ada, person=bob)
    eight_days_pass()
    assert stays(concern, wording, alice)


def test_whoever_is_here_and_says_nothing_lets_it_out_after_seven_days(
    desks: Desks, organisation: Cast, alice: Person, bob: Person, raised: Raise
) -> None:
    first, second, third = sign(bob, desks, "My reviews wait"), say(desks, "Two says that"), say(desks, "Three other")
    behind = (first, second.voice, third.voice)
    concern = raised(voices=behind)
    wording = checked(concern, Audience.ORGANISATION, alice, *behind)
    actions.ask_authors(by=alice, wording=wording, desk=desk_of(alice))
    eight_days_pass()
    publish(wording, alice)
    assert is_out(concern)
