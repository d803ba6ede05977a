"""Which words are rare can be told in a language of which there is a list; where there is none, that is said."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register import actions
from groundswell.register.actions.vocabulary import MOST_WORDS
from groundswell.register.models import Concern, OrdinaryWord
from groundswell.register.queries.marks import marks_in
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.identification import Mark
from groundswell.register.tests.conftest import proposed
from tests.cast import Cast

type Raise = Callable[..., Concern]

GERMAN = "Niemand hat Zeit zum Begutachten, also bleibt fertige Arbeit tagelang liegen und Bob vergisst sie"
ENGLISH = "Nobody has time to review, so finished work waits for days and the pelican forgets it"


def kinds(text: str) -> set[Mark]:
    return {hit.mark for hit in marks_in(text)}


def test_of_another_language_no_word_is_called_rare_and_that_is_said(organisation: Cast) -> None:
    assert kinds(GERMAN) == {Mark.LANGUAGE, Mark.NAME}
    assert kinds(ENGLISH) == {Mark.RARE}


@pytest.mark.slow
def test_a_language_is_learned_from_what_everybody_here_reads(organisation: Cast, raised: Raise) -> None:
    for title in ("Nachts", "Tags"):
        raised(
            title, text=GERMAN.replace("vergisst", "findet").replace("Bob", "niemand"), audience=Audience.ORGANISATION
        )
    assert {(hit.mark, hit.excerpt) for hit in marks_in(GERMAN)} == {(Mark.NAME, "Bob"), (Mark.RARE, "vergisst")}


def test_what_only_begins_like_a_word_makes_it_no_less_rare(organisation: Cast, raised: Raise) -> None:
    for title in ("Reviews wait", "Nobody has time"):
        raised(title, text="The harbourmaster forgets it.", audience=Audience.ORGANISATION)
    assert {hit.excerpt for hit in marks_in("The harbour forgets it")} == {"harbour"}
    assert marks_in("The harbourmaster forgets it") == ()


def test_of_a_few_words_nobody_can_tell_the_language_and_each_is_marked(organisation: Cast) -> None:
    assert kinds("Niemand begutachtet etwas") == {Mark.RARE}


def test_words_of_the_organisations_own_are_ordinary_here_in_every_form(alice: Person) -> None:
    actions.set_ordinary_words(by=alice, text="Pelican\nKubernetes, PELICAN")
    assert list(OrdinaryWord.objects.values_list("word", flat=True)) == ["kubernetes", "pelican"]
    assert marks_in(ENGLISH.replace("pelican", "pelicans")) == ()


def test_enough_words_of_a_language_make_it_one_that_is_checked(alice: Person) -> None:
    actions.set_ordinary_words(by=alice, text=GERMAN.replace("vergisst", "").replace("Bob", ""))
    assert {hit.excerpt for hit in marks_in(GERMAN)} == {"Bob", "vergisst"}


def test_words_in_another_language_go_out_only_after_somebody_said_why_unchecked_words_may_stay(
    alice: Person, raised: Raise
) -> None:
    concern = raised("Nachts", text=GERMAN)
    wording = proposed(concern, Audience.ORGANISATION, by=alice)
    looks = content_of(wording, None).waiting
    assert [look.mark for look in looks] == [Mark.LANGUAGE, Mark.NAME]
    actions.keep_marks(by=alice, wording=wording, looks=[looks[1].id], reason="It is a tool.")
    with pytest.raises(Refused, match="marks are not looked at"):
        actions.publish_words(by=alice, wording=wording)
    actions.keep_marks(by=alice, wording=wording, looks=[looks[0].id], reason="I read it for rare words.")
    actions.publish_words(by=alice, wording=wording)


def test_a_list_that_is_no_list_is_refused(alice: Person) -> None:
    actions.set_ordinary_words(by=alice, text="lamp")
    with pytest.raises(Refused, match="too many"):
        actions.set_ordinary_words(by=alice, text=" ".join(f"word{number}" for number in range(MOST_WORDS + 1)))
    assert OrdinaryWord.objects.count() == 1


def test_the_advocate_keeps_the_list_on_a_page(client_of: Callable[[Person], Client], alice: Person) -> None:
    browser, where = client_of(alice), reverse("register:ordinary_words")
    assert browser.post(where, {"words": "Kubernetes\nHarbour"})["Location"] == where
    assert "harbour\nkubernetes" in browser.get(where).text
    refused = browser.post(where, {"words": " ".join(f"word{number}" for number in range(MOST_WORDS + 1))})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "word5000" in refused.text


def test_the_page_of_a_proposal_says_plainly_that_rare_words_were_not_checked(
    client_of: Callable[[Person], Client], alice: Person, raised: Raise
) -> None:
    concern = raised("Nachts", text=GERMAN)
    proposed(concern, Audience.ORGANISATION, by=alice)
    page = client_of(alice).get(reverse("register:publication", args=["concern", concern.id])).text
    assert "the whole text" in page
    assert "rare words were not checked" in page
