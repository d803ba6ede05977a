"""Everything that waits for me stands on one page, and answering it is one act."""

import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from groundswell.kit import audit, clock
from groundswell.people import actions, ports, queries, rules
from groundswell.people.models import AskOfAll, Person
from groundswell.people.ports import Ask
from groundswell.people.refusals import Refused
from groundswell.people.tests.sources import Perspectives
from groundswell.people.waiting import ask_everybody, asked_of_all
from tests.cast import Cast

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]

CHOICES = (("yes", "Yes, that is my view"), ("no", "No, it is not"), ("refused", "Something else"))
ASKS = [
    Ask("a", "Is that your view on cells?", text="Cells work where\nclients are small.", choices=CHOICES, minutes=2),
    Ask("b", "May these words be published?", choices=CHOICES, minutes=1, url="/promise/"),
]


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Perspectives:
    """Let two things wait for everybody."""
    perspectives = Perspectives(asks=list(ASKS))
    monkeypatch.setattr(ports.waiting_sources, "_plugged", [perspectives])
    return perspectives


@pytest.fixture
def page(source: Perspectives, client_of: Browsers, bob: Person) -> Client:
    """Return Bob's browser."""
    del source
    return client_of(bob)


def test_everything_that_waits_stands_on_one_page_with_its_minutes(page: Client) -> None:
    text = page.get("/waiting/").content.decode()
    assert "Is that your view on cells?" in text
    assert "May these words be published?" in text
    assert "About 3 minutes, everything together." in text


def test_what_can_only_be_read_elsewhere_has_no_button_that_sends_nothing(page: Client, source: Perspectives) -> None:
    source.asks[:] = [Ask("c", "Is the tidied version what you mean?", minutes=3, url="/mine/")]
    text = page.get("/waiting/").content.decode()
    assert "Is the tidied version what you mean?" in text
    assert '<a href="/mine/">Open it</a>' in text
    assert "Send my answers" not in text
    assert "Answer what you like" not in text


def test_both_counts_of_minutes_stand_in_one_sentence_and_one_bar(
    page: Client, source: Perspectives, organisation: Cast
) -> None:
    said = "0 of 30 minutes were asked of everybody in this sprint, and about 3 wait for you now."
    assert page.get("/waiting/").content.decode().count(said) == 2  # the picture says it, too
    ask_everybody(by=organisation.alice, what="Review", minutes=12)
    source.asks.pop(0)
    text = page.get("/waiting/").content.decode()
    assert "12 of 30 minutes were asked of everybody in this sprint, and about 1 waits for you now." in text
    source.asks.clear()
    assert "in this sprint, and nothing waits for you now." in page.get("/waiting/").content.decode()
    assert "Nothing so far" not in text


def test_what_waits_for_one_person_is_stored_nowhere(page: Client) -> None:
    page.get("/waiting/")
    with CaptureQueriesContext(connection) as captured:
        page.get("/waiting/")
    assert all(query["sql"].startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE")) for query in captured)


def test_nothing_is_chosen_beforehand(page: Client) -> None:
    text = page.get("/waiting/").content.decode()
    assert "checked" not in text
    assert text.count('value="later"') == 2


def test_all_answers_are_sent_at_once(page: Client, source: Perspectives) -> None:
    answer = page.post("/waiting/", {"ask-perspectives:a": "yes", "ask-perspectives:b": "no"})
    assert (answer.status_code, answer["Location"]) == (303, "/waiting/")
    assert source.answered == [("Bob", "a", "yes"), ("Bob", "b", "no")]
    assert "2 answers were taken." in page.get("/waiting/").content.decode()


def test_what_is_put_off_or_left_open_goes_on_waiting(page: Client, source: Perspectives) -> None:
    page.post("/waiting/", {"ask-perspectives:a": "later"})
    assert source.answered == []
    text = page.get("/waiting/").content.decode()
    assert "Nothing was answered. It all waits here." in text
    assert "Is that your view on cells?" in text


def test_an_answer_that_is_refused_stands_at_its_question_and_the_others_count(
    page: Client, source: Perspectives
) -> None:
    answer = page.post("/waiting/", {"ask-perspectives:a": "yes", "ask-perspectives:b": "refused"})
    assert answer.status_code == 422
    assert "This perspective was withdrawn." in answer.content.decode()
    assert source.answered == [("Bob", "a", "yes")]
    assert "Is that your view on cells?" not in answer.content.decode()
    assert re.search(r'value="refused"[^>]* checked', answer.content.decode())


def test_an_answer_that_is_none_of_the_choices_changes_nothing(page: Client, source: Perspectives) -> None:
    answer = page.post("/waiting/", {"ask-perspectives:a": "maybe", "ask-perspectives:b": "yes"})
    assert answer.status_code == 422
    assert "This answer is not among the choices." in answer.content.decode()
    assert source.answered == []


def test_what_was_answered_in_another_window_is_no_fault(page: Client, source: Perspectives) -> None:
    source.answered.append(("Bob", "a", "yes"))
    answer = page.post("/waiting/", {"ask-perspectives:a": "no", "ask-perspectives:b": "no"})
    assert answer.status_code == 303
    assert source.answered == [("Bob", "a", "yes"), ("Bob", "b", "no")]


def test_an_ask_that_ends_between_page_and_answer_is_told_in_a_sentence(
    page: Client, source: Perspectives, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Perspectives, "answer", lambda *_args: (_ for _ in ()).throw(LookupError))
    answer = page.post("/waiting/", {"ask-perspectives:a": "no"})
    assert answer.status_code == 422
    assert "This does not wait any more." in answer.content.decode()


def test_reading_the_page_answers_nothing(page: Client, source: Perspectives) -> None:
    for _ in range(2):
        page.get("/waiting/", {"ask-perspectives:a": "yes"})
    assert source.answered == []


def test_an_empty_page_says_so_kindly(client_of: Browsers, bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports.waiting_sources, "_plugged", [])
    text = client_of(bob).get("/waiting/").content.decode()
    assert "Nothing waits for you." in text
    assert "Send my answers" not in text


def test_who_is_not_signed_in_is_asked_to_sign_in(client: Client, organisation: Cast) -> None:
    assert client.get("/waiting/")["Location"].startswith("/accounts/login/")


def test_as_many_queries_for_three_asks_as_for_one(
    page: Client, source: Perspectives, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page.get("/waiting/")
    source.asks[:] = ASKS[:1]
    with django_assert_num_queries(_count(page)):
        source.asks[:] = [*ASKS, Ask("c", "A third?")]
        page.get("/waiting/")


def _count(page: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        page.get("/waiting/")
    return len(captured)


def test_asking_everybody_counts_its_minutes_and_everybody_sees_them(page: Client, organisation: Cast) -> None:
    ask_everybody(by=organisation.alice, what="Review: cells for new clients", minutes=12)
    text = page.get("/waiting/").content.decode()
    assert "Review: cells for new clients" in text
    assert "12 of 30 minutes" in text
    assert audit.verify_chain().is_sound


def test_past_the_cap_a_reason_is_needed_and_everybody_reads_it(page: Client, organisation: Cast) -> None:
    ask_everybody(by=organisation.alice, what="Review", minutes=30)
    with pytest.raises(Refused, match="31 minutes of everybody in this sprint; 30 are agreed") as refused:
        ask_everybody(by=organisation.alice, what="Check-in", minutes=1)
    assert refused.value.field == "reason"
    assert AskOfAll.objects.count() == 1
    ask_everybody(by=organisation.alice, what="Check-in", minutes=1, reason="Three people leave this week.")
    text = page.get("/waiting/").content.decode()
    assert "Three people leave this week." in text
    assert asked_of_all().attention.is_over


def test_the_next_sprint_begins_with_nothing_asked(organisation: Cast) -> None:
    ask_everybody(by=organisation.alice, what="Review", minutes=30)
    begins = queries.next_sprint().first - clock.today()
    with time_machine.travel(clock.now() + begins, tick=False):
        assert asked_of_all().attention == rules.attention(0, 30)
        ask_everybody(by=organisation.alice, what="Review", minutes=30)


def test_the_cap_is_the_organisations_own(organisation: Cast) -> None:
    actions.change_organisation(
        by=organisation.ada, name="Tidewater", letter_weekday=0, letter_hour=9, attention_minutes=5
    )
    with pytest.raises(Refused, match="5 are agreed"):
        ask_everybody(by=organisation.alice, what="Review", minutes=6)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"what": " "}, "what"), ({"what": "x" * 201}, "what"), ({"minutes": 0}, "minutes"), ({"minutes": 999}, "minutes"),
     ({"reason": "x" * 501}, "reason")],
)  # fmt: skip
def test_an_ask_without_words_or_minutes_is_refused(organisation: Cast, given: dict[str, object], field: str) -> None:
    sound: dict[str, object] = {"what": "Review", "minutes": 3, "reason": ""}
    with pytest.raises(Refused) as refused:
        ask_everybody(by=organisation.alice, **(sound | given))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_minutes_left_are_never_negative() -> None:
    assert [(rules.attention(asked, 30).left, rules.attention(asked, 30).is_over) for asked in (0, 30, 31)] == [
        (30, False),
        (0, False),
        (0, True),
    ]
