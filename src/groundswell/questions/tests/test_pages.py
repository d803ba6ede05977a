"""The pages of the queue, as people use them, without script."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.questions import actions
from groundswell.questions.models import DocPage, Effort, Finding, Gap, HandOff, Item, Source
from groundswell.questions.panels import DeskQuestions
from groundswell.questions.tests.scene import firefighter, ours, question, replied
from groundswell.register.models import Concern
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("noon")
type ClientOf = Callable[[Person], Client]


def page(client: Client, route: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(f"questions:{route}", args=args) + query)
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def sent(client: Client, route: str, *args: object, **typed: object) -> HttpResponse:
    answer: HttpResponse = client.post(reverse(f"questions:{route}", args=args), typed)  # type: ignore[assignment]
    return answer


@pytest.mark.slow
def test_an_empty_installation_says_what_to_do_first(organisation: Cast, client_of: ClientOf) -> None:
    client = client_of(organisation.bob)
    assert "groundswell import" in page(client, "queue")
    assert "read-docs" in page(client, "gaps")
    assert "You have taken no question." in page(client, "mine")
    assert "Nothing was handed on yet." in page(client, "handed")
    assert "There is nothing to count" in page(client, "figures")
    assert "Nothing is expected of you here." in page(client, "box")


def test_a_list_shows_age_source_and_state(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    question(forum, hours_ago=75, labels=("install",))
    shown = page(client_of(organisation.bob), "queue")
    for words in ("Topic 1", "3 days", "Forum", "nobody replied", "install", "0 replies"):
        assert words in shown


@pytest.mark.slow
def test_a_list_that_is_narrowed_to_nothing_leads_back(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    question(forum)
    client = client_of(organisation.bob)
    assert "Show all of it" in page(client, "queue", query="?work=upstream")
    assert "Show all of it" in page(client, "queue", query="?source=%00%F0%9F&label=%22%25")
    assert "Topic 1" in page(client, "queue", query="?page=-5")
    assert client.get(reverse("questions:queue") + "?list=nonsense").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_words_stay_with_the_other_filters_and_cost_the_same_for_one_and_for_three(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    client, asked = client_of(organisation.bob), "?words=topic&work=question&list=silent"
    question(forum, "1")
    shown = page(client, "queue", query=asked)
    for kept in (
        'name="words" value="topic"',
        '<option value="question" selected>',
        '<option value="silent" selected>',
    ):
        assert kept in shown
    with CaptureQueriesContext(connection) as one:
        assert page(client, "queue", query=asked).count('class="line-title"') == 1
    question(forum, "2")
    question(forum, "3")
    with CaptureQueriesContext(connection) as three:
        assert page(client, "queue", query=asked).count('class="line-title"') == 3
    assert len(one) == len(three)
    with CaptureQueriesContext(connection) as plain:
        page(client, "queue", query="?work=question&list=silent")
    assert len(plain) == len(three), "words cost no query more"
    assert "Show all of it" in page(client, "queue", query="?words=nowhere")
    assert "&amp;words" not in page(client, "figures", query="?words=nowhere")


@pytest.mark.slow
def test_pages_of_a_list_follow_each_other(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    for number in range(31):
        question(forum, f"{number}", hours_ago=100 - number)
    client = client_of(organisation.bob)
    first, second = page(client, "queue"), page(client, "queue", query="?page=2&list=unanswered")
    assert first.count('class="line-title"') == 30
    assert second.count('class="line-title"') == 1
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


@pytest.mark.slow
def test_a_list_of_three_costs_what_a_list_of_one_does(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    client, asked = client_of(organisation.alice), []
    for number in range(3):
        actions.take(by=organisation.bob, item=question(forum, f"{number}"))
        with CaptureQueriesContext(connection) as found:
            page(client, "queue")
        asked.append(len(found))
    assert asked[1] == asked[2]
    assert asked[2] <= 20


@pytest.mark.slow
def test_one_click_keeps_minutes_for_ones_own_eyes(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item, client = question(forum), client_of(organisation.bob)
    sent(client, "spend", item.id, minutes="20")
    assert "No hours of the external stream are planned for you" in page(client, "item", item.id)
    firefighter(organisation.bob)
    assert "20 min of 2 h used" in page(client, "item", item.id)
    assert "20 min" not in page(client_of(organisation.alice), "item", item.id), "nobody sees whose minutes these are"
    sent(client, "take_back_effort", Effort.objects.get().id)
    assert not Effort.objects.exists()


@pytest.mark.parametrize("typed", ["", "many", "-3", "99999", "1.5", "²"])
def test_minutes_that_are_none_come_back_with_a_sentence(
    forum: Source, organisation: Cast, client_of: ClientOf, typed: str
) -> None:
    item = question(forum)
    answer = sent(client_of(organisation.bob), "spend", item.id, minutes=typed, words="the log")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b'value="the log"' in answer.content, "nothing that was typed is lost"


@pytest.mark.slow
def test_a_firefighter_takes_estimates_and_escalates(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item, firefighter, advocate = question(forum), client_of(organisation.bob), client_of(organisation.alice)
    sent(firefighter, "take", item.id)
    assert "You have it." in page(firefighter, "item", item.id)
    assert "Topic 1" in page(firefighter, "mine")
    sent(firefighter, "estimate", item.id, minutes="180")
    assert "escalated" in page(advocate, "queue", query="?list=escalated")
    hand_off = HandOff.objects.get()
    assert "Say what became of it" in page(advocate, "item", item.id)
    assert "Say what became of it" not in page(firefighter, "item", item.id)
    sent(advocate, "accept", hand_off.id)
    assert sent(advocate, "outcome", hand_off.id, outcome="").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent(advocate, "outcome", hand_off.id, outcome="Fixed in the next release.")
    assert "Fixed in the next release." in page(firefighter, "mine")
    assert "Fixed in the next release." in page(firefighter, "handed")


def test_a_member_gives_a_question_to_the_advocates_with_a_note(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    item = question(forum)
    sent(client_of(organisation.bob), "escalate", item.id, note="It needs the old schema.")
    assert "It needs the old schema." in page(client_of(organisation.alice), "item", item.id)
    answer = client_of(organisation.alice).get(reverse("questions:escalate", args=[item.id]))
    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_an_advocate_hands_off_and_the_person_answers_where_everything_waits(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    item, advocate, dana = question(forum), client_of(organisation.alice), client_of(organisation.dana)
    assert sent(advocate, "hand_off", item.id, note="Please.").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    sent(advocate, "hand_off", item.id, person=organisation.dana.id, note="Please.")
    shown = dana.get(reverse("waiting")).content.decode()
    assert "Do you answer “Topic 1”?" in shown
    hand_off = HandOff.objects.get()
    sent(dana, "accept", hand_off.id)
    assert "Do you answer" not in dana.get(reverse("waiting")).content.decode()
    assert sent(client_of(organisation.bob), "undo", hand_off.id).status_code == HTTPStatus.NOT_FOUND
    sent(advocate, "undo", hand_off.id)
    assert Item.objects.get().is_handed_off is False


def test_members_find_only_the_acts_that_are_theirs(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item, client = question(forum), client_of(organisation.bob)
    shown = page(client, "item", item.id)
    assert "I take it" in shown
    assert "Not ours" not in shown
    for route in ("hand_off", "snooze", "sort"):
        assert client.get(reverse(f"questions:{route}", args=[item.id])).status_code == HTTPStatus.NOT_FOUND
    assert sent(client, "not_ours", item.id).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.slow
def test_an_advocate_puts_off_sorts_and_calls_not_ours(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item, client = question(forum), client_of(organisation.alice)
    until = clock.today() + timedelta(days=4)
    sent(client, "snooze", item.id, until=until.isoformat())
    assert "put off until 29 Nov" in page(client, "item", item.id)
    assert "put off until 29 Nov" in page(client, "queue", query="?list=snoozed")
    sent(client, "snooze", item.id, until="")
    sent(client, "sort", item.id, work="outside")
    assert "outside the core" in page(client, "queue")
    sent(client, "not_ours", item.id)
    assert "It is ours after all" in page(client, "item", item.id)
    sent(client, "not_ours", item.id, undo="yes")
    assert sent(client, "snooze", item.id, until="soon").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.slow
def test_a_pattern_of_questions_becomes_a_concern_in_one_act(
    forum: Source, organisation: Cast, client_of: ClientOf
) -> None:
    one, two = question(forum, "1"), question(forum, "2")
    client = client_of(organisation.alice)
    shown = page(client, "concern", query=f"?items={one.id}&items={two.id}&items=x&items=99999999")
    assert "Topic 1" in shown
    answer = sent(client, "concern", items=[one.id, two.id], title="Upgrades break", text="Each release.")
    concern = Concern.objects.get()
    assert answer["Location"] == reverse("register:concern", args=[concern.id])
    assert concern.text == "Each release.", "no word of theirs is copied"
    beside = client.get(answer["Location"]).content.decode()
    assert f'href="/questions/{two.id}/"><bdi>Topic 2</bdi>' in beside
    assert set(Item.objects.values_list("concern", flat=True)) == {concern.id}
    assert "Upgrades break" in page(client, "item", one.id)
    assert "Upgrades break" not in page(client_of(organisation.bob), "item", one.id), "it is at the desk still"
    sent(client, "case_of", one.id, concern="")
    assert Item.objects.get(id=one.id).concern is None
    assert "Tick the questions" in page(client, "concern")


def test_a_concern_without_a_title_keeps_the_questions(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item = question(forum)
    answer = sent(client_of(organisation.alice), "concern", items=[item.id], title="", text="Each release.")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f'name="items" value="{item.id}"' in answer.content.decode()
    assert not Concern.objects.exists()


def test_words_from_outside_are_never_markup(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item = replied(forum, question(forum, title="<script>x</script>"), "eve", 2, text="<img src=x onerror=alert(1)>")
    shown = page(client_of(organisation.bob), "item", item.id)
    assert "<script>x" not in shown
    assert "<img" not in shown


def test_the_box_says_why(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    bob = ours(forum, organisation.bob)
    replied(forum, replied(forum, question(forum, hours_ago=90), bob, 80), "ann", 10)
    for number in range(2, 8):
        question(forum, f"{number}", hours_ago=30)
    firefighter(organisation.bob)
    shown = page(client_of(organisation.bob), "box")
    assert "+5: we had answered, and they wrote again" in shown
    assert "does not fit into what is left" in shown
    assert "<bdi>Topic 1</bdi></a> (https://forum.example.org/t/1)" in shown, "a note to hand on names what was planned"


def test_what_a_worker_found_stands_beside_the_question(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item, earlier, other = question(forum, "1"), question(forum, "2", 90), question(forum, "3", 95)
    client = client_of(organisation.alice)
    assert "Not compared yet" in page(client, "item", item.id)
    doc = DocPage.objects.create(address="https://docs.example.org/upgrade", title="Upgrading", text="Do it.")
    Finding.objects.create(
        item=item,
        earlier=[[earlier.id, 0.8], [other.id, 0.1]],
        pages=[[doc.id, 0.5]],
        is_repeat=True,
        found_at=clock.now(),
    )
    shown = page(client, "item", item.id)
    assert "Topic 2" in shown
    assert "Topic 3" not in shown, "too little in common"
    assert "Upgrading" in shown


def test_a_gap_names_its_evidence_and_can_be_closed(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    items = [question(forum, f"{number}") for number in range(3)]
    Gap.objects.create(first=items[0], items=[each.id for each in items], words=["upgrade"], found_on=clock.today())
    assert "3 questions" in page(client_of(organisation.bob), "gaps")
    assert sent(client_of(organisation.bob), "close_gap", items[0].id).status_code == HTTPStatus.NOT_FOUND
    sent(client_of(organisation.alice), "close_gap", items[0].id)
    assert "3 questions" not in page(client_of(organisation.alice), "gaps")


def test_the_start_page_and_the_desk_lead_to_the_queue(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    actions.escalate(by=organisation.bob, item=question(forum))
    assert "1 question waits" in client_of(organisation.bob).get("/").content.decode()
    panel = DeskQuestions().panel_for(organisation.alice, is_open=False)
    assert panel is not None
    assert [line.title for line in panel.lines] == ["Topic 1"]
    assert DeskQuestions().panel_for(organisation.otto, is_open=True) is None


def test_a_question_that_is_gone_is_missing(forum: Source, organisation: Cast, client_of: ClientOf) -> None:
    item = question(forum)
    Item.objects.filter(id=item.id).update(gone_at=clock.now())
    client = client_of(organisation.alice)
    assert client.get(reverse("questions:item", args=[item.id])).status_code == HTTPStatus.NOT_FOUND
    assert sent(client, "take", item.id).status_code == HTTPStatus.NOT_FOUND
    assert "Topic 1" not in page(client, "queue")
