"""No item carries a speaker's words further, or longer, than their yes goes."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks.action_items import actions, queries
from groundswell.talks.action_items.rules import Ending
from groundswell.talks.models import ActionItem, Meeting
from groundswell.talks.transcripts import actions as transcripts
from groundswell.talks.transcripts.rules import Consent, Cue, Reach
from groundswell.talks.transcripts.tests.scene import BOB_SAID, CHARLIE_SAID, a_meeting, say, share

pytestmark = pytest.mark.django_db


def texts(meeting: Meeting, person: Person) -> str:
    return " | ".join(f"{line.text} {line.reason}" for line in queries.items_at(meeting, person))


def take_back(person: Person, meeting: UUID) -> None:
    transcripts.answer_for_words(person=person, meeting=meeting, answer=Consent.REFUSED)


def test_what_is_copied_while_it_is_shared_is_hidden_when_the_yes_is_taken_back(
    alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie})
    share(bob, meeting.id)
    actions.raise_item(by=alice, meeting=meeting, text=BOB_SAID)
    own = actions.raise_item(by=alice, meeting=meeting, text="Ask the planner for time", person=charlie)
    after = a_meeting(alice, series=meeting.series, days_ago=0, cues=())
    assert BOB_SAID in texts(after, charlie)
    take_back(bob, meeting.id)
    for each in (meeting, after):
        assert BOB_SAID not in texts(each, charlie)
        assert "Its words were taken back." in texts(each, charlie)
        assert "Ask the planner for time" in texts(each, charlie), "what is in other words stays"
    assert BOB_SAID in texts(after, alice), "who keeps the meeting reads it, to write it anew"
    assert not next(line for line in queries.items_at(after, alice) if line.id == own.id).is_hidden


def test_what_is_hidden_is_written_anew_in_other_words_by_who_keeps_it_alone(
    alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    item = actions.raise_item(by=alice, meeting=meeting, text=BOB_SAID, person=charlie)
    take_back(bob, meeting.id)
    with pytest.raises(Refused, match="words of your own"):
        actions.rewrite_item(by=alice, item=item, text=f"So: {BOB_SAID}!")
    actions.end_item(item=item, ending=Ending.DONE)
    assert BOB_SAID not in texts(meeting, charlie), "an item that has ended stays hidden"
    actions.rewrite_item(by=alice, item=item, text="Mend the builds")
    assert texts(meeting, charlie).strip() == "Mend the builds"
    [line] = queries.items_at(meeting, alice)
    assert (line.owner, line.is_hidden) == ("Charlie", False)


def test_whoever_turns_out_to_be_another_takes_their_words_along_and_so_does_destroying(
    alice: Person, bob: Person, charlie: Person
) -> None:
    first, second = (a_meeting(alice, who={"Bob": bob}) for _ in range(2))
    for meeting in (first, second):
        share(bob, meeting.id)
        actions.raise_item(by=alice, meeting=meeting, text=BOB_SAID)
    say(alice, first, {"Bob": charlie})
    transcripts.destroy_words(by=alice, meeting=second)
    assert BOB_SAID not in texts(first, bob) + texts(second, bob)


def test_where_those_who_spoke_read_it_nobodys_words_are_carried_to_a_later_meeting(
    alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": alice}, reach=Reach.SPEAKERS)
    share(bob, meeting.id)
    later = a_meeting(alice, series=meeting.series, days_ago=0, cues=[Cue("Charlie", 0, 1, "Hello.")])
    say(alice, later, {"Charlie": charlie})
    for at in (meeting, later):
        with pytest.raises(Refused, match="yes does not go so far"):
            actions.raise_item(by=alice, meeting=at, text=BOB_SAID)
    actions.raise_item(by=alice, meeting=later, text=CHARLIE_SAID)  # one's own words are one's own
    item = actions.raise_item(by=alice, meeting=meeting, text="Mend the builds")
    with pytest.raises(Refused) as refused:
        actions.end_item(item=item, ending=Ending.GIVEN_UP, reason=BOB_SAID, by=alice)
    assert refused.value.field == "reason"


def test_words_of_three_or_more_are_not_copied_where_they_are_not_shared(alice: Person) -> None:
    meeting = a_meeting(alice, cues=[Cue("Bob", 0, 1, "I want to leave here."), Cue("Bob", 2, 3, "Yes, sure.")])
    with pytest.raises(Refused, match="words of your own"):
        actions.raise_item(by=alice, meeting=meeting, text="Talk: “I want to leave here”")
    with pytest.raises(Refused, match="words of your own"):
        actions.raise_item(by=alice, meeting=meeting, text="Talk", owner="I want to leave here")
    actions.raise_item(by=alice, meeting=meeting, text="Yes, sure: talk about it")
    assert ActionItem.objects.count() == 1


def test_the_page_of_a_hidden_item_takes_it_anew_from_who_keeps_it(
    client_of: Callable[[Person], Client], alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    share(bob, meeting.id)
    item = actions.raise_item(by=alice, meeting=meeting, text=BOB_SAID, person=charlie)
    here, there = (reverse(f"talks:{name}", args=[item.id]) for name in ("item", "rewrite_item"))
    keeper, owner = client_of(alice), client_of(charlie)
    assert keeper.post(there, {"text": "Mend"}).status_code == 404, "nothing is hidden yet"
    take_back(bob, meeting.id)
    assert "Write it anew" in keeper.get(reverse("talks:meeting", args=[meeting.id])).text
    assert "Write it anew" in keeper.get(here).text
    assert "Zqbuilds" not in owner.get(here).text
    assert "Write it anew" not in owner.get(here).text
    assert owner.post(there, {"text": "Mend"}).status_code == 404
    refused = keeper.post(there, {"text": BOB_SAID})
    assert refused.status_code == 422
    assert "words of your own" in refused.text
    assert keeper.post(there, {"text": "Mend the builds"}).status_code == 303
    assert "Mend the builds" in owner.get(here).text
