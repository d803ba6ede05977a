"""Widening is an act, narrowing is possible, and a reason stays with those for whom it was written."""

from collections.abc import Callable
from typing import Any

import pytest

from groundswell.people import actions as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience, Grant
from groundswell.register import actions, policy
from groundswell.register.actions import Marked
from groundswell.register.models import Concern
from groundswell.register.queries import concern as queries
from groundswell.register.queries.proposals import content_of
from groundswell.register.rules.concerns import State
from groundswell.register.tests.conftest import move, published
from groundswell.register.wordings import words_of
from tests.cast import Cast

type Raise = Callable[..., Concern]


def test_a_draft_is_shared_between_desks_with_a_reason(alice: Person) -> None:
    concern = actions.raise_concern(by=alice, title="Reviews wait")
    with pytest.raises(Refused) as refused:
        actions.change_audience(by=alice, item=concern, audience=Audience.ADVOCATE, reason=" ")
    assert refused.value.field == "reason"
    actions.change_audience(by=alice, item=concern, audience=Audience.ADVOCATE, reason="We both hear it.")
    assert concern.audience == Audience.ADVOCATE


def test_nothing_is_widened_beyond_the_desk_by_a_click(alice: Person, raised: Raise, organisation: Cast) -> None:
    concern = raised()
    for audience in (Audience.CELL, Audience.ORGANISATION, Audience.PUBLIC):
        with pytest.raises(Refused):
            actions.change_audience(by=alice, item=concern, audience=audience, reason="why", cell=organisation.cell_one)


def test_another_cell_is_not_the_same_people(alice: Person, raised: Raise, organisation: Cast) -> None:
    concern = raised(audience=Audience.CELL, cell=organisation.cell_one)
    with pytest.raises(Refused):
        actions.change_audience(
            by=alice, item=concern, audience=Audience.CELL, reason="why", cell=organisation.cell_two
        )


def test_narrowing_is_one_step_and_says_why(alice: Person, raised: Raise, organisation: Cast) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    actions.change_audience(
        by=alice, item=concern, audience=Audience.CELL, reason="It is theirs.", cell=organisation.cell_one
    )
    assert policy.may_read(policy.reading_of(organisation.bob), concern)
    assert not policy.may_read(policy.reading_of(organisation.charlie), concern)
    with pytest.raises(Refused):
        actions.change_audience(by=alice, item=concern, audience=Audience.CELL, reason="why")


@pytest.mark.slow
def test_a_name_in_a_reason_that_others_will_read_waits_for_a_look(alice: Person, raised: Raise) -> None:
    concern = raised(audience=Audience.PUBLIC)
    told: dict[str, Any] = {
        "by": alice,
        "item": concern,
        "audience": Audience.ORGANISATION,
        "reason": "Bob asked for it.",
    }
    with pytest.raises(Marked):
        actions.change_audience(**told)
    concern.refresh_from_db()
    assert concern.audience == Audience.PUBLIC
    actions.change_audience(**told, kept="He says so himself.")
    wording = actions.propose_words(
        by=alice, item=raised(), words=words_of(concern), audience=Audience.ORGANISATION, reason="Bob has it too."
    )
    assert "Bob" in [look.excerpt for look in content_of(wording, None).waiting]


def test_the_same_readers_are_no_change(alice: Person, raised: Raise) -> None:
    with pytest.raises(Refused):
        actions.change_audience(by=alice, item=raised(), audience=Audience.ADVOCATE, reason="why")


def test_only_its_writer_keeps_something_to_themselves(organisation: Cast, raised: Raise) -> None:
    people.assign_role(
        by=None,
        role=people.standard_role(Grant.ADVOCATE),
        person=organisation.dana,
        from_on=organisation.dana.joined_on,
    )
    with pytest.raises(Refused):
        actions.change_audience(by=organisation.dana, item=raised(), audience=Audience.ME, reason="mine")


def test_a_reason_stays_with_those_for_whom_it_was_written(alice: Person, bob: Person, raised: Raise) -> None:
    concern = move(raised(), State.LOOKED_AT, by=alice, reason="Between us: we think so.")
    published(concern, Audience.ORGANISATION, by=alice)
    move(concern, State.DECIDED, by=alice, reason="It is agreed.")
    lines = queries.history_of([concern.id], policy.reading_of(bob))
    assert [(line.after, line.reason, line.is_kept_back) for line in lines] == [
        ("raised", "", False),
        ("looked_at", "", True),
        ("organisation", "Others have it too.", False),
        ("decided", "It is agreed.", False),
    ]


def test_an_advocate_of_one_cell_reads_that_cell_and_what_lies_inside(organisation: Cast) -> None:
    inner = people.open_cell(by=None, name="Inner", parent=organisation.cell_one)
    people.assign_role(
        by=None,
        role=people.standard_role(Grant.ADVOCATE),
        person=organisation.dana,
        from_on=organisation.dana.joined_on,
        cells=[organisation.cell_one],
    )
    keys = policy.reading_of(organisation.dana).keys
    assert {f"cell:{organisation.cell_one.id}", f"cell:{inner.id}"} <= keys
    assert f"cell:{organisation.cell_two.id}" not in keys


def test_who_left_reads_what_is_public_and_nobody_reads_more_than_that_without_a_name(organisation: Cast) -> None:
    assert policy.reading_of(organisation.lee).keys == {"public"}
    assert policy.reading_of(None).keys == {"public"}
    assert not policy.reading_of(organisation.lee).at_the_desk


@pytest.mark.slow
def test_who_can_read_it_is_said_in_words(organisation: Cast, raised: Raise) -> None:
    concern = raised()
    assert queries.readers_of(concern) == "the advocates (Alice)"
    for audience, words in (
        (Audience.CELL, "everyone in Cell One, and the advocates (Alice)"),
        (Audience.ORGANISATION, "everyone in the organisation"),
        (Audience.PUBLIC, "everybody, also outside the organisation"),
    ):
        published(concern, audience, by=organisation.alice, cell=organisation.cell_one)
        assert queries.readers_of(concern) == words
    assert policy.readers_in_words(Audience.ME, person=organisation.bob) == "Bob"
    assert policy.readers_in_words(Audience.ME) == ""
    people.end_role(by=None, assignment=organisation.alice.role_assignments.get())
    assert policy.readers_in_words(Audience.ADVOCATE) == "the advocates"


def test_who_may_take_part_is_whoever_reads_it_and_has_a_name(organisation: Cast, raised: Raise) -> None:
    concern = raised(audience=Audience.PUBLIC)
    assert policy.may_take_part(policy.reading_of(organisation.bob), concern)
    assert not policy.may_take_part(policy.OUTSIDE, concern)
    assert not policy.may_keep(policy.OUTSIDE, concern)
