"""A keeper reads what is not shared while they are an advocate or an alternate, and afterwards others can end it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment
from groundswell.people.rules import Grant
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.action_items import queries as items
from groundswell.talks.models import SpokenPart
from groundswell.talks.quotes import actions as quoting
from groundswell.talks.quotes.rules import Act, State
from groundswell.talks.transcripts import actions, queries
from groundswell.talks.transcripts.rules import Consent, Reach
from groundswell.talks.transcripts.tests.scene import BOB_SAID, CHARLIE_SAID, a_meeting, read_by, room, share
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


def without_roles(person: Person) -> Person:
    """End every role of somebody who stays."""
    for assignment in RoleAssignment.objects.filter(person=person):
        people.end_role(by=None, assignment=assignment)
    return Person.objects.get(id=person.id)


def test_whoever_was_an_advocate_reads_nothing_more_of_the_meetings_they_kept(
    client_of: Browsers, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie}, reach=Reach.SPEAKERS)
    actions.answer_for_words(person=bob, meeting=meeting.id, answer=Consent.REFUSED)
    assert BOB_SAID in read_by(alice, meeting)
    former = without_roles(alice)
    assert queries.room_for(former, meeting.id) is None
    assert client_of(former).get(reverse("talks:meeting", args=[meeting.id])).status_code == 404
    assert "Zqretrospective" not in client_of(former).get(reverse("talks:meetings")).text


def test_whoever_was_an_advocate_and_spoke_reads_as_any_other_speaker(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": alice}, reach=Reach.SPEAKERS)
    actions.answer_for_words(person=alice, meeting=meeting.id, answer=Consent.ALONE)
    former = without_roles(alice)
    assert CHARLIE_SAID in read_by(former, meeting)
    assert BOB_SAID not in read_by(former, meeting)


def test_whoever_was_an_advocate_reads_no_draft_of_a_quote(client_of: Browsers, alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob}, reach=Reach.SPEAKERS)
    found = queries.cue_at(room(alice, meeting), 0, 0)
    assert found is not None
    quote = quoting.draft_quote(by=alice, speaker=found[0], page=0, cue=found[1], words=found[1].text)
    former = without_roles(alice)
    assert client_of(former).get(reverse("talks:quote", args=[quote.id])).status_code == 404


def test_an_advocate_again_keeps_their_meetings_again(organisation: object, alice: Person, bob: Person) -> None:
    del organisation
    meeting = a_meeting(alice, who={"Bob": bob})
    role = RoleAssignment.objects.filter(person=alice).select_related("role").earliest("from_on").role
    former = without_roles(alice)
    people.assign_role(by=None, role=role, person=former)
    assert BOB_SAID in read_by(Person.objects.get(id=alice.id), meeting)


def advocate(person: Person) -> Person:
    """Let somebody be an advocate from today on."""
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=person, from_on=clock.today())
    return Person.objects.get(id=person.id)


def test_a_new_advocate_destroys_what_was_said_where_nobody_keeps_it_and_reads_nothing_of_it(
    client_of: Browsers, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob}, reach=Reach.SPEAKERS)
    browser = client_of(advocate(charlie))
    assert "nobody keeps" not in browser.get(reverse("talks:meetings")).text
    assert browser.get(reverse("talks:left_meeting", args=[meeting.id])).status_code == 404, "Alice keeps it"
    without_roles(alice)
    assert "1 meeting that nobody keeps" in browser.get(reverse("talks:meetings")).text
    page = browser.get(reverse("talks:left_meetings")).text + browser.get(f"/meetings/{meeting.id}/left/").text
    assert "Zq" not in page, "neither title, name nor word"
    assert browser.get(reverse("talks:meeting", args=[meeting.id])).status_code == 404
    assert browser.post(reverse("talks:destroy_left", args=[meeting.id])).status_code == 303
    assert not SpokenPart.objects.exists()
    assert "There is none" in browser.get(reverse("talks:left_meetings")).text


def test_whoever_has_left_asks_a_new_advocate_who_takes_their_name_out_and_learns_nothing(
    client_of: Browsers, organisation: Cast, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    without_roles(alice)
    people.leave(by=organisation.ada, person=bob)
    browser = client_of(advocate(charlie))
    assert BOB_SAID in read_by(charlie, meeting)
    address = reverse("talks:left_meeting", args=[meeting.id])
    told = [browser.post(address, {"person": who.email}, follow=True).text for who in (bob, organisation.dana)]
    assert all("Nobody is told whether they were" in each for each in told)
    assert read_by(charlie, meeting) == ""
    assert browser.post(address, {"person": "Nobody Atall"}).status_code == 422
    assert browser.post(address, {"person": ""}).status_code == 422


def test_a_reader_takes_a_quote_down_where_nobody_keeps_it(
    client_of: Browsers, organisation: Cast, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    found = queries.cue_at(room(alice, meeting), 0, 0)
    assert found is not None
    quote = quoting.draft_quote(by=alice, speaker=found[0], page=0, cue=found[1], words=found[1].text)
    quoting.ask_speaker(by=alice, quote=quote)
    quote.refresh_from_db()
    quoting.answer_quote(quote=quote, answer=quoting.Answer(Act.APPROVE, bytes(quote.asked or b"").hex()))
    quoting.publish_quote(by=alice, quote=quote, name="")
    address = reverse("talks:withdraw_quote", args=[quote.id])
    reader = client_of(advocate(charlie))
    assert reader.post(address).status_code == 404, "while Alice keeps it"
    without_roles(alice)
    assert client_of(organisation.dana).post(address).status_code == 404
    assert "Take it down" in reader.get(reverse("talks:quote", args=[quote.id])).text
    assert reader.post(address).status_code == 303
    quote.refresh_from_db()
    assert quote.state == State.WITHDRAWN


def test_what_a_leaver_had_taken_on_is_nobodys_and_its_keeper_asks_somebody_else(
    client_of: Browsers, organisation: Cast, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    item = action_items.raise_item(by=alice, meeting=meeting, text="A page about something", person=bob)
    action_items.accept_item(item=item)
    address = reverse("talks:ask_item", args=[item.id])
    assert client_of(alice).post(address, {"person": charlie.email}).status_code == 404, "Bob does it"
    people.leave(by=organisation.ada, person=bob)
    [line] = items.items_at(meeting, alice)
    assert (line.owner, line.is_accepted, line.has_owner_here) == ("", False, False)
    assert "Ask them" in client_of(alice).get(reverse("talks:item", args=[item.id])).text
    assert client_of(alice).post(address, {"person": "nobody"}).status_code == 422
    assert client_of(charlie).post(address, {"person": charlie.email}).status_code == 404
    assert client_of(alice).post(address, {"person": charlie.email}).status_code == 303
    assert [each.id for each in items.asked_of(charlie)] == [item.id]


def test_items_of_meetings_that_nobody_keeps_are_ended_by_whoever_reads_them_and_by_nobody_else(
    client_of: Browsers, alice: Person, bob: Person, charlie: Person, otto: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie}, reach=Reach.SPEAKERS)
    free = action_items.raise_item(by=alice, meeting=meeting, text="A page about something", owner="a guest")
    taken = action_items.raise_item(by=alice, meeting=meeting, text="Another page about it", person=bob)
    assert client_of(charlie).get(reverse("talks:item", args=[free.id])).status_code == 404
    without_roles(alice)
    assert client_of(otto).get(reverse("talks:item", args=[free.id])).status_code == 404, "it is not there for them"
    assert client_of(charlie).get(reverse("talks:item", args=[taken.id])).status_code == 404, "Bob is asked"
    assert reverse("talks:item", args=[free.id]) in client_of(charlie).get(f"/meetings/{meeting.id}/").text
    assert client_of(charlie).post(reverse("talks:item", args=[free.id]), {"ending": "done"}).status_code == 303
    assert not next(each for each in items.items_at(meeting, bob) if each.id == free.id).is_open
