"""The pages of what teaches, of events and of duties, as people use them, without script."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from groundswell.kit import clock
from groundswell.propositions.models import Decision
from groundswell.talks.models import Quote
from groundswell.teaching.models import Duty, Event, HandOver, Piece, Point
from groundswell.teaching.panels import Teaching
from groundswell.teaching.ports import Repeats, repeat_questions, solved_threads
from groundswell.teaching.rules.pieces import Origin, Stage
from groundswell.teaching.tests.conftest import (
    ClientOf,
    Forum,
    begun,
    noted,
    page,
    plugged,
    process,
    published,
    take_back,
)
from tests.cast import Cast


def sent(client: Client, route: str, *args: object, **typed: object) -> HttpResponse:
    answer: HttpResponse = client.post(reverse(f"teaching:{route}", args=args), typed)  # type: ignore[assignment]
    return answer


def told(client: Client, route: str, *args: object, **typed: object) -> str:
    """Send a form, and return the page that follows."""
    return client.get(sent(client, route, *args, **typed)["Location"]).content.decode()


def refused(answer: HttpResponse, words: str) -> bool:
    return answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and words in answer.content.decode()


@pytest.mark.slow
def test_an_empty_installation_says_what_to_do_first(organisation: Cast, client_of: ClientOf) -> None:
    planner, member = client_of(organisation.mo), client_of(organisation.bob)
    assert "Begin with the question that came most often" in page(planner, "pieces")
    assert "Nothing is on its way yet." in page(member, "pieces")
    assert "No question was solved in public yet" in page(planner, "solved")
    assert "No call for papers is open" in page(member, "events")
    assert "Begin with what is forgotten most often" in page(planner, "duties")
    assert "There is no duty yet." in page(member, "duties")
    assert "No change of a process has come out yet" in page(member, "changes")
    assert "Nothing is published to everybody yet." in page(Client(), "learn")
    assert "Nothing that was made public has changed something yet." in page(Client(), "public_changed")


@pytest.mark.slow
def test_a_piece_is_written_brought_on_published_counted_and_looked_at_again(
    organisation: Cast, client_of: ClientOf
) -> None:
    client = client_of(organisation.mo)
    typed = {"kind": "post", "title": "How to restart", "words": "## Stop\n\nThen *start*.", "hours": "2,5"}
    assert sent(client, "begin", **typed).status_code == HTTPStatus.SEE_OTHER
    piece = Piece.objects.get()
    assert "<em>start</em>" in page(client, "piece", piece.id)
    sent(client, "move", piece.id, to="draft")
    assert "Say for whom it is" in told(client, "move", piece.id, to="review")
    sent(client, "edit", piece.id, **typed, revision=1, for_whom="People with a server", aim="They do it alone")
    sent(client, "move", piece.id, to="review")
    sent(client, "move", piece.id, to="scheduled", scheduled_on=clock.today().isoformat())
    assert "To come out" in page(client, "piece", piece.id)
    assert refused(sent(client, "publish", piece.id), "Choose who reads it.")
    sent(client, "publish", piece.id, readers="public")
    assert "How to restart" in page(Client(), "learn")
    assert refused(sent(client, "reach", piece.id, count="many", day="2026-11-25", source="us"), "whole number")
    sent(client, "reach", piece.id, count="120", day="2026-11-25", source="our site")
    shown = page(client_of(organisation.bob), "piece", piece.id)
    assert "120 readers" in shown
    assert "our site" in shown
    assert "not known yet" in shown
    sent(client, "revisit", piece.id, outcome="They do it alone.")
    assert "They do it alone." in page(client, "piece", piece.id)


@pytest.mark.slow
def test_what_was_typed_comes_back_and_what_stands_there_is_beside_it(organisation: Cast, client_of: ClientOf) -> None:
    client, piece = client_of(organisation.mo), begun(organisation)
    answer = sent(client, "begin", kind="post", title="Mine", link="nowhere", cost="many")
    assert refused(answer, 'value="nowhere"')
    assert "Write a number in digits" in answer.content.decode()
    sent(client, "edit", piece.id, kind="post", title="Faster", words="Theirs.", revision=1)
    answer = sent(client, "edit", piece.id, kind="post", title="Slower", revision=1)
    assert refused(answer, 'value="Slower"')
    assert "Theirs." in answer.content.decode()


@pytest.mark.slow
def test_a_solved_question_opens_as_a_draft_in_one_act(organisation: Cast, client_of: ClientOf) -> None:
    client, forum = client_of(organisation.mo), Forum()
    with plugged(solved_threads, forum):
        assert "Restart hangs" in page(client, "solved")
        for form, kind in (("faq", "docs"), ("post", "post"), ("talk", "talk"), ("podcast", "podcast")):
            sent(client, "draft", thread=forum.thread.id, **{"as": form})
            piece = Piece.objects.get(kind=kind)
            assert (piece.stage, piece.origin, piece.origin_id) == (Stage.DRAFT, Origin.QUESTION, forum.thread.id)
            assert "> Use tide." in piece.words
        for wrong in ({"thread": "none", "as": "faq"}, {"thread": forum.thread.id, "as": "poem"}, {}):
            assert sent(client, "draft", **wrong)["Location"] == reverse("teaching:solved")
        assert Piece.objects.count() == 4
        piece = published(organisation, source=(Origin.QUESTION, forum.thread.id))
        forum.change = Repeats(4.0, 1.5, -4.1, -0.9, 0.95, 12, 6, "/questions/?repeat=1")
        with plugged(repeat_questions, forum):
            shown = page(client, "piece", piece.id)
    assert "4.0 questions a week in 12 weeks before, 1.5 in 6 weeks after: -2.5 a week" in shown
    assert "/questions/?repeat=1" in shown


@pytest.mark.slow
def test_a_story_of_the_inside_goes_out_by_two_people(organisation: Cast, story: Piece, client_of: ClientOf) -> None:
    advocate, alternate, planner = (
        client_of(each) for each in (organisation.alice, organisation.otto, organisation.mo)
    )
    assert refused(sent(planner, "publish", story.id, readers="public"), "An advocate opens it")
    assert "Open it to everybody" in page(advocate, "piece", story.id)
    assert "Open it to everybody" not in page(planner, "piece", story.id)
    sent(advocate, "widen", story.id)
    assert reverse("teaching:look", args=[story.id]) in page(alternate, "pieces")
    looking = page(alternate, "look", story.id)
    seen = looking.split('name="seen" value="')[1].split('"')[0]
    for person in (advocate, planner, client_of(organisation.bob)):
        assert person.get(reverse("teaching:look", args=[story.id])).status_code == HTTPStatus.NOT_FOUND
    assert refused(sent(alternate, "look", story.id, seen="0" * 64), "changed while you looked")
    sent(alternate, "look", story.id, seen=seen)
    assert "Otto looked at exactly these words" in page(planner, "piece", story.id)
    sent(planner, "publish", story.id, readers="public")
    assert "Less is asked" in page(Client(), "learn")
    sent(planner, "take_down", story.id)
    assert "Less is asked" not in page(Client(), "learn")


@pytest.mark.slow
def test_details_wait_for_a_reason_on_the_page_itself(organisation: Cast, client_of: ClientOf) -> None:
    client, piece = client_of(organisation.mo), begun(organisation, Stage.REVIEW, words="Ask @charlie.")
    answer = sent(client, "publish", piece.id, readers="public")
    assert refused(answer, "Details that could tell who somebody is")
    assert "@charlie" in answer.content.decode()
    sent(client, "publish", piece.id, readers="public", kept="It is a program.")
    assert "Ask @charlie" in page(Client(), "public_piece", piece.id)


@pytest.mark.slow
def test_quotes_are_chosen_shown_and_fall_out(organisation: Cast, quote: Quote, client_of: ClientOf) -> None:
    client, piece = client_of(organisation.mo), begun(organisation, Stage.REVIEW)
    said = quote.words
    assert said in page(client, "quotes", piece.id)
    sent(client, "quotes", piece.id, quotes=[quote.id])
    assert said in page(client, "publish", piece.id)
    take_back(client_of(organisation.bob), quote)
    assert "1 quote falls out" in page(client, "publish", piece.id)
    assert "It is out. 1 quote fell out" in told(client, "publish", piece.id, readers="public")
    assert "No quote is there that its speaker gave to everybody" in page(client, "quotes", piece.id)


@pytest.mark.slow
def test_steps_are_counted_by_quarter_and_each_number_opens_its_steps(
    organisation: Cast, concern: UUID, client_of: ClientOf
) -> None:
    published(organisation, **process(concern))
    client = client_of(organisation.bob)
    shown = page(client, "changes")
    assert '?quarter=2026-Q4&amp;steps=removed#steps">2</a>' in shown
    assert "−1" in shown
    removed = page(client, "changes", query="?quarter=2026-Q4&steps=removed")
    assert "2026-Q4 (2)" in removed
    assert "One reviews each day" not in removed
    assert "Reviews wait for days" in removed
    assert "2026-Q4" in page(client, "changes", query="?quarter=9999-Q9&steps=dance")


# ---------------------------------------------------------------- events


@pytest.mark.slow
def test_an_event_is_noted_followed_and_put_into_a_calendar(organisation: Cast, client_of: ClientOf) -> None:
    planner, member = client_of(organisation.mo), client_of(organisation.bob)
    day = clock.today() + timedelta(days=20)
    typed = {"name": "TideConf", "starts_on": "2027-03-01", "closes_on": day.isoformat(), "zone": "AoE"}
    assert refused(sent(planner, "note_event", **(typed | {"zone": "CST"})), "in which time zone")
    assert refused(sent(planner, "note_event", **(typed | {"starts_on": "soon"})), "Write the day as")
    sent(planner, "note_event", **typed, closes_time="18:00")
    event = Event.objects.get()
    shown = page(member, "event", event.id)
    assert f"{day} 18:00 <bdi>AoE</bdi>" in shown
    assert "20 days left" in shown
    assert "Remind me" in shown
    sent(member, "follow", event.id)
    assert "14, 7 and 1 days before" in page(member, "event", event.id)
    file = member.get(reverse("teaching:calendar"))
    assert file["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(file.content).walk("VEVENT")) == 2
    assert len(Calendar.from_ical(page(planner, "event_calendar", event.id)).walk("VEVENT")) == 2
    assert Calendar.from_ical(planner.get(reverse("teaching:calendar")).content).walk("VEVENT") == []
    sent(member, "follow", event.id, undo="yes")
    assert "Remind me no more" not in page(member, "event", event.id)
    assert 'value="18:00"' in page(planner, "edit_event", event.id)
    sent(planner, "edit_event", event.id, **(typed | {"name": "Tide"}), revision=1)
    assert refused(sent(planner, "edit_event", event.id, **typed, revision=1), "Somebody changed this")


def test_calls_stand_in_the_order_in_which_they_close(organisation: Cast, client_of: ClientOf) -> None:
    later, sooner = noted(organisation, "Later"), noted(organisation, "Sooner", zone="UTC")
    noted(organisation, "Closed", closes_on=clock.today() - timedelta(days=3))
    shown = page(client_of(organisation.bob), "events")
    assert shown.index(str(sooner.id)) < shown.index(str(later.id)) < shown.index("Other events to come")
    assert "the call has closed" in shown


# ---------------------------------------------------------------- duties


@pytest.mark.slow
def test_a_duty_is_begun_asked_answered_and_shown(organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.mo)
    assert refused(sent(client, "begin_duty"), "Give it a name.")
    sent(client, "begin_duty", name="Look through the forum")
    duty = Duty.objects.get()
    assert "It asks nothing yet" in page(client, "points", duty.id)
    assert refused(sent(client, "points", duty.id, words="Threads"), "Choose what an answer is.")
    sent(client, "points", duty.id, words="Threads", kind="number", unit="threads")
    fact = str(Point.objects.get().fact_id)
    answer = sent(client, "run", duty.id, **{fact: "many"})
    assert refused(answer, "Write a number in digits")
    assert b'value="many"' in answer.content, "and nothing that was typed is lost"
    assert "Not everything is answered" in told(client, "run", duty.id, **{fact: "", "done": "yes"})
    sent(client, "run", duty.id, **{fact: "12"})
    assert 'value="12"' in page(client, "run", duty.id)
    sent(client, "run", duty.id, **{fact: "12", "done": "yes"})
    shown = page(client_of(organisation.bob), "duty", duty.id)
    assert "1 done, 0 skipped with a reason, 0 missed" in shown
    assert "The same as a table" in shown
    assert "Do it for sprint" not in shown


@pytest.mark.slow
def test_a_duty_is_skipped_with_a_reason_and_ended(organisation: Cast, duty: Duty, client_of: ClientOf) -> None:
    client = client_of(organisation.alice)
    assert refused(sent(client, "skip", duty.id), "Say why it is skipped")
    sent(client, "skip", duty.id, reason="The forum was closed.")
    assert "The forum was closed." in page(client_of(organisation.bob), "duty", duty.id)
    point = duty.points.all()[0]
    sent(client, "remove_point", duty.id, point.id)
    assert sent(client, "remove_point", duty.id, point.id).status_code == HTTPStatus.NOT_FOUND
    sent(client, "end_duty", duty.id)
    assert "End it with this sprint" not in page(client, "duty", duty.id)
    assert client_of(organisation.bob).get(reverse("teaching:run", args=[duty.id])).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_a_duty_is_handed_over_with_its_permissions(organisation: Cast, duty: Duty, client_of: ClientOf) -> None:
    planner, taker, other = (client_of(each) for each in (organisation.mo, organisation.dana, organisation.bob))
    assert refused(sent(planner, "hand_over", duty.id), "Choose who is asked")
    sent(planner, "hand_over", duty.id, giver=organisation.alice.id, taker=organisation.dana.id, day="2026-11-25")
    found = HandOver.objects.get()
    assert "Look through the forum" in taker.get(reverse("waiting")).content.decode()
    assert other.get(reverse("teaching:handing", args=[found.id])).status_code == HTTPStatus.NOT_FOUND
    sent(planner, "handing", found.id, name="moderate the forum")
    assert refused(sent(planner, "handing", found.id, name="moderate the forum"), "It stands there already.")
    sent(taker, "take", found.id, answer="yes")
    assert "A permission is still missing" in told(planner, "finish_hand_over", found.id)
    permission = found.permissions.get()
    sent(taker, "give", found.id, permission.id)
    sent(planner, "finish_hand_over", found.id)
    assert "Handed over" in page(taker, "handing", found.id)
    assert "moderate the forum" in page(taker, "handing", found.id)


@pytest.mark.slow
def test_who_does_not_take_it_is_asked_no_more_and_somebody_else_is(
    organisation: Cast, duty: Duty, client_of: ClientOf
) -> None:
    planner, taker = client_of(organisation.mo), client_of(organisation.dana)
    sent(planner, "hand_over", duty.id, taker=organisation.dana.id, day="2026-11-25")
    found = HandOver.objects.get()
    sent(taker, "take", found.id, answer="no")
    assert "nobody takes it yet" in page(planner, "handing", found.id)
    assert sent(taker, "take", found.id, answer="yes").status_code == HTTPStatus.NOT_FOUND
    sent(planner, "taker", found.id, taker=organisation.bob.id)
    assert "Look through the forum" in client_of(organisation.bob).get(reverse("waiting")).content.decode()


def test_the_start_page_leads_to_all_of_it_in_three_questions(
    organisation: Cast, duty: Duty, client_of: ClientOf, django_assert_num_queries: object
) -> None:
    noted(organisation)
    begun(organisation)
    shown = client_of(organisation.bob).get(reverse("start")).content.decode()
    for route, words in (("pieces", "1 piece"), ("events", "1 call"), ("duties", "1 duty")):
        assert reverse(f"teaching:{route}") in shown
        assert words in shown
    with django_assert_num_queries(3):  # type: ignore[operator]
        Teaching().panel_for(organisation.bob)  # type: ignore[arg-type]  # a person is a visitor


@pytest.mark.parametrize("route", ["pieces", "learn"])
def test_one_kind_can_be_looked_at_alone(organisation: Cast, client_of: ClientOf, route: str) -> None:
    begun(organisation, title="Of another kind")
    shown = page(client_of(organisation.bob), route, query="?kind=talk")
    assert "Of another kind" not in shown
    assert "Of another kind" in page(client_of(organisation.bob), "pieces", query="?kind=poem")


@pytest.mark.slow
def test_a_decision_stands_beside_its_story(
    organisation: Cast, story: Piece, decision: Decision, client_of: ClientOf
) -> None:
    shown = page(client_of(organisation.bob), "piece", story.id)
    assert (
        f'decision made inside: <a href="{reverse("propositions:proposition", args=[decision.part.proposition_id])}'
        in shown
    )
    assert f"decision:{decision.id}" in page(client_of(organisation.mo), "edit", story.id)
