"""A quote's way from a draft to everybody and back, as real requests."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from groundswell.kit.audit.models import Entry
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.tests.test_sealed_proposals import written_anywhere
from groundswell.talks.models import Meeting, Quote
from groundswell.talks.quotes import actions, queries
from groundswell.talks.quotes.actions import Answer
from groundswell.talks.quotes.finding import FindableQuotes
from groundswell.talks.quotes.rules import Act, State
from groundswell.talks.transcripts import actions as transcripts
from groundswell.talks.transcripts.tests.scene import BOB_SAID, a_meeting, say, share
from groundswell.voices import actions as voices

if TYPE_CHECKING:
    from groundswell.web.access import Visitor

pytestmark = pytest.mark.django_db
type Browsers = Callable[[Person], Client]


@pytest.fixture
def meeting(alice: Person, bob: Person) -> Meeting:
    return a_meeting(alice, who={"Bob": bob})


def post(browser: Client, route: str, quote: Quote, **typed: str) -> int:
    return browser.post(reverse(f"talks:{route}", args=[quote.id]), typed).status_code


def drafted(browser: Client, meeting: Meeting, words: str = f"{BOB_SAID}.") -> Quote:
    """Draft a quote of what Bob said first."""
    known = set(Quote.objects.values_list("id", flat=True))
    here = reverse("talks:new_quote", args=[meeting.id, 0, 0])
    assert BOB_SAID in browser.get(here).text
    assert browser.post(here, {"words": words}).status_code == 303
    return Quote.objects.exclude(id__in=known).get()


def asked(browser: Client, meeting: Meeting, words: str = f"{BOB_SAID}.") -> Quote:
    quote = drafted(browser, meeting, words)
    assert post(browser, "ask_speaker", quote) == 303
    return Quote.objects.get(id=quote.id)


def said_yes(browser: Client, quote: Quote, answer: str = "unnamed", words: str = "") -> int:
    seen = bytes(Quote.objects.get(id=quote.id).asked or b"").hex()
    return post(browser, "answer_quote", quote, answer=answer, seen=seen, words=words)


def found(browser: Client, words: str) -> str:
    return browser.get(reverse("search"), {"q": words}).text


@pytest.mark.slow
def test_a_quote_goes_out_after_a_yes_and_comes_back_at_once(
    client_of: Browsers, alice: Person, bob: Person, dana: Person, meeting: Meeting
) -> None:
    keeper, speaker, reader = client_of(alice), client_of(bob), client_of(dana)
    quote = asked(keeper, meeting)
    page = reverse("talks:quote", args=[quote.id])
    assert reader.get(page).status_code == 404
    assert post(keeper, "publish_quote", quote) == 422, "nobody has said yes"
    assert said_yes(speaker, quote, "named") == 303
    assert reader.get(page).status_code == 404
    assert post(keeper, "publish_quote", quote) == 303
    shown = reader.get(reverse("talks:quotes")).text
    assert f"“{BOB_SAID}.”" in shown
    assert "Bob" in shown
    assert "edited" not in shown
    assert BOB_SAID in reader.get(page).text
    assert page in found(reader, "Zqbuilds")
    assert post(speaker, "withdraw_quote", quote) == 303
    assert BOB_SAID not in reader.get(reverse("talks:quotes")).text
    assert "quote withdrawn" in reader.get(reverse("talks:quotes")).text
    assert "quote withdrawn" in reader.get(page).text
    assert page not in found(reader, "Zqbuilds")
    assert "zqbuilds" not in written_anywhere().casefold()
    assert post(keeper, "publish_quote", quote) == 422


def for_everybody(keeper: Client, meeting: Meeting) -> Quote:
    """Ask about what Bob said first, to be read by everybody."""
    quote = drafted(keeper, meeting)
    assert post(keeper, "redraft_quote", quote, words=f"{BOB_SAID}.", readers="public") == 303
    assert post(keeper, "ask_speaker", quote) == 303
    return quote


@pytest.mark.slow
def test_a_quote_for_everybody_is_read_outside_and_its_withdrawal_takes_it_down_there_at_once(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    keeper, speaker, outside = client_of(alice), client_of(bob), Client()
    everywhere, missing = reverse("talks:public_quotes"), reverse("talks:public_quote", args=[uuid4()])
    quote = for_everybody(keeper, meeting)
    there = reverse("talks:public_quote", args=[quote.id])
    assert "also outside" in speaker.get(reverse("talks:quote", args=[quote.id])).text, "the speaker is told by whom"
    assert said_yes(speaker, quote, "unnamed") == 303
    assert outside.get(there).status_code == 404, "a yes publishes nothing by itself"
    assert post(keeper, "publish_quote", quote) == 303
    for address in (there, everywhere):
        answer = outside.get(address)
        assert f"“{BOB_SAID}.”" in answer.text
        assert "Bob" not in answer.text.replace(BOB_SAID, "")
        assert answer["Cache-Control"] == "no-cache", "who kept a copy asks again before showing it"
    assert post(speaker, "withdraw_quote", quote) == 303
    assert outside.get(there).content == outside.get(missing).content
    assert outside.get(there).status_code == 404
    assert BOB_SAID not in outside.get(everywhere).text
    assert "withdrawn" not in outside.get(everywhere).text, "outside nothing tells that there was one"
    assert BOB_SAID.split()[0].casefold() not in written_anywhere().casefold()


@pytest.mark.slow
def test_a_yes_to_the_organisation_is_none_to_everybody(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    keeper, speaker, outside = client_of(alice), client_of(bob), Client()
    quote = asked(keeper, meeting)
    said_yes(speaker, quote)
    seen = bytes(Quote.objects.get(id=quote.id).asked or b"").hex()
    assert post(keeper, "redraft_quote", quote, words=f"{BOB_SAID}.", readers="public") == 303
    assert post(keeper, "publish_quote", quote) == 422, "asked for others, and agreed to by nobody"
    assert post(keeper, "ask_speaker", quote) == 303
    assert post(speaker, "answer_quote", quote, answer="unnamed", seen=seen) == 422, "a page from before"
    assert outside.get(reverse("talks:public_quote", args=[quote.id])).status_code == 404
    assert BOB_SAID not in outside.get(reverse("talks:public_quotes")).text


def test_a_quote_of_the_organisation_is_not_read_outside(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    keeper = client_of(alice)
    quote = asked(keeper, meeting)
    said_yes(client_of(bob), quote)
    post(keeper, "publish_quote", quote)
    assert Client().get(reverse("talks:public_quote", args=[quote.id])).status_code == 404
    assert BOB_SAID not in Client().get(reverse("talks:public_quotes")).text


@pytest.mark.slow
def test_other_words_than_those_said_are_marked_as_edited(
    client_of: Browsers, alice: Person, bob: Person, dana: Person, meeting: Meeting
) -> None:
    keeper, speaker = client_of(alice), client_of(bob)
    by_keeper, by_speaker = asked(keeper, meeting, "The builds need hours."), asked(keeper, meeting)
    assert "What was said:" in speaker.get(reverse("talks:quote", args=[by_keeper.id])).text
    said_yes(speaker, by_keeper)
    said_yes(speaker, by_speaker, words="Zqmilder words.")
    for quote in (by_keeper, by_speaker):
        assert Quote.objects.get(id=quote.id).state == State.APPROVED_AS_EDITED
        assert post(keeper, "publish_quote", quote) == 303
    shown = client_of(dana).get(reverse("talks:quotes")).text
    assert shown.count("edited") == 2
    assert "Zqmilder words." in shown
    assert "Bob" not in shown, "no name was wanted"


@pytest.mark.slow
def test_a_yes_is_to_the_words_that_were_seen_and_to_no_others(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    keeper, speaker = client_of(alice), client_of(bob)
    quote = asked(keeper, meeting)
    seen = bytes(quote.asked or b"").hex()
    assert post(keeper, "redraft_quote", quote, words="Other words.") == 303
    assert post(keeper, "ask_speaker", quote) == 303
    late = speaker.post(reverse("talks:answer_quote", args=[quote.id]), {"answer": "unnamed", "seen": seen})
    assert late.status_code == 422
    assert "The words have changed since you opened the page." in late.text
    assert post(keeper, "publish_quote", quote) == 422
    assert said_yes(speaker, quote) == 303
    assert post(keeper, "redraft_quote", quote, words="Others again.") == 303
    assert post(keeper, "publish_quote", quote) == 422, "the yes was to the words before"


@pytest.mark.slow
def test_only_in_other_words_means_other_words_and_another_question(
    client_of: Browsers, alice: Person, bob: Person, dana: Person, meeting: Meeting
) -> None:
    keeper, speaker = client_of(alice), client_of(bob)
    quote = asked(keeper, meeting)
    assert said_yes(speaker, quote, "allow a paraphrase") == 303
    assert post(keeper, "publish_quote", quote) == 422
    copied = keeper.post(reverse("talks:redraft_quote", args=[quote.id]), {"words": f"He says: {BOB_SAID}"})
    assert copied.status_code == 422
    assert "Say it in words of your own." in copied.text
    assert post(keeper, "redraft_quote", quote, words="Somebody lacks hours for mending.") == 303
    assert post(keeper, "ask_speaker", quote) == 303
    assert said_yes(speaker, quote) == 303
    assert post(keeper, "publish_quote", quote) == 303
    shown = client_of(dana).get(reverse("talks:quotes")).text
    assert "in other words" in shown
    assert "“Somebody lacks" not in shown


@pytest.mark.slow
def test_a_no_ends_it_for_its_keeper_and_the_speaker_may_think_again(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    keeper, speaker = client_of(alice), client_of(bob)
    quote = asked(keeper, meeting)
    assert said_yes(speaker, quote, "refuse") == 303
    for route in ("ask_speaker", "publish_quote", "withdraw_quote"):
        assert post(keeper, route, quote) == 422
    assert post(keeper, "redraft_quote", quote, words="Please") == 422
    assert said_yes(speaker, quote, "unnamed") == 303
    assert post(keeper, "publish_quote", quote) == 303


@pytest.mark.slow
def test_it_waits_on_the_page_of_what_waits_and_is_answered_there(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    quote = asked(client_of(alice), meeting)
    browser = client_of(bob)
    page = browser.get(reverse("waiting"))
    assert "May these words of yours be quoted?" in page.text
    assert BOB_SAID in page.text
    field = next(name for name, ask in page.context["form"].asks.items() if ask.text)
    assert browser.post(reverse("waiting"), {field: "named"}).status_code == 303
    assert Quote.objects.get(id=quote.id).state == State.APPROVED
    assert BOB_SAID not in browser.get(reverse("waiting")).text


@pytest.mark.slow
def test_what_waits_says_who_would_read_the_words_of_a_quote(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    """It said "everyone in the organisation" of a quote for everybody, and took the yes for that."""
    keeper, speaker = client_of(alice), client_of(bob)
    quote = asked(keeper, meeting)
    assert "Who would read them: everyone in the organisation." in speaker.get(reverse("waiting")).text
    assert post(keeper, "redraft_quote", quote, words=f"{BOB_SAID}.", readers="public") == 303
    assert post(keeper, "ask_speaker", quote) == 303
    told = speaker.get(reverse("waiting")).text
    assert "Who would read them: everybody, also outside the organisation." in told
    assert "read them: everyone in the organisation. " not in told


@pytest.mark.slow
def test_nobody_but_the_speaker_answers_and_nobody_but_the_keeper_publishes(
    client_of: Browsers, alice: Person, otto: Person, charlie: Person, meeting: Meeting
) -> None:
    quote = asked(client_of(alice), meeting)
    assert said_yes(client_of(alice), quote) == 404
    assert said_yes(client_of(charlie), quote) == 404
    assert post(client_of(otto), "publish_quote", quote) == 404
    assert post(client_of(charlie), "withdraw_quote", quote) == 404


def test_nobody_is_asked_before_somebody_says_who_it_is(client_of: Browsers, alice: Person) -> None:
    meeting = a_meeting(alice)
    answer = client_of(alice).post(reverse("talks:new_quote", args=[meeting.id, 0, 0]), {"words": "x"})
    assert answer.status_code == 422
    assert "Say first who Bob is" in answer.text
    assert client_of(alice).get(reverse("talks:new_quote", args=[meeting.id, 0, 99])).status_code == 404


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_a_quote_has_words(client_of: Browsers, alice: Person, meeting: Meeting, words: str) -> None:
    answer = client_of(alice).post(reverse("talks:new_quote", args=[meeting.id, 0, 0]), {"words": words})
    assert answer.status_code == 422
    assert not Quote.objects.exists()


def test_the_database_refuses_what_nobody_agreed_to(client_of: Browsers, alice: Person, meeting: Meeting) -> None:
    quote = asked(client_of(alice), meeting)
    for columns in (
        {"state": State.PUBLISHED, "words": "x", "published_on": "2026-01-01"},
        {"words": "x"},
        {"said_by": "Bob"},
        {"agreed": b"x" * 32},
        {"state": State.PUBLISHED, "agreed": b"x" * 32, "published_on": "2026-01-01"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quote.objects.filter(id=quote.id).update(**columns)


@pytest.mark.slow
def test_words_that_somebody_changes_in_the_database_are_not_shown(
    client_of: Browsers, alice: Person, bob: Person, dana: Person, meeting: Meeting
) -> None:
    quote = asked(client_of(alice), meeting)
    said_yes(client_of(bob), quote)
    post(client_of(alice), "publish_quote", quote)
    Quote.objects.update(words="Zqforged words")
    reader = client_of(dana)
    assert "Zqforged" not in reader.get(reverse("talks:quotes")).text
    assert "Zqforged" not in reader.get(reverse("talks:quote", args=[quote.id])).text
    assert FindableQuotes().hidden(cast("Visitor", dana), [str(quote.id)]) == {str(quote.id)}
    Quote.objects.update(words=f"{BOB_SAID}.", said_by="Bob")
    assert BOB_SAID not in reader.get(reverse("talks:quotes")).text, "without a name was the yes"


@pytest.mark.slow
def test_a_draft_lies_closed_and_its_speaker_is_in_no_line_of_the_log(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    quote = asked(client_of(alice), meeting)
    said_yes(client_of(bob), quote)
    assert "zqbuilds" not in written_anywhere().casefold()
    assert str(bob.id) not in str(list(Entry.objects.filter(context="talks").values()))
    voices.destroy_orphaned_keys(suspects=voices.suspect_item_keys())
    assert queries.draft_of(Quote.objects.get()) is not None


@pytest.mark.slow
def test_what_turns_out_to_be_somebody_elses_is_taken_down(
    client_of: Browsers, alice: Person, bob: Person, charlie: Person, meeting: Meeting
) -> None:
    quote = asked(client_of(alice), meeting)
    said_yes(client_of(bob), quote)
    post(client_of(alice), "publish_quote", quote)
    say(alice, meeting, {"Bob": charlie})
    assert BOB_SAID not in client_of(charlie).get(reverse("talks:quotes")).text
    drafted(client_of(alice), meeting)
    transcripts.destroy_words(by=alice, meeting=meeting)
    assert Quote.objects.get().id == quote.id, "what was out leaves its stone"
    assert "quote withdrawn" in client_of(charlie).get(reverse("talks:quote", args=[quote.id])).text


@pytest.mark.slow
def test_an_answer_that_is_none_is_refused(client_of: Browsers, alice: Person, bob: Person, meeting: Meeting) -> None:
    quote = asked(client_of(alice), meeting)
    assert said_yes(client_of(bob), quote, "perhaps") == 422
    for act in (Act.PUBLISH, Act.WITHDRAW):
        with pytest.raises(Refused):
            actions.answer_quote(quote=quote, answer=Answer(act, bytes(quote.asked or b"").hex()))


@pytest.mark.slow
def test_one_quote_and_three_cost_the_same(
    client_of: Browsers,
    alice: Person,
    bob: Person,
    meeting: Meeting,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    counts: dict[str, list[int]] = {}
    for rows in (1, 2):
        for _ in range(rows):
            quote = asked(client_of(alice), meeting)
            said_yes(client_of(bob), quote)
            post(client_of(alice), "publish_quote", quote)
            asked(client_of(alice), meeting)
        for path in (reverse("talks:quotes"), reverse("waiting"), reverse("talks:own_words", args=[meeting.id])):
            browser = client_of(bob)
            browser.get(path)
            with django_assert_max_num_queries(60) as ran:
                browser.get(path)
            counts.setdefault(path, []).append(len(ran))
    assert all(few == many for few, many in counts.values()), counts


def test_an_empty_list_says_how_a_quote_begins(client_of: Browsers, dana: Person) -> None:
    assert "One begins in a meeting" in client_of(dana).get(reverse("talks:quotes")).text


@pytest.mark.slow
def test_a_speaker_finds_their_quotes_on_the_page_of_their_words(
    client_of: Browsers, alice: Person, bob: Person, meeting: Meeting
) -> None:
    here, browser = reverse("talks:own_words", args=[meeting.id]), client_of(bob)
    drafted(client_of(alice), meeting)
    assert "Quotes of mine" not in browser.get(here).text, "a draft is its keeper's alone"
    quote = asked(client_of(alice), meeting)
    assert BOB_SAID in browser.get(here).text
    said_yes(browser, quote)
    post(client_of(alice), "publish_quote", quote)
    post(browser, "withdraw_quote", quote)
    assert "quote withdrawn" in browser.get(here).text


@pytest.mark.slow
def test_where_it_was_said_is_for_those_who_read_it_there(
    client_of: Browsers, alice: Person, bob: Person, dana: Person, meeting: Meeting
) -> None:
    quote = asked(client_of(alice), meeting)
    said_yes(client_of(bob), quote)
    post(client_of(alice), "publish_quote", quote)
    here = reverse("talks:quote", args=[quote.id])
    assert "Where it was said" in client_of(alice).get(here).text
    assert "Where it was said" not in client_of(dana).get(here).text
    share(bob, meeting.id)
    assert "Where it was said" in client_of(dana).get(here).text
