"""Who reads what, and when words may leave the desk."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from groundswell.people.rules import Audience
from groundswell.register.rules import audience, outcomes, publication
from groundswell.register.rules.audience import Unclear
from groundswell.register.rules.items import SourceKind
from groundswell.register.rules.publication import Case, Missing
from groundswell.voices.rules import Refusal

ALICE, CELL = uuid4(), uuid4()


def test_the_key_of_an_audience_names_exactly_its_readers() -> None:
    assert audience.key_of(Audience.ME, person=ALICE) == f"person:{ALICE}"
    assert audience.key_of(Audience.CELL, person=ALICE, cell=CELL) == f"cell:{CELL}"
    assert audience.key_of(Audience.ORGANISATION, person=ALICE) == "organisation"


@given(st.sampled_from(Audience), st.uuids(), st.uuids())
def test_two_audiences_share_a_key_only_if_they_are_the_same_people(rung: Audience, cell: UUID, other: UUID) -> None:
    one = audience.key_of(rung, person=ALICE, cell=cell)
    two = audience.key_of(rung, person=ALICE, cell=other)
    assert (one == two) is (rung is not Audience.CELL or cell == other)


def test_only_what_is_at_the_desk_needs_no_agreement() -> None:
    assert [each for each in Audience if not audience.leaves_the_desk(each)] == [Audience.ME, Audience.ADVOCATE]


def test_another_cell_is_more_people_and_fewer_are_not() -> None:
    assert audience.widens(Audience.CELL, Audience.CELL, same_key=False)
    assert audience.widens(Audience.ADVOCATE, Audience.PUBLIC, same_key=False)
    assert not audience.widens(Audience.ORGANISATION, Audience.CELL, same_key=False)
    assert not audience.widens(Audience.CELL, Audience.CELL, same_key=True)


def test_a_change_of_readers_changes_something_and_says_why() -> None:
    assert audience.unclear(same_key=True, reason="because") is Unclear.SAME
    assert audience.unclear(same_key=False, reason=" ") is Unclear.REASON
    assert audience.unclear(same_key=False, reason="because") is None


cases = st.builds(
    Case,
    audience=st.sampled_from(Audience),
    marks_left=st.integers(0, 2),
    has_sealed_sources=st.booleans(),
    was_compared=st.booleans(),
    is_copied=st.booleans(),
    has_voices=st.booleans(),
    refusal=st.none() | st.sampled_from(Refusal),
    said_to_fewer=st.integers(0, 2),
)


@given(cases)
def test_nothing_leaves_the_desk_unlooked_at_uncompared_copied_or_refused(case: Case) -> None:
    if publication.may_publish(case) and audience.leaves_the_desk(case.audience):
        assert case.marks_left == 0
        assert not case.is_copied
        assert case.was_compared or not case.has_sealed_sources
        assert case.refusal is None or not case.has_voices
        assert case.said_to_fewer == 0


@given(cases)
def test_whatever_is_missing_is_named(case: Case) -> None:
    assert publication.may_publish(case) is not bool(publication.missing(case))


def test_every_thing_that_is_missing_is_named_at_once() -> None:
    case = Case(
        Audience.CELL,
        marks_left=1,
        has_sealed_sources=True,
        is_copied=True,
        has_voices=True,
        refusal=Refusal.NOT_ASKED,
        said_to_fewer=1,
    )
    assert set(publication.missing(case)) == {*Missing, Refusal.NOT_ASKED}


def test_a_title_is_told_to_those_behind_it_once_everybody_may_read_it() -> None:
    assert [each for each in Audience if outcomes.tells_the_title(each)] == [Audience.ORGANISATION, Audience.PUBLIC]


def test_what_is_typed_by_hand_reached_whom_its_kind_says_and_a_confidence_nobody() -> None:
    reached = {kind: audience.reach_of(kind) for kind in SourceKind if audience.reach_of(kind)}
    assert reached == {
        SourceKind.THREAD: "public",
        SourceKind.RETROSPECTIVE: "organisation",
        SourceKind.SPRINT_UPDATE: "organisation",
    }
