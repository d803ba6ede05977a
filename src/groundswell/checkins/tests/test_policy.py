"""Who may do what with check-ins, by role."""

import pytest

from groundswell.checkins import policy
from groundswell.checkins.rules.periods import Word
from groundswell.people import actions as people
from groundswell.people.rules import Grant
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_everybody_reads_figures_and_readers_alone_open_answers(organisation: Cast) -> None:
    reading = {name: policy.may_read_figures(getattr(organisation, name)) for name in ("alice", "otto", "bob", "ada")}
    assert set(reading.values()) == {True}
    opening = {
        name for name in ("alice", "otto", "bob", "ada", "mo") if policy.may_open_answers(getattr(organisation, name))
    }
    assert opening == {"alice", "otto"}


def test_advocates_and_administrators_change_the_plan_and_administrators_name_help(organisation: Cast) -> None:
    names = ("alice", "otto", "bob", "ada", "mo")
    assert {name for name in names if policy.may_change_plan(getattr(organisation, name))} == {"alice", "ada"}
    assert {name for name in names if policy.may_name_help(getattr(organisation, name))} == {"ada"}
    told = {name for name in names if policy.is_told_why_none_opens(getattr(organisation, name))}
    assert told == {"alice", "otto", "ada"}


def test_whoever_left_may_nothing(organisation: Cast) -> None:
    people.leave(by=None, person=organisation.alice)
    organisation.alice.refresh_from_db()
    assert not policy.may_read_figures(organisation.alice)
    assert not policy.may_open_answers(organisation.alice)


def test_only_with_the_role_and_about_others_who_are_here(organisation: Cast) -> None:
    referrer = organisation.mo
    people.assign_role(by=None, role=people.standard_role(Grant.REFERRER), person=referrer)
    assert policy.may_refer(referrer, organisation.bob)
    assert not policy.may_refer(referrer, referrer)
    assert not policy.may_refer(organisation.bob, organisation.charlie)
    people.leave(by=None, person=organisation.bob)
    organisation.bob.refresh_from_db()
    assert not policy.may_refer(referrer, organisation.bob)


def test_of_what_is_personal_nothing_is_made() -> None:
    assert policy.may_become_a_concern(Word.PROCESS)
    assert policy.may_become_a_concern(None)
    assert not policy.may_become_a_concern(Word.PERSONAL)
