"""A phase is left when its work is there, and not before."""

import pytest

from groundswell.propositions.proposing.rules.decisions import Standing
from groundswell.propositions.rounds.rules.conditions import WITH_A_PROPOSITION, Missing, missing, stops_the_desk
from groundswell.propositions.rounds.rules.phases import Phase

NOWHERE, PUBLISHED = Standing(), Standing(is_published=True)
SENT = Standing(is_published=True, is_sent=True)
REVIEWED = Standing(is_published=True, is_sent=True, is_reviewed=True)
DECIDED = Standing(is_published=True, is_decided=True)


@pytest.mark.parametrize("phase", sorted(WITH_A_PROPOSITION))
def test_no_phase_that_works_on_a_proposition_is_left_without_one(phase: Phase) -> None:
    lacks = missing(phase, has_statement=True, standing=NOWHERE)
    assert lacks is Missing.PROPOSITION
    assert stops_the_desk(lacks)


@pytest.mark.parametrize(
    ("phase", "standing", "lacks"),
    [
        (Phase.PROPOSITION, PUBLISHED, None),
        (Phase.SIDES, PUBLISHED, None),
        (Phase.REVIEW, PUBLISHED, Missing.SENDING),
        (Phase.REVIEW, SENT, Missing.REVIEW),
        (Phase.REVIEW, REVIEWED, None),
        (Phase.DECISION, REVIEWED, Missing.DECISION),
        (Phase.DECISION, DECIDED, None),
        (Phase.FOLLOW_UP, DECIDED, None),
    ],
)
def test_each_phase_waits_for_its_own_work(phase: Phase, standing: Standing, lacks: Missing | None) -> None:
    assert missing(phase, has_statement=False, standing=standing) is lacks


@pytest.mark.parametrize("phase", [Phase.PREPARE, Phase.IDEAS, Phase.VOTES, Phase.ENDED])
def test_what_needs_no_proposition_lacks_nothing(phase: Phase) -> None:
    assert missing(phase, has_statement=False, standing=NOWHERE) is None


def test_a_vote_needs_a_statement() -> None:
    assert missing(Phase.CLARIFY, has_statement=False, standing=NOWHERE) is Missing.STATEMENT
    assert missing(Phase.CLARIFY, has_statement=True, standing=NOWHERE) is None


def test_an_advocate_passes_a_review_that_was_not_sent_and_never_one_that_is_open() -> None:
    assert not stops_the_desk(None)
    assert not stops_the_desk(Missing.SENDING)
    assert stops_the_desk(Missing.REVIEW)
