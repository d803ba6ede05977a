"""Each member is asked once, answers with one click, and nobody is listed who has not answered."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from groundswell.kit import audit, clock
from groundswell.people import actions as people
from groundswell.people import queries as people_queries
from groundswell.people import waiting
from groundswell.people.models import AskOfAll, Leave, Person
from groundswell.people.refusals import Refused
from groundswell.propositions.models import Proposition, Review, ReviewAsk
from groundswell.propositions.proposing import actions, tasks
from groundswell.propositions.proposing.closed import link_of
from groundswell.propositions.proposing.letter import ReviewLinks
from groundswell.propositions.proposing.rules.reviews import Answer, Ended
from groundswell.propositions.proposing.tests.conftest import (
    answer_all,
    ask_of,
    begun,
    hear_all,
    part,
    publish,
    send,
    view,
)
from groundswell.propositions.proposing.waiting import Reviews
from groundswell.propositions.rounds import actions as rounds
from groundswell.propositions.rounds.actions.moving import Prepared
from groundswell.propositions.rounds.rules.phases import Phase
from groundswell.propositions.rounds.sweeps import rounds as sweep_rounds
from groundswell.register import actions as register
from groundswell.register.models import Concern
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def add(name: str) -> Person:
    return people.add_person(by=None, name=name, email=f"{name.lower()}@tidewater.example")


def link(ask: ReviewAsk) -> str:
    return f"/r/{link_of(ask.id)}/"


def token_in(page: str) -> str:
    return page.split('name="token" value="')[1].split('"', maxsplit=1)[0]


def press(browser: Client, ask: ReviewAsk, **said: str) -> int:
    page = browser.get(link(ask)).content.decode()
    return browser.post(link(ask), {"token": token_in(page), **said}).status_code


@pytest.mark.slow
def test_everybody_is_asked_once_however_often_it_is_sent(alice: Person, published_one: Proposition) -> None:
    send(alice, published_one)
    send(alice, published_one)
    tasks.reviews()
    asked = list(ReviewAsk.objects.values_list("person", flat=True))
    assert sorted(asked) == sorted(people_queries.active_people().values_list("id", flat=True))
    assert AskOfAll.objects.count() == 1


@pytest.mark.slow
def test_who_joins_is_asked_and_who_is_away_is_asked_in_the_sprint_in_which_they_are_back(
    alice: Person, bob: Person, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    Leave.objects.create(person=bob, from_on=clock.today(), to_on=clock.today() + timedelta(days=13))
    send(alice, published_one)
    assert not ReviewAsk.objects.filter(person=bob).exists()
    nina = add("Nina")
    tasks.reviews()
    assert ReviewAsk.objects.filter(person=nina).count() == 1
    noon.shift(timedelta(days=14))
    tasks.reviews()
    tasks.reviews()
    asked = ReviewAsk.objects.get(person=bob)
    assert asked.sprint == people_queries.sprint_now().number
    assert asked.deadline >= clock.today()


@pytest.mark.slow
def test_who_is_back_earlier_than_noted_is_asked_at_once(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    days = people.be_away(by=None, person=bob, from_on=clock.today(), to_on=clock.today() + timedelta(days=13))
    send(alice, published_one)
    tasks.reviews()
    assert not ReviewAsk.objects.filter(person=bob).exists()
    people.be_back(by=bob, leave_days=days, to_on=None)
    tasks.reviews()
    assert ReviewAsk.objects.filter(person=bob).count() == 1


@pytest.mark.slow
def test_what_it_costs_is_shown_before_anybody_is_asked(
    alice: Person, published_one: Proposition, client: Client
) -> None:
    for number in range(13):
        add(f"Member{number}")
    assert people_queries.active_people().count() == 20
    client.force_login(alice)
    said = {"deadline": (clock.today() + timedelta(days=3)).isoformat(), "minutes": "30", "reason": ""}
    page = client.post(f"/propositions/{published_one.id}/review/", said).content.decode()
    assert "20 people × 30 minutes = 10 hours" in page
    assert not ReviewAsk.objects.exists()
    shown = page.split('name="shown" value="')[1].split('"')[0]
    assert client.post(f"/propositions/{published_one.id}/review/", said | {"shown": shown}).status_code == 303
    assert ReviewAsk.objects.count() == 20


@pytest.mark.slow
def test_past_the_minutes_that_were_agreed_on_everybody_sees_a_reason(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    with pytest.raises(Refused) as refused:
        send(alice, published_one, minutes=31)
    assert refused.value.field == "reason"
    send(alice, published_one, minutes=31, reason="The client decides on Friday.")
    client.force_login(bob)
    assert "The client decides on Friday." in client.get("/waiting/").content.decode()
    assert waiting.asked_of_all().attention.is_over


@pytest.mark.slow
def test_nothing_is_sent_before_it_is_published_answered_and_both_sides_were_heard(
    alice: Person, bob: Person, concern: Concern, proposition: Proposition
) -> None:
    with pytest.raises(Refused, match="Publish it first"):
        send(alice, proposition)
    seen = view(alice, concern)
    publish(alice, proposition)
    with pytest.raises(Refused, match="one of the sides"):
        send(alice, proposition)
    actions.hold_side(by=bob, proposition=proposition, perspective=seen.id)
    register.add_own_idea(by=bob, concern=concern, text="Say each morning what waits.")
    with pytest.raises(Refused, match="has no answer"):
        send(alice, proposition)
    answer_all(alice, proposition)
    assert send(alice, proposition).minutes == 10


@pytest.mark.slow
def test_a_side_is_heard_by_its_holder_by_somebody_who_holds_it_or_as_not_confirmed(
    alice: Person, bob: Person, dana: Person, concern: Concern, published_one: Proposition
) -> None:
    mine, other, third = (
        view(alice, concern, text, holder=holder) for text, holder in (("A.", bob), ("B.", None), ("C.", None))
    )
    register.correct_perspective(by=bob, view=mine, position="A, in my words.")
    answer_all(alice, published_one)
    with pytest.raises(Refused):
        send(alice, published_one)
    actions.hold_side(by=dana, proposition=published_one, perspective=other.id)
    with pytest.raises(Refused):
        send(alice, published_one)
    hear_all(alice, published_one)
    assert third.heading
    send(alice, published_one)


@pytest.mark.slow
def test_a_deadline_in_the_past_is_refused_in_a_sentence(alice: Person, published_one: Proposition) -> None:
    with pytest.raises(Refused, match="lies in the past"):
        send(alice, published_one, days=-1)


@pytest.mark.slow
def test_looking_at_a_link_changes_nothing_and_a_press_answers_without_a_cookie(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    send(alice, published_one)
    ask, browser = ask_of(bob, published_one), Client(enforce_csrf_checks=True)
    shown = [browser.get(link(ask)) for _time in range(3)]
    assert [each.status_code for each in shown] == [200, 200, 200]
    assert "Somebody reviews each day." in shown[0].content.decode()
    assert ask_of(bob, published_one).answer == ""
    assert press(browser, ask, answer="support", words="", part="") == 200
    assert ask_of(bob, published_one).answer == Answer.SUPPORT
    assert not browser.cookies
    assert "Support" not in browser.get(link(ask)).content.decode().split("<form")[0]


@pytest.mark.slow
def test_a_link_that_is_guessed_used_up_or_of_a_leaver_takes_nothing(
    alice: Person, bob: Person, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    send(alice, published_one)
    ask, browser = ask_of(bob, published_one), Client()
    assert browser.get(f"/r/{'a' * 40}/").status_code == 404
    assert browser.get("/r/no-such-link/").status_code == 404
    page = browser.get(link(ask)).content.decode()
    assert browser.post(link(ask), {"answer": "support"}).status_code == 422
    noon.shift(timedelta(days=6))
    assert browser.post(link(ask), {"token": token_in(page), "answer": "support"}).status_code == 410
    assert ask_of(bob, published_one).answer == ""
    noon.shift(timedelta(days=-6))
    people.leave(by=None, person=bob)
    assert browser.get(link(ask)).status_code == 404


@pytest.mark.slow
def test_a_concern_needs_a_sentence_and_what_was_typed_stays(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    send(alice, published_one)
    ask, browser = ask_of(bob, published_one), Client()
    assert press(browser, ask, answer="objection", words="") == 422
    page = browser.get(link(ask)).content.decode()
    again = browser.post(link(ask), {"token": token_in(page), "answer": "", "words": "Who reviews the rota?"})
    assert again.status_code == 422
    assert "Who reviews the rota?" in again.content.decode()
    assert press(browser, ask, answer="concern", words="Who reviews the rota?", part="") == 200
    assert ask_of(bob, published_one).words == "Who reviews the rota?"


@pytest.mark.slow
def test_it_waits_on_the_page_of_what_waits_until_any_of_the_five_and_then_nobody_asks_again(
    alice: Person, bob: Person, published_one: Proposition, client: Client
) -> None:
    send(alice, published_one)
    client.force_login(bob)
    assert "What do you say to “Review within a day”?" in client.get("/waiting/").content.decode()
    ask = Reviews().asks_for(bob)[0]
    assert ask.minutes == 10
    with pytest.raises(LookupError):
        Reviews().answer(bob, ask.key, "objection")
    Reviews().answer(bob, ask.key, "not_now")
    assert not Reviews().asks_for(bob)
    with pytest.raises(LookupError):
        Reviews().answer(bob, ask.key, "support")


@pytest.mark.slow
def test_the_letter_is_the_same_before_and_after_an_answer(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    send(alice, published_one)
    before = ReviewLinks().lines(bob, None, clock.today())
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.NO_OPINION)
    assert ReviewLinks().lines(bob, None, clock.today()) == before
    assert link(ask_of(bob, published_one)) in before[0]


@pytest.mark.slow
def test_nobody_sees_how_many_have_answered_before_the_close_and_nobody_ever_who_has_not(
    organisation: Cast, alice: Person, published_one: Proposition, client: Client, noon: time_machine.Traveller
) -> None:
    send(alice, published_one)
    # Her own answer stands on her own page.
    actions.answer_review(ask=ask_of(alice, published_one), answer=Answer.SUPPORT)
    pages = []
    for person in (None, organisation.bob, organisation.charlie, organisation.dana, organisation.mo, organisation.ada):
        if person is not None:
            actions.answer_review(ask=ask_of(person, published_one), answer=Answer.SUPPORT)
        client.force_login(alice)
        page = client.get(f"/propositions/{published_one.id}/").content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page))
    assert len(set(pages)) == 1, "an answer shows on the advocate's page while the review is open"
    noon.shift(timedelta(days=6))
    tasks.reviews()
    page = client.get(f"/propositions/{published_one.id}/").content.decode()
    assert "7 were asked, at least 80 % have answered" in page
    assert "5 or more support it" in page
    assert organisation.otto.name not in page
    result = Review.objects.get().result
    register_of_late = ask_of(organisation.otto, published_one)
    with pytest.raises(Refused, match="deadline"):
        actions.answer_review(ask=register_of_late, answer=Answer.SUPPORT)
    tasks.reviews()
    assert Review.objects.get().result == result


@pytest.mark.slow
def test_answers_leave_no_line_in_the_log(alice: Person, bob: Person, published_one: Proposition) -> None:
    send(alice, published_one)
    before = audit.head()
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.OBJECTION, words="It costs too much.")
    actions.end_objection(ask=ask_of(bob, published_one), ended=Ended.WITHDRAWN)
    assert audit.head() == before


@pytest.mark.slow
def test_a_review_closes_early_on_the_day_after_everybody_has_answered_and_its_round_goes_on(
    alice: Person, published_one: Proposition, noon: time_machine.Traveller
) -> None:
    found = rounds.prepare_round(by=alice, prepared=Prepared("Reviews"))
    rounds.open_round(by=alice, found=found)
    rounds.follow_round(by=alice, found=found, proposition=published_one.id)
    rounds.move_round(by=alice, found=found, seen=Phase.PROPOSITION)
    send(alice, published_one)
    noon.shift(timedelta(days=1))
    *some, last = ReviewAsk.objects.all()
    for ask in some:
        actions.answer_review(ask=ask, answer=Answer.SUPPORT)
    _sweep()
    actions.answer_review(ask=last, answer=Answer.SUPPORT)
    _sweep()
    assert Review.objects.get().closed_on is None, "the hour would tell who was the last"
    found.refresh_from_db()
    assert found.phase == Phase.REVIEW
    noon.shift(timedelta(days=1))
    _sweep()
    assert Review.objects.get().closed_on == clock.today()
    found.refresh_from_db()
    assert (found.phase, found.phase_opened_on) == (Phase.DECISION, clock.today())


def _sweep() -> None:
    tasks.reviews()
    sweep_rounds()


@pytest.mark.slow
def test_a_round_whose_roster_empties_ends_in_a_sentence(
    organisation: Cast, alice: Person, published_one: Proposition, noon: time_machine.Traveller, client: Client
) -> None:
    send(alice, published_one)
    for person in people_queries.active_people().exclude(id__in=[alice.id, organisation.ada.id]):
        people.leave(by=None, person=person)
    noon.shift(timedelta(days=6))
    tasks.reviews()
    client.force_login(alice)
    page = client.get(f"/propositions/{published_one.id}/").content.decode()
    assert "So few answered that figures would tell what somebody said: none are shown." in page


@pytest.mark.slow
def test_words_go_to_the_advocates_and_to_everybody_only_by_the_members_own_act(
    alice: Person, bob: Person, charlie: Person, published_one: Proposition, client: Client
) -> None:
    send(alice, published_one)
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.CONCERN, words="Who reviews the rota?")
    url = f"/propositions/{published_one.id}/"
    for person, is_read in ((alice, True), (bob, True), (charlie, False)):
        client.force_login(person)
        page = client.get(url).content.decode()
        assert ("Who reviews the rota?" in page) is is_read
        assert (bob.name in page.split("<main")[1]) is is_read
    actions.answer_review(
        ask=ask_of(bob, published_one), answer=Answer.CONCERN, words="Who reviews the rota?", is_shown=True
    )
    client.force_login(charlie)
    assert "Who reviews the rota?" in client.get(url).content.decode()


@pytest.mark.slow
def test_that_somebody_objects_members_see_after_the_close_and_advocates_at_once(
    organisation: Cast, published_one: Proposition, client: Client, noon: time_machine.Traveller
) -> None:
    alice, bob, charlie = organisation.alice, organisation.bob, organisation.charlie
    send(alice, published_one)
    url = f"/propositions/{published_one.id}/"
    client.force_login(charlie)
    before = client.get(url).content.decode()
    actions.answer_review(ask=ask_of(bob, published_one), answer=Answer.OBJECTION, words="It costs too much.")
    after = client.get(url).content.decode()
    assert len(before) == len(after)
    assert "An objection stands" not in after
    client.force_login(alice)
    assert "An objection stands" in client.get(url).content.decode()
    noon.shift(timedelta(days=6))
    tasks.reviews()
    client.force_login(charlie)
    closed = client.get(url).content.decode()
    assert "An objection stands" in closed
    assert "It costs too much." not in closed


@pytest.mark.slow
def test_words_of_a_review_and_the_code_of_its_link_lie_closed_in_the_database(
    alice: Person, bob: Person, published_one: Proposition
) -> None:
    send(alice, published_one)
    ask = actions.answer_review(
        ask=ask_of(bob, published_one), answer=Answer.OBJECTION, words="The harbour lamps cost too much."
    )
    actions.offer_resolution(by=alice, ask=ask, offer="Fewer lamps then.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM propositions_reviewask")
        rows = repr(cursor.fetchall())
    for said in ("lamps", link_of(ask.id)):
        assert said not in rows


@pytest.mark.slow
def test_an_objection_ends_by_its_members_say_or_with_them(
    alice: Person, bob: Person, dana: Person, published_one: Proposition
) -> None:
    send(alice, published_one)
    for person in (bob, dana):
        actions.answer_review(ask=ask_of(person, published_one), answer=Answer.OBJECTION, words="It costs too much.")
    actions.offer_resolution(by=alice, ask=ask_of(bob, published_one), offer="Two hours, not ten.")
    offered = Reviews().asks_for(bob)[0]
    assert offered.text == "Two hours, not ten."
    Reviews().answer(bob, offered.key, "stands")
    assert ask_of(bob, published_one).ended == ""
    actions.offer_resolution(by=alice, ask=ask_of(bob, published_one), offer="One hour.")
    Reviews().answer(bob, Reviews().asks_for(bob)[0].key, "resolved")
    assert ask_of(bob, published_one).ended == Ended.RESOLVED
    with pytest.raises(Refused, match="stands no more"):
        actions.offer_resolution(by=alice, ask=ask_of(bob, published_one), offer="Again.")
    people.leave(by=None, person=dana)
    assert ask_of(dana, published_one).ended == Ended.LEFT


@pytest.mark.slow
def test_one_ticket_a_member_and_never_two(alice: Person, concern: Concern, client: Client) -> None:
    made = begun(alice, concern)
    part(alice, made, "Another")
    publish(alice, made)
    client.force_login(alice)
    actions.send_review(
        by=alice, proposition=made, deadline=clock.today() + timedelta(days=5), minutes=10, in_tracker=True
    )
    table = client.post(f"/propositions/{made.id}/tickets/jira/").content.decode()
    assert table.count("groundswell-review") == people_queries.active_people().count()
    assert client.post(f"/propositions/{made.id}/tickets/list/").status_code == 303
    add("Nina")
    tasks.reviews()
    more = client.post(f"/propositions/{made.id}/tickets/list/").content.decode()
    assert more.count("- [ ]") == 1
    assert "Nina" in more


@pytest.mark.slow
def test_a_ticket_file_that_was_lost_is_given_again_with_the_same_ids(
    alice: Person, concern: Concern, client: Client
) -> None:
    made = begun(alice, concern)
    publish(alice, made)
    day = clock.today() + timedelta(days=5)
    actions.send_review(by=alice, proposition=made, deadline=day, minutes=10, in_tracker=True)
    client.force_login(alice)
    first = client.post(f"/propositions/{made.id}/tickets/jira/")
    assert client.post(f"/propositions/{made.id}/tickets/jira/").status_code == 303
    again = client.post(f"/propositions/{made.id}/tickets/jira/", {"again": "yes"})
    assert again.content == first.content
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    assert "All of them once more" in client.get(f"/propositions/{made.id}/").text


@pytest.mark.slow
def test_tickets_are_off_unless_they_were_chosen(alice: Person, published_one: Proposition) -> None:
    send(alice, published_one)
    with pytest.raises(Refused, match="without tickets"):
        actions.make_tickets(by=alice, proposition=published_one)


@pytest.mark.slow
def test_whoever_holds_a_role_that_it_affects_is_suggested_and_asked_once_with_the_role(
    organisation: Cast, published_one: Proposition, client: Client
) -> None:
    alice, bob, charlie = organisation.alice, organisation.bob, organisation.charlie
    role = people.make_role(by=None, name="Liaison", duties=["answer"])
    people.assign_role(by=None, role=role, person=bob)
    published_one.parts.get().roles.set([role])
    people.be_away(by=None, person=bob, from_on=clock.today(), to_on=clock.today())
    client.force_login(alice)
    address = f"/propositions/{published_one.id}/"
    aside = client.get(f"{address}review/").content.decode().split("<aside")[1]
    assert bob.name in aside
    assert charlie.name not in aside
    send(alice, published_one)
    send(alice, published_one)
    assert ReviewAsk.objects.filter(person=bob).count() == 1
    told = "It affects a role of yours: Liaison."
    link = link_of(ask_of(bob, published_one).id)
    assert told in client.get(f"/r/{link}/").content.decode()
    for person, is_told in ((bob, True), (charlie, False)):
        client.force_login(person)
        for page in ("/waiting/", f"{address}answer/"):
            assert (told in client.get(page).content.decode()) is is_told
