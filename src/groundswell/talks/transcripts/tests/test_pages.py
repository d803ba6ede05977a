"""The pages of meetings, as real requests."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks.action_items import actions as action_items
from groundswell.talks.models import ActionItem, Meeting
from groundswell.talks.recordings import actions as recordings
from groundswell.talks.transcripts.rules import Consent, Cue, Reach
from groundswell.talks.transcripts.tests.scene import (
    BOB_SAID,
    CHARLIE_SAID,
    a_meeting,
    read_by,
    room,
    share,
    speaker_in,
)
from groundswell.talks.transcripts.waiting import SpokenWords

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


def page_of(browser: Client, route: str, *about: object, **query: str) -> str:
    answer = browser.get(reverse(f"talks:{route}", args=about), query)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def waiting(browser: Client) -> str:
    return browser.get(reverse("waiting")).text


def answer(browser: Client, words: str, choice: str) -> None:
    """Answer the first question on the page of what waits whose card holds these words."""
    page = browser.get(reverse("waiting"))
    form = page.context["form"]
    field = next(name for name, ask in form.asks.items() if words in ask.question + ask.text)
    assert browser.post(reverse("waiting"), {field: choice}).status_code == 303


@pytest.mark.slow
def test_a_meeting_shows_who_shares_and_not_shared_for_the_others(
    client_of: Browsers, alice: Person, bob: Person, dana: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    assert client_of(dana).get(reverse("talks:meeting", args=[meeting.id])).status_code == 404
    answer(client_of(bob), "May others read what you said", Consent.SHARED)
    page = page_of(client_of(dana), "meeting", meeting.id)
    assert BOB_SAID in page
    assert "(not shared)" in page
    assert "Zqcharles" not in page
    assert CHARLIE_SAID not in page
    assert "everyone in the organisation" in page
    keepers = page_of(client_of(alice), "meeting", meeting.id)
    assert CHARLIE_SAID in keepers
    assert "read by you alone" in keepers


def test_what_waits_for_a_speaker_shows_no_word_and_nothing_is_preselected(
    client_of: Browsers, alice: Person, bob: Person
) -> None:
    a_meeting(alice, who={"Bob": bob}, reach=Reach.SPEAKERS)
    page = waiting(client_of(bob))
    assert "May others read what you said in “Zqretrospective”" in page
    assert "those who spoke in it, as Alice names them, and Alice" in page
    assert BOB_SAID not in page
    assert 'value="shared" checked' not in page
    assert "May others read" not in waiting(client_of(alice))


@pytest.mark.slow
def test_a_speaker_looks_first_says_yes_and_takes_it_back(
    client_of: Browsers, alice: Person, bob: Person, dana: Person
) -> None:
    meeting, browser = a_meeting(alice, who={"Bob": bob}), client_of(bob)
    own = reverse("talks:own_words", args=[meeting.id])
    assert BOB_SAID not in browser.get(own).text
    assert browser.post(own, {"words": "alone"}).status_code == 303
    assert BOB_SAID in browser.get(own).text
    assert read_by(dana, meeting) == ""
    browser.post(own, {"words": "shared"})
    assert BOB_SAID in page_of(client_of(dana), "meeting", meeting.id)
    browser.post(own, {"words": "refused"})
    assert client_of(dana).get(reverse("talks:meeting", args=[meeting.id])).status_code == 404
    assert "You took your yes back." in browser.get(own).text
    assert browser.post(own, {"words": "perhaps"}).status_code == 422
    assert browser.post(own, {}).status_code == 303


@pytest.mark.slow
def test_a_keeper_types_who_spoke_and_a_name_of_nobody_comes_back(
    client_of: Browsers, alice: Person, bob: Person
) -> None:
    meeting, browser = a_meeting(alice), client_of(alice)
    here = reverse("talks:speakers", args=[meeting.id])
    ids = {speaker.name: f"s-{speaker.id}" for speaker in room(alice, meeting).speakers}
    wrong = browser.post(here, {ids["Bob"]: "Nobody Known"})
    assert wrong.status_code == 422
    assert "Nobody here has this name or address." in wrong.text
    assert "Nobody Known" in wrong.text
    assert browser.post(here, {ids["Bob"]: " bob ", ids["Zqcharles"]: "charlie@example.org"}).status_code == 303
    assert speaker_in(alice, meeting, "Bob").person == bob.id
    assert 'value="bob@example.org"' in browser.get(here).text
    Person.objects.create(name="Bob", email="bob2@example.org")
    assert "Several people have this name." in browser.post(here, {ids["Bob"]: "Bob"}).text


def test_somebody_who_is_in_no_transcript_is_named_on_the_same_page(
    client_of: Browsers, alice: Person, dana: Person
) -> None:
    meeting, browser = a_meeting(alice, cues=()), client_of(alice)
    add = reverse("talks:add_speaker", args=[meeting.id])
    assert browser.post(add, {"person": ""}).status_code == 422
    assert browser.post(add, {"person": "Dana"}).status_code == 303
    assert "Dana" in page_of(browser, "speakers", meeting.id)
    assert "Nothing is asked of you here" in page_of(client_of(dana), "own_words", meeting.id)


@pytest.mark.slow
def test_a_recording_is_linked_asked_about_and_shown_as_an_address_to_copy(
    client_of: Browsers, alice: Person, bob: Person
) -> None:
    meeting = a_meeting(alice, cues=[Cue("Bob", 0, 1, "Hi.")], who={"Bob": bob}, reach=Reach.SPEAKERS)
    here = reverse("talks:recording", args=[meeting.id])
    browser = client_of(alice)
    wrong = browser.post(here, {"kind": "link", "address": "the drive"})
    assert "An address looks like" in wrong.text
    assert "at least a day before" in browser.get(here).text
    assert (
        "A stream is announced on a day before"
        in browser.post(here, {"kind": "stream", "address": "https://v.example"}).text
    )
    assert browser.post(here, {"kind": "link", "address": "https://v.example/1"}).status_code == 303
    assert "https://v.example/1" not in page_of(client_of(bob), "meeting", meeting.id)
    assert "not everybody who spoke has said yes" in page_of(browser, "meeting", meeting.id)
    assert "Who has not, nobody is told." in browser.get(here).text
    answer(client_of(bob), "May the recording", Consent.SHARED)
    page = page_of(client_of(bob), "meeting", meeting.id)
    assert "https://v.example/1" in page
    assert 'href="https://v.example' not in page, "no page leads out of the house"
    client_of(bob).post(reverse("talks:own_words", args=[meeting.id]), {"recording": "refused"})
    assert "https://v.example/1" not in page_of(client_of(bob), "meeting", meeting.id)
    assert browser.post(reverse("talks:unlink_recording", args=[meeting.id])).status_code == 303


def test_what_was_said_is_destroyed_and_its_items_stay(client_of: Browsers, alice: Person, bob: Person) -> None:
    meeting, browser = a_meeting(alice, who={"Bob": bob}), client_of(alice)
    recordings.link_recording(by=alice, meeting=meeting, address="https://v.example/1")
    action_items.raise_item(by=alice, meeting=meeting, text="Ask for hours")
    assert "from old backups too" in page_of(browser, "destroy_words", meeting.id)
    assert browser.post(reverse("talks:destroy_words", args=[meeting.id])).status_code == 303
    page = page_of(browser, "meeting", meeting.id)
    assert "Ask for hours" in page
    assert "Nothing was written down, or it is gone." in page


@pytest.mark.parametrize("asked", ["9" * 5000, "²", "-1", "99"])
def test_a_proposal_that_is_none_fills_nothing_in(client_of: Browsers, alice: Person, bob: Person, asked: str) -> None:
    here = reverse("talks:items", args=[a_meeting(alice, who={"Bob": bob}).id])
    answer = client_of(alice).get(here, {"from": asked})
    assert answer.status_code == 200
    assert not answer.context["form"].initial


@pytest.mark.slow
def test_an_item_is_taken_up_from_a_proposal_confirmed_and_answered(
    client_of: Browsers, alice: Person, bob: Person, charlie: Person
) -> None:
    meeting = a_meeting(alice, who={"Bob": bob, "Zqcharles": charlie})
    browser, here = client_of(alice), reverse("talks:items", args=[meeting.id])
    page = browser.get(here, {"from": "0"})
    assert page.context["form"].initial["person"] == "charlie@example.org"
    assert "text" not in page.context["form"].initial, "what is to be done is written by a person"
    assert page.context["form"].initial["due_on"] is not None
    copied = browser.post(here, {"text": CHARLIE_SAID})
    assert copied.status_code == 422
    assert "Use words of your own." in copied.text
    assert browser.post(here, {"text": ""}).status_code == 422
    assert browser.post(here, {"text": "A page on deploys", "person": "charlie@example.org"}).status_code == 303
    share(charlie, meeting.id)
    assert "text" not in browser.get(here, {"from": "0"}).context["form"].initial, "shared words neither"
    assert browser.get(here, {"from": "99"}).context["form"].initial == {}
    assert "Charlie (asked)" in re.sub(r"</?bdi>", "", page_of(browser, "meeting", meeting.id))
    others = page_of(client_of(bob), "meeting", meeting.id)
    assert "somebody is asked" in others
    assert "Charlie" not in others
    answer(client_of(charlie), "A page on deploys", "yes")
    assert "What I said I would do" in page_of(client_of(charlie), "meetings")
    item = ActionItem.objects.get()
    mine = reverse("talks:item", args=[item.id])
    assert client_of(bob).get(mine).status_code == 404
    assert client_of(charlie).post(mine, {"ending": "given up"}).status_code == 422
    assert client_of(charlie).post(mine, {"ending": "done"}).status_code == 303
    assert "It has ended." in client_of(charlie).get(mine).text


@pytest.mark.slow
def test_who_took_something_on_can_leave_it_to_others(client_of: Browsers, alice: Person, bob: Person) -> None:
    item = action_items.raise_item(by=alice, meeting=a_meeting(alice), text="Ask", person=bob)
    answer(client_of(bob), "Ask", "no")
    assert "Ask" not in waiting(client_of(bob))
    assert client_of(bob).post(reverse("talks:decline_item", args=[item.id])).status_code == 404
    other = action_items.raise_item(by=alice, meeting=item.raised_at, text="Tell", person=bob)
    assert client_of(bob).post(reverse("talks:decline_item", args=[other.id])).status_code == 303


def test_an_answer_that_waits_no_more_is_said(client_of: Browsers, alice: Person, bob: Person) -> None:
    meeting, browser = a_meeting(alice, who={"Bob": bob}), client_of(bob)
    form = browser.get(reverse("waiting")).context["form"]
    [field] = form.asks
    share(bob, meeting.id)
    late = browser.post(reverse("waiting"), {field: "refused"})
    assert read_by(bob, meeting)
    assert late.status_code in {303, 422}


@pytest.mark.slow
def test_a_page_of_a_transcript_turns_over(client_of: Browsers, alice: Person) -> None:
    meeting = a_meeting(alice, cues=[Cue("Bob", n, n, f"Number {n}.") for n in range(250)])
    first, last = (
        page_of(client_of(alice), "meeting", meeting.id),
        page_of(client_of(alice), "meeting", meeting.id, page="3"),
    )
    assert "Number 0." in first
    assert "Number 100." not in first
    assert "Number 249." in last
    assert 'href="quote/2/49/"' in last
    assert client_of(alice).get(reverse("talks:new_quote", args=[meeting.id, 2, 49])).status_code == 200


@pytest.mark.slow
def test_empty_pages_say_what_to_do_first(client_of: Browsers, alice: Person, bob: Person) -> None:
    assert "Bring one in" in page_of(client_of(alice), "meetings")
    assert "No meeting is here that you spoke in" in page_of(client_of(bob), "meetings")
    assert "Bring a meeting in" not in page_of(client_of(bob), "meetings")
    meeting = a_meeting(alice, cues=())
    page = page_of(client_of(alice), "meeting", meeting.id)
    assert "Nothing to do came of it yet." in page
    assert "Nothing was written down, or it is gone." in page


def queries_of(browser: Client, path: str, counted: Any) -> int:  # noqa: ANN401 - pytest-django's own kind
    browser.get(path)
    with counted as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.slow
@pytest.mark.parametrize("route", ["meetings", "waiting"])
def test_one_meeting_and_three_cost_the_same(
    route: str, client_of: Browsers, alice: Person, bob: Person, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    path = reverse(route if route == "waiting" else f"talks:{route}")
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            meeting = a_meeting(alice, who={"Bob": bob})
            action_items.raise_item(by=alice, meeting=meeting, text="Ask", person=bob)
            recordings.link_recording(by=alice, meeting=meeting, address="https://v.example/1")
        counts.append(queries_of(client_of(bob), path, django_assert_max_num_queries(60)))
    assert counts[0] == counts[1]


@pytest.mark.slow
def test_one_speaker_and_three_items_and_one_cost_the_same(
    client_of: Browsers, alice: Person, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    counts = []
    for many in (1, 3):
        cues = [Cue(f"Speaker {n}", n, n, "Hi.") for n in range(many)]
        meeting: Meeting = a_meeting(alice, cues=cues)
        for _ in range(many):
            action_items.raise_item(by=alice, meeting=meeting, text="Ask")
        path = reverse("talks:meeting", args=[meeting.id])
        counts.append(queries_of(client_of(alice), path, django_assert_max_num_queries(60)))
    assert counts[0] == counts[1]


def test_no_line_of_a_page_is_markup(client_of: Browsers, alice: Person) -> None:
    meeting = a_meeting(alice, cues=[Cue("<b>Bob", 0, 1, "<script>alert(1)</script> & so on")])
    page = page_of(client_of(alice), "meeting", meeting.id)
    assert "<script>alert" not in page
    assert not re.search(r"<b>Bob", page)


def test_who_keeps_meetings_and_leaves_is_told_what_nobody_can_do_any_more(
    client_of: Browsers, alice: Person, ada: Person
) -> None:
    leaving = reverse("leave", args=[alice.id])
    assert "The meetings that Alice keeps" not in client_of(ada).get(leaving).text
    a_meeting(alice)
    assert "The meetings that Alice keeps" in client_of(ada).get(leaving).text


def test_what_is_no_answer_changes_nothing_and_what_waits_no_more_is_said(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice, who={"Bob": bob})
    recordings.link_recording(by=alice, meeting=meeting, address="https://v.example/1")
    action_items.raise_item(by=alice, meeting=meeting, text="Ask", person=bob)
    spoken = SpokenWords()
    keys = [ask.key for ask in spoken.asks_for(bob)]
    assert [key.split(" ")[0] for key in keys] == ["words", "recording", "item"]
    for key in (*keys, f"words {alice.id}", "nonsense"):
        with pytest.raises((LookupError, Refused)):
            spoken.answer(bob, key, "perhaps")
    assert [ask.key for ask in spoken.asks_for(bob)] == keys
    for key, choice in zip(keys, ("refused", "refused", "no"), strict=True):
        spoken.answer(bob, key, choice)
        with pytest.raises(LookupError):
            spoken.answer(bob, key, choice)
    assert spoken.asks_for(bob) == []
    assert list(spoken.asks_for(alice)) == []
