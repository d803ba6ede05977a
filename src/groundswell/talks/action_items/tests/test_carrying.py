"""None vanishes between two meetings."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.register.tests.test_sealed_proposals import written_anywhere
from groundswell.talks.action_items import actions, queries, rules
from groundswell.talks.action_items.rules import Ending, Held, Raised, Standing
from groundswell.talks.models import ActionItem, Meeting
from groundswell.talks.transcripts.tests.scene import a_meeting

DAY = date(2026, 1, 1)
GAPS = st.lists(st.integers(0, 30), min_size=1, max_size=12)


def meetings(gaps: list[int]) -> list[Held]:
    days, held = DAY, []
    for gap in gaps:
        days += timedelta(days=gap)
        held.append(Held(uuid4(), days))
    return held


@given(GAPS, st.integers(0, 11), st.none() | st.integers(0, 200))
def test_an_item_stands_at_every_meeting_from_where_it_was_raised_to_the_first_after_its_end(
    gaps: list[int], raised: int, ends_after: int | None
) -> None:
    held = meetings(gaps)
    at = raised % len(held)
    ended = None if ends_after is None else held[at].on + timedelta(days=ends_after)
    item = Raised(uuid4(), held[at].id, ended)
    stands = [rules.standing(item, held, each.id) for each in held]
    over = next((each.on for each in held if ended and each.on > ended), date.max)
    for each, how in zip(held, stands, strict=True):
        if each.id == item.at:
            assert how == Standing.NEW
        elif each.on < held[at].on or each.on > over:
            assert how is None
        else:
            assert how == (Standing.ENDED_SINCE if each.on == over else Standing.CARRIED)


def test_of_two_meetings_on_one_day_what_was_raised_at_either_stands_at_both() -> None:
    one, other, after = (Held(uuid4(), day) for day in (DAY, DAY, DAY + timedelta(days=7)))
    for first, second in ((one, other), (other, one)):
        item = Raised(uuid4(), first.id, DAY)
        stands = [rules.standing(item, [one, other, after], each.id) for each in (first, second, after)]
        assert stands == [Standing.NEW, Standing.CARRIED, Standing.ENDED_SINCE]


@given(GAPS, st.lists(st.tuples(st.integers(0, 11), st.none() | st.integers(0, 200)), max_size=10))
def test_what_is_open_stands_at_the_newest_meeting(gaps: list[int], given_: list[tuple[int, int | None]]) -> None:
    held = meetings(gaps)
    items = [
        Raised(uuid4(), held[at % len(held)].id, None if ends is None else held[at % len(held)].on + timedelta(ends))
        for at, ends in given_
    ]
    stands = rules.standings(items, held, held[-1].id)
    assert {item.id for item in items if item.ended_on is None} <= set(stands)


def test_its_keeper_and_its_owner_end_it_and_nobody_else() -> None:
    assert rules.may_end(is_keeper=True, is_owner=False)
    assert rules.may_end(is_keeper=False, is_owner=True)
    assert not rules.may_end(is_keeper=False, is_owner=False)


def raised(alice: Person, meeting: Meeting, **more: object) -> ActionItem:
    return actions.raise_item(by=alice, meeting=meeting, text="Zqask the planner for hours", **more)  # type: ignore[arg-type]  # as the action's own


def standing_of(meeting: Meeting, person: Person) -> dict[UUID, Standing]:
    return {line.id: line.standing for line in queries.items_at(meeting, person)}


@pytest.mark.django_db
def test_an_item_is_carried_from_meeting_to_meeting_until_it_is_done(alice: Person, bob: Person) -> None:
    first = a_meeting(alice, days_ago=30)
    item = raised(alice, first, person=bob)
    second = a_meeting(alice, series=first.series, days_ago=10)
    other = a_meeting(alice, days_ago=5)
    assert standing_of(second, alice) == {item.id: Standing.CARRIED}
    assert standing_of(other, alice) == {}, "another series has items of its own"
    actions.end_item(item=item, ending=Ending.DONE, by=alice)
    third = a_meeting(alice, series=first.series, days_ago=-1, cues=())
    fourth = a_meeting(alice, series=first.series, days_ago=-2, cues=())
    assert standing_of(third, alice) == {item.id: Standing.ENDED_SINCE}
    assert standing_of(fourth, alice) == {}


@pytest.mark.django_db
def test_nothing_is_assigned_a_no_leaves_it_open_and_nobody_reads_whose_it_was(alice: Person, bob: Person) -> None:
    meeting = a_meeting(alice)
    item = raised(alice, meeting, person=bob)
    assert queries.own_items(bob) == []
    assert [line.id for line in queries.asked_of(bob)] == [item.id]
    actions.decline_item(item=item)
    [line] = queries.items_at(meeting, alice)
    assert (line.owner, line.is_open, line.has_owner_here) == ("", True, False)
    assert queries.asked_of(bob) == []
    assert queries.item_for(bob, item.id) is None


@pytest.mark.django_db
def test_who_said_yes_says_when_it_is_done(alice: Person, bob: Person, charlie: Person) -> None:
    item = raised(alice, a_meeting(alice), person=bob)
    actions.accept_item(item=item)
    assert [line.id for line in queries.own_items(bob)] == [item.id]
    assert queries.item_for(charlie, item.id) is None
    actions.end_item(item=item, ending=Ending.DONE)
    actions.end_item(item=item, ending=Ending.GIVEN_UP, reason="twice")
    assert ActionItem.objects.get().ending == Ending.DONE
    assert queries.own_items(bob) == []


@pytest.mark.django_db
def test_giving_up_needs_a_reason_and_an_item_needs_words_and_a_day_to_come(alice: Person) -> None:
    meeting = a_meeting(alice)
    item = raised(alice, meeting, owner="The other team", due_on=clock.today())
    for ending, field in ((Ending.GIVEN_UP, "reason"), (Ending.NONE, "ending")):
        with pytest.raises(Refused) as refused:
            actions.end_item(item=item, ending=ending, reason=" ")
        assert refused.value.field == field
    actions.end_item(item=item, ending=Ending.GIVEN_UP, reason="Nobody has hours", by=alice)
    assert queries.items_at(meeting, alice)[0].reason == "Nobody has hours"
    for text in ("", "x" * 501):
        with pytest.raises(Refused) as refused:
            actions.raise_item(by=alice, meeting=meeting, text=text)
        assert refused.value.field == "text"
    with pytest.raises(Refused) as refused:
        actions.raise_item(by=alice, meeting=meeting, text="x", due_on=meeting.held_on - timedelta(days=1))
    assert refused.value.field == "due_on"


@pytest.mark.django_db
def test_a_dump_reads_neither_what_nor_who(alice: Person, bob: Person) -> None:
    item = raised(alice, a_meeting(alice), person=bob)
    assert "zqask" not in written_anywhere().casefold()
    assert bob.id not in ActionItem.objects.values_list().get(id=item.id)
