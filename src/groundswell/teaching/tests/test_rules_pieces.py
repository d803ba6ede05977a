"""The way of a piece: what each step asks for, walked at random and held against what is written down here."""

from dataclasses import replace
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.teaching.rules import pieces, widening
from groundswell.teaching.rules.pieces import OUT, WAYS, Content, Fault, Kind, Stage
from groundswell.teaching.rules.widening import Look, LookFault

READY = Content(kind=Kind.POST, for_whom=True, aim=True, words_or_link=True, day=True, outcome=True, recording=True)
ALICE, BOB, CAROL = (UUID(int=each) for each in (1, 2, 3))


def test_a_whole_piece_goes_the_whole_way() -> None:
    stages = list(Stage)
    for before, after in pairwise(stages):
        assert pieces.fault(READY, before, after, is_public=True) is None


@pytest.mark.parametrize(
    ("lacking", "to", "fault"),
    [
        ({"for_whom": False}, Stage.REVIEW, Fault.NO_AUDIENCE),
        ({"aim": False}, Stage.REVIEW, Fault.NO_AIM),
        ({"words_or_link": False}, Stage.REVIEW, Fault.EMPTY),
        ({"kind": Kind.PROCESS}, Stage.REVIEW, Fault.NO_STEPS),
        ({"kind": Kind.PROCESS, "steps": 1}, Stage.REVIEW, Fault.NO_CONCERN),
        ({"day": False}, Stage.SCHEDULED, Fault.NO_DAY),
        ({"kind": Kind.PODCAST, "recording": False}, Stage.PUBLISHED, Fault.NO_RECORDING),
        ({"is_inside": True}, Stage.PUBLISHED, Fault.NOT_WIDENED),
        ({"is_inside": True, "is_widened": True}, Stage.PUBLISHED, Fault.NOT_LOOKED_AT),
        ({"outcome": False}, Stage.REVISITED, Fault.NO_OUTCOME),
    ],
)
def test_a_step_says_what_is_missing(lacking: dict[str, object], to: Stage, fault: Fault) -> None:
    stage = {Stage.REVIEW: Stage.DRAFT, Stage.REVISITED: Stage.PUBLISHED}.get(to, Stage.REVIEW)
    assert pieces.fault(replace(READY, **lacking), stage, to, is_public=True) is fault  # type: ignore[arg-type]


def test_inside_nobody_has_to_look_and_a_podcast_needs_no_feed() -> None:
    story = replace(READY, is_inside=True)
    assert pieces.fault(story, Stage.REVIEW, Stage.PUBLISHED, is_public=False) is None
    silent = replace(READY, kind=Kind.PODCAST, recording=False)
    assert pieces.fault(silent, Stage.REVIEW, Stage.PUBLISHED, is_public=False) is None


def test_a_change_of_a_process_needs_no_words_beside_its_steps() -> None:
    change = replace(READY, kind=Kind.PROCESS, words_or_link=False, steps=2, names_concern=True)
    assert pieces.fault(change, Stage.DRAFT, Stage.REVIEW, is_public=False) is None


def test_ways_stand_in_the_order_of_the_way() -> None:
    assert pieces.ways_from(Stage.REVIEW) == [Stage.DRAFT, Stage.SCHEDULED, Stage.PUBLISHED]


contents = st.builds(
    Content,
    kind=st.sampled_from(Kind),
    for_whom=st.booleans(),
    aim=st.booleans(),
    words_or_link=st.booleans(),
    steps=st.integers(0, 2),
    names_concern=st.booleans(),
    recording=st.booleans(),
    day=st.booleans(),
    outcome=st.booleans(),
    is_inside=st.booleans(),
    is_widened=st.booleans(),
    is_looked_at=st.booleans(),
)


@given(content=contents, wishes=st.lists(st.sampled_from(Stage), max_size=12), is_public=st.booleans())
def test_whatever_somebody_wishes_nothing_gets_out_that_is_not_whole(
    content: Content, wishes: list[Stage], *, is_public: bool
) -> None:
    stage, seen = Stage.IDEA, {Stage.IDEA}
    for wish in wishes:
        if pieces.fault(content, stage, wish, is_public=is_public) is None:
            assert wish in WAYS[stage]
            stage = wish
            seen.add(stage)
    if OUT & seen:
        assert Stage.REVIEW in seen, "nothing comes out that nobody could look at"
        assert content.for_whom
        assert content.aim
        assert content.kind is not Kind.PROCESS or (content.steps and content.names_concern)
        assert not is_public or not content.is_inside or (content.is_widened and content.is_looked_at)
        assert not is_public or content.kind is not Kind.PODCAST or content.recording
    assert Stage.REVISITED not in seen or content.outcome


@given(content=contents, stage=st.sampled_from([each for each in Stage if each is not Stage.IDEA]))
def test_a_way_back_is_always_open(content: Content, stage: Stage) -> None:
    back = Stage.IDEA if stage is Stage.DRAFT else Stage.DRAFT
    assert pieces.fault(content, stage, back, is_public=False) is None


# ---------------------------------------------------------------- a second look


NOW = widening.mark_of("a story", "a quote")
OPENED = Look(widened_by=ALICE)


@pytest.mark.parametrize(
    ("look", "by", "told", "fault"),
    [
        (Look(), BOB, {}, LookFault.NOT_WIDENED),
        (OPENED, ALICE, {}, LookFault.SAME_PERSON),
        (OPENED, CAROL, {}, LookFault.SAME_PERSON),
        (OPENED, BOB, {"seen": "other"}, LookFault.OTHER_WORDS),
        (OPENED, BOB, {"marks": 1}, LookFault.MARKS),
        (OPENED, BOB, {"marks": 1, "reason": "It is a place."}, None),
        (OPENED, BOB, {}, None),
    ],
)
def test_a_second_look_is_of_a_second_person_at_these_words(
    look: Look, by: object, told: dict[str, object], fault: LookFault | None
) -> None:
    asked = {"seen": NOW, "now": NOW, "writer": CAROL, "marks": 0, "reason": ""} | told
    assert widening.look_fault(look, by, **asked) is fault  # type: ignore[arg-type]


def test_a_look_ends_with_the_words_that_were_looked_at() -> None:
    look = Look(ALICE, BOB, NOW)
    assert widening.is_looked_at(look, NOW)
    assert not widening.is_looked_at(look, widening.mark_of("a story", "another quote"))
    assert not widening.is_looked_at(replace(look, widened_by=None), NOW)
    assert not widening.is_looked_at(replace(look, looked_by=None), NOW)


@given(st.lists(st.text(alphabet="ab", max_size=3), min_size=2, max_size=2))
def test_words_that_change_places_are_other_words(words: list[str]) -> None:
    assert (widening.mark_of(*words) == widening.mark_of(*reversed(words))) is (words == words[::-1])
