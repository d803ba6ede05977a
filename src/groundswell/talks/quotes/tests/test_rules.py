"""The states of a quote and the acts between them, decided without a database."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.people.rules import Audience
from groundswell.talks.quotes import rules
from groundswell.talks.quotes.rules import Act, State


def reached(from_: State) -> set[State]:
    return {
        rules.after(act, is_as_said=as_said)
        for act, as_said in product(Act, (True, False))
        if rules.is_allowed(act, from_)
    }


def test_nothing_but_a_yes_leads_to_publication() -> None:
    before = {state for state in State if rules.is_allowed(Act.PUBLISH, state)}
    assert before == {State.APPROVED, State.APPROVED_AS_EDITED}
    assert {state for state in State if State.PUBLISHED in reached(state)} == before


def test_what_is_withdrawn_stays_so_and_what_is_out_can_only_be_withdrawn() -> None:
    assert reached(State.WITHDRAWN) == set()
    assert reached(State.PUBLISHED) == {State.WITHDRAWN}


def test_every_state_is_reached_from_a_draft() -> None:
    seen, todo = set(), [State.DRAFT]
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += reached(state)
    assert seen == set(State)


def test_a_keeper_never_answers_and_never_asks_again_after_a_no() -> None:
    assert {act for act in rules.OF_THE_KEEPER if rules.is_allowed(act, State.REFUSED)} == set()
    assert {Act.WITHDRAW} == rules.OF_THE_KEEPER & rules.OF_THE_SPEAKER
    assert set(Act) == rules.OF_THE_KEEPER | rules.OF_THE_SPEAKER


def test_a_yes_to_other_words_says_so() -> None:
    assert rules.after(Act.APPROVE, is_as_said=True) == State.APPROVED
    assert rules.after(Act.APPROVE, is_as_said=False) == State.APPROVED_AS_EDITED
    assert rules.is_as_said("It  is\nslow.", "It is slow.")
    assert not rules.is_as_said("It is fast.", "It is slow.")


def test_a_consent_is_about_readers_a_name_and_whose_words_they_are() -> None:
    about = {
        rules.about(readers, is_named=named, is_paraphrase=paraphrase)
        for readers, named, paraphrase in product(Audience, (True, False), (True, False))
    }
    assert len(about) == len(Audience) * 4


@pytest.mark.parametrize(
    ("text", "said", "repeats"),
    [
        ("We think that the builds are red since May.", "The builds are red since May, and more", True),
        ("THE BUILDS – are, red; since May", "the builds are red since may", True),
        ("Builds fail.", "The builds are red since May, and more", False),
        ("Yes it is.", "it is", True),
        ("", "it is", False),
        ("anything", "", False),
    ],
)
def test_six_words_in_a_row_or_all_of_them_are_no_paraphrase(text: str, said: str, *, repeats: bool) -> None:
    assert rules.repeats(text, said) is repeats


@given(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=30), st.integers(0, 30))
def test_words_cut_out_of_what_was_said_repeat_it(said: list[str], at: int) -> None:
    cut = said[at : at + 6]
    if len(cut) == min(6, len(said)):
        assert rules.repeats(" ".join(["x", *cut, "y"]), " ".join(said))
