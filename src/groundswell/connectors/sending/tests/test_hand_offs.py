"""A question that was handed on becomes a ticket: looked at first, once, and with no word that is not public."""

import html
import re

import pytest
from django.test import Client

from groundswell.connectors.sending import delivering
from groundswell.connectors.sending.letters import read
from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import Kind, State, What
from groundswell.connectors.sending.tests.conftest import Named
from groundswell.connectors.sending.tests.outside import Outside
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import actions as questions
from groundswell.questions.models import Author, HandOff, Item, Source
from groundswell.questions.records import Gone
from groundswell.questions.tests.scene import question, told
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TITLE, NOTE = "Zqkeyvogel does not fly", "Qxsecret: their boss waits for it."


@pytest.fixture
def handed(alice: Person) -> HandOff:
    """Return a question of a public forum that was handed to a team."""
    forum = Source.objects.create(name="Forum", kind="discourse", is_public=True)
    return questions.hand_off(by=alice, item=question(forum, title=TITLE), team="Platform", note=NOTE)


def prepared(by: Person, place: Place, hand_off: HandOff) -> Sending:
    return delivering.prepare(by=by, place=place, what=What.HAND_OFF, about=hand_off.id)


def sent(by: Person, sending: Sending) -> None:
    delivering.deliver(by=by, sending=Sending.objects.get(id=sending.id), digest=sending.digest)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [Kind.JIRA_CLOUD, Kind.JIRA, Kind.GITHUB, Kind.GITLAB])
def test_the_title_and_the_link_leave_and_neither_the_note_nor_what_was_said(
    kind: Kind, there: Outside, named: Named, alice: Person, handed: HandOff
) -> None:
    shown = prepared(alice, named(kind), handed)
    assert there.writes == []
    sent(alice, shown)
    [arrived], [letter] = there.writes, read(shown.letters)
    assert arrived.body == letter.body.encode()
    assert TITLE in letter.body
    assert "https://forum.example.org/t/1" in letter.body
    for inside in ("Qxsecret", "Platform", "How does 1 work", "Ann", "Alice"):
        assert inside not in letter.body
    now = HandOff.objects.get(id=handed.id)
    assert now.ticket == Sending.objects.get().link != ""


def test_there_is_one_ticket_of_it_however_many_trackers_there_are(
    there: Outside, named: Named, alice: Person, handed: HandOff
) -> None:
    one, other = (prepared(alice, named(kind), handed) for kind in (Kind.GITLAB, Kind.GITHUB))
    there.breaks = ["lose"]
    with pytest.raises(Refused, match="Nobody knows"):
        sent(alice, one)
    with pytest.raises(Refused, match="one ticket of it"):
        sent(alice, other)
    Sending.objects.filter(id=one.id).update(state=State.SENT)
    questions.note_ticket(by=alice, hand_off=handed, link="https://git.example.org/1")
    questions.note_ticket(by=alice, hand_off=handed, link="https://git.example.org/2")
    assert HandOff.objects.get().ticket == "https://git.example.org/1"
    with pytest.raises(Refused, match=r"in a tracker already, at https://git\.example\.org/1"):
        sent(alice, other)
    assert len(there.writes) == 1


def test_a_link_that_is_none_is_not_kept(alice: Person, bob: Person, handed: HandOff) -> None:
    questions.note_ticket(by=alice, hand_off=handed, link="javascript:alert(1)")
    assert HandOff.objects.get().ticket == ""
    with pytest.raises(PermissionError):
        questions.note_ticket(by=bob, hand_off=handed, link="https://git.example.org/1")


@pytest.mark.parametrize("why", ["private", "gone", "erased", "undone"])
def test_words_that_stay_inside_are_not_even_prepared(
    why: str, there: Outside, named: Named, alice: Person, handed: HandOff
) -> None:
    if why == "private":
        Source.objects.update(is_public=False)
    elif why == "gone":
        told(Source.objects.get(), Gone(key="1", of="item"))
    elif why == "erased":
        questions.erase(by=alice, identity=Author.objects.get(key="ann").identity)
    else:
        questions.undo_hand_off(by=alice, hand_off=handed)
    words = {"private": "its words stay here", "undone": "taken back"}.get(why, "Its words are gone")
    with pytest.raises(Refused, match=words):
        prepared(alice, named(Kind.GITLAB), handed)
    assert there.received == []


def test_erasing_whoever_asked_takes_the_letters_and_leaves_the_link(
    there: Outside, named: Named, alice: Person, handed: HandOff
) -> None:
    waiting = prepared(alice, named(Kind.GITHUB), handed)
    done = prepared(alice, named(Kind.GITLAB), handed)
    sent(alice, done)
    questions.erase(by=alice, identity=Author.objects.get(key="ann").identity)
    assert "Zqkeyvogel" not in repr(list(Sending.objects.values()))
    assert Sending.objects.get(id=done.id).link == HandOff.objects.get().ticket != ""
    with pytest.raises(Refused):
        sent(alice, waiting)
    assert len(there.writes) == 1


@pytest.mark.slow
def test_an_advocate_goes_from_the_question_to_its_ticket_and_back(
    organisation: Cast, named: Named, there: Outside, handed: HandOff
) -> None:
    advocate, member, item = Client(), Client(), f"/questions/{Item.objects.get().id}/"
    advocate.force_login(organisation.alice)
    member.force_login(organisation.bob)
    way = f"/outside/hand-offs/{handed.id}/"
    assert "No place takes it yet" in advocate.get(way).content.decode()
    place = named(Kind.GITLAB, name="Our tracker")
    assert way in advocate.get(item).content.decode()
    assert way not in member.get(item).content.decode()
    assert member.get(way).status_code == 404
    answer = advocate.post(way, {"where": f"handoff {place.id}"})
    shown = html.unescape(advocate.get(answer["Location"]).content.decode())
    assert TITLE in shown
    assert f"{item}#handed" in shown
    assert there.writes == [], "nothing leaves before it was looked at"
    digest = re.search(r'name="digest" value="(\w+)"', shown)[1]  # type: ignore[index]  # the page has it
    advocate.post(answer["Location"], {"digest": digest})
    ticket = HandOff.objects.get().ticket
    for page in (item, "/questions/handed/"):
        assert f'href="{ticket}"' in html.unescape(member.get(page).content.decode())
    assert way not in advocate.get(item).content.decode()
