"""Whoever takes a question over knows what is known; nobody outside waits for our asking each other."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions import actions
from groundswell.questions.models import Effort, Finding, HandOff, Item, Source
from groundswell.questions.queries import queue, reading, working
from groundswell.questions.rules.lists import Lists
from groundswell.questions.tests.scene import firefighter, question, replied
from tests.cast import Cast

type ClientOf = Callable[[Person], Client]

pytestmark = [pytest.mark.usefixtures("noon"), pytest.mark.django_db]


def keys(which: Lists) -> list[str]:
    return [each.key for each in queue.listed(which)]


def test_what_is_only_asked_of_somebody_waits_in_the_queue_and_says_so(forum: Source, organisation: Cast) -> None:
    item, dana = question(forum), organisation.dana
    made = actions.hand_off(by=organisation.alice, item=item, person=dana)
    assert keys(Lists.UNANSWERED) == keys(Lists.HANDED_OFF) == ["1"]
    assert [line.asked for line in reading.lines_of(queue.listed(Lists.UNANSWERED))] == [dana.name]
    assert len(working.box_for(organisation.charlie).box.places) == 1, "it rises to others"
    actions.accept_hand_off(by=dana, hand_off=made)
    assert queue.mine(dana) == [item], "what they accepted is among what they have"
    assert [line.asked for line in reading.lines_of(queue.listed(Lists.UNANSWERED))] == [""]


def test_what_whoever_accepted_it_leaves_behind_rises_to_others(forum: Source, organisation: Cast) -> None:
    item, dana, charlie = question(forum), organisation.dana, organisation.charlie
    made = actions.hand_off(by=organisation.alice, item=item, person=dana)
    actions.accept_hand_off(by=dana, hand_off=made)
    with pytest.raises(Refused, match="Somebody else"):
        actions.take(by=charlie, item=item)
    today = clock.today()
    people.be_away(by=dana, person=dana, from_on=today, to_on=today + timedelta(days=2))
    assert keys(Lists.LEFT_BEHIND) == ["1"]
    actions.take(by=charlie, item=item)
    assert queue.mine(charlie) == [item]
    assert working.handed_to(dana) == []


def test_who_takes_what_another_was_asked_ends_the_asking_and_who_was_asked_accepts(
    forum: Source, organisation: Cast
) -> None:
    item, other = question(forum), question(forum, "2")
    made = actions.hand_off(by=organisation.alice, item=item, person=organisation.dana)
    actions.take(by=organisation.charlie, item=item)
    with pytest.raises(Refused, match="taken back"):
        actions.accept_hand_off(by=organisation.dana, hand_off=made)
    actions.hand_off(by=organisation.alice, item=other, person=organisation.dana)
    actions.take(by=organisation.dana, item=other)
    assert HandOff.objects.get(item=other).accepted_on == clock.today()


def test_a_team_has_it_when_it_accepts_and_then_it_is_out_of_the_queue(forum: Source, organisation: Cast) -> None:
    item, alice = question(forum), organisation.alice
    made = actions.hand_off(by=alice, item=item, team="Docs")
    assert keys(Lists.UNANSWERED) == ["1"]
    actions.accept_hand_off(by=alice, hand_off=made)
    assert (keys(Lists.UNANSWERED), keys(Lists.HANDED_OFF)) == ([], ["1"])
    actions.undo_hand_off(by=alice, hand_off=made)
    assert keys(Lists.UNANSWERED) == ["1"]


def test_what_goes_to_the_advocates_by_itself_says_what_is_known(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    item, bob = replied(forum, question(forum), "cat", 5), organisation.bob
    client = client_of(bob)
    page = reverse("questions:item", args=[item.id])
    client.post(reverse("questions:spend", args=[item.id]), {"minutes": 121, "words": "Zqownwords"})
    assert "tell them what you found out" in client.get(page).content.decode()
    made = HandOff.objects.get()
    assert "more than a firefighter" in made.note
    assert "1 reply so far; the last voice, of 25 Nov 2026, is not ours." in made.note
    assert "Zqownwords" not in made.note, "what only they read stays so until they hand it on"
    note = reverse("questions:note", args=[made.id])
    assert "Zqownwords" in client.get(note).content.decode(), "their own lines are offered"
    assert client_of(organisation.charlie).get(note).status_code == 404
    assert client.post(note, {"note": "It is the proxy."}).status_code == 303
    assert "It is the proxy." in client_of(organisation.alice).get(page).content.decode()
    actions.say_outcome(by=organisation.alice, hand_off=made, outcome="Mended.")
    told = client.post(note, {"note": "Zqlate"})
    assert "outcome already" in told.content.decode()
    assert "Zqlate" in told.content.decode(), "nothing typed is lost"


def test_a_hand_off_without_a_word_says_where_it_stands(forum: Source, organisation: Cast) -> None:
    item = question(forum)
    actions.estimate(by=organisation.alice, item=item, minutes=90)
    made = actions.hand_off(by=organisation.alice, item=Item.objects.get(), person=organisation.dana)
    assert made.note == "Nobody replied so far.\nSomebody estimated that it takes 1.5 h."


def test_the_form_to_hand_on_begins_with_what_one_noted(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item = question(forum)
    actions.spend(by=organisation.alice, item=item, minutes=15, words="Asked for the log")
    actions.spend(by=organisation.bob, item=item, minutes=15, words="Zqofbob")
    told = client_of(organisation.alice).get(reverse("questions:hand_off", args=[item.id])).content.decode()
    assert "Asked for the log" in told
    assert "Zqofbob" not in told


def test_the_note_of_the_hard_stop_names_what_one_has_and_had_planned(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    bob = organisation.bob
    firefighter(bob)
    had, like = question(forum, "had", 30, title="Zqhad"), question(forum, "like", 90, title="Zqlike")
    question(forum, "planned", 20, title="Zqplanned")
    Finding.objects.create(item=had, earlier=[[like.id, 0.9, 0.9]], found_at=clock.now())
    actions.take(by=bob, item=had)
    actions.spend(by=bob, item=had, minutes=100, words="Zqnoted")
    actions.spend(by=bob, item=like, minutes=20)
    found = working.box_for(bob)
    assert found.left.is_over
    assert found.fitting == []
    lines = {known.item.key: "\n".join(known.lines) for known in found.to_hand_on}
    assert next(iter(lines)) == "had"
    assert "planned" in lines
    for known in ("Nobody replied so far.", "Zqnoted", "Like it: Zqlike (https://forum.example.org/t/like)"):
        assert known in lines["had"]
    told = client_of(bob).get("/questions/box/").content.decode()
    assert "Zqnoted" in told
    assert "Hard stop" in told


def test_the_same_minutes_clicked_twice_count_once(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item, client = question(forum), client_of(organisation.bob)
    spend = reverse("questions:spend", args=[item.id])

    def after() -> str:
        return str(client.get(reverse("questions:item", args=[item.id])).context["after"])

    first = after()
    for _time in range(2):
        assert client.post(spend, {"minutes": 15, "after": first}).status_code == 303
    assert [each.minutes for each in Effort.objects.all()] == [15]
    client.post(spend, {"minutes": 15, "after": after()})
    client.post(spend, {"minutes": 30, "after": first})
    assert sorted(each.minutes for each in Effort.objects.all()) == [15, 15, 30], "what is meant twice counts twice"
    for each in Effort.objects.all():
        actions.take_back_effort(by=organisation.bob, effort=each)
    client.post(spend, {"minutes": 15, "after": after()})
    assert Effort.objects.count() == 1


def test_what_was_only_asked_before_the_upgrade_waits_again(forum: Source, organisation: Cast) -> None:
    asked, had = question(forum, "asked"), question(forum, "had")
    actions.hand_off(by=organisation.alice, item=asked, person=organisation.dana)
    actions.accept_hand_off(
        by=organisation.alice, hand_off=actions.hand_off(by=organisation.alice, item=had, team="Docs")
    )
    Item.objects.update(is_handed_off=True)
    import_module("groundswell.questions.migrations.0007_what_is_asked_waits_in_the_queue").let_wait(apps, None)
    assert keys(Lists.UNANSWERED) == ["asked"]
