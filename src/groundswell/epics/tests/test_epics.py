"""Epics: begun without a cell, held with a reason, told of each sprint, and asked about at their end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from time_machine import Traveller

from groundswell.epics import actions, policy
from groundswell.epics.actions import EpicWords, Stale
from groundswell.epics.models import Epic, Hold, Link, Ticket, Update
from groundswell.epics.queries import epics as queries
from groundswell.epics.rules.holds import Reason
from groundswell.epics.rules.problem import Stream
from groundswell.epics.tests.conftest import Raise, begun, written
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.register.models import Concern
from groundswell.register.rules.concerns import State
from tests.cast import Cast


def test_an_epic_needs_no_cell_and_its_owner_may_be_the_advocate(organisation: Cast) -> None:
    alone = actions.begin_epic(by=organisation.alice, words=EpicWords("Queue", owner=organisation.alice))
    (line,) = queries.lines_of([alone])
    assert [(place.cell, place.is_held) for place in line.places] == [(None, False)]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"stream": Stream.CLIENT, "is_accelerated": True}, "is_accelerated"),
        ({"minimum_hours": Decimal("NaN")}, "minimum_hours"),
        ({"minimum_hours": Decimal(-1)}, "minimum_hours"),
        ({"minimum_hours": Decimal("0.3")}, "minimum_hours"),
        ({"decision": "00000000-0000-4000-8000-000000000000"}, "decision"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(organisation: Cast, told: dict[str, object], field: str) -> None:
    words = EpicWords(**({"name": "Queue"} | told))  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        actions.begin_epic(by=organisation.mo, words=words)
    assert refused.value.field == field
    assert not Epic.objects.exists()


def test_two_epics_of_one_name_would_be_confused(organisation: Cast, epic: Epic) -> None:
    with pytest.raises(Refused, match="called so"):
        begun(organisation)


def test_the_later_of_two_who_change_an_epic_is_told(organisation: Cast, epic: Epic) -> None:
    words = EpicWords("Workflow Manager", why="So that nobody waits.")
    actions.change_epic(by=organisation.alice, epic=epic, words=words, revision=epic.revision)
    with pytest.raises(Stale):
        actions.change_epic(by=organisation.mo, epic=epic, words=words, revision=epic.revision)


def test_only_advocates_and_planners_begin_epics(organisation: Cast) -> None:
    for person in (organisation.bob, organisation.ada, organisation.otto, organisation.lee):
        with pytest.raises(PermissionError):
            actions.begin_epic(by=person, words=EpicWords("Queue"))


# ---------------------------------------------------------------- holds


def test_one_cell_holds_it_while_the_other_moves(organisation: Cast, epic: Epic, noon: Traveller) -> None:
    actions.hold(by=organisation.bob, epic=epic, cell=organisation.cell_one, reason=Reason.CLIENT_WORK)
    noon.shift(timedelta(days=3))
    (line,) = queries.lines_of([epic])
    assert [place.cell for place in line.held_in] == [organisation.cell_one]
    assert [place.cell for place in line.moves_in] == [None, organisation.cell_two]
    assert line.held_in[0].days_now == 4


def test_going_on_needs_no_reason_and_the_days_stay(organisation: Cast, epic: Epic, noon: Traveller) -> None:
    held = actions.hold(by=organisation.mo, epic=epic, cell=organisation.cell_one, reason=Reason.DECISION)
    noon.shift(timedelta(days=2))
    actions.go_on(by=organisation.bob, hold=held)
    actions.go_on(by=organisation.bob, hold=held)
    noon.shift(timedelta(days=5))
    (line,) = queries.lines_of([epic])
    assert not line.held_in
    assert line.days_held == 2
    first = clock.today() - timedelta(days=90)
    assert {each.reason: each.days for each in queries.held_by_reason(first)}[Reason.DECISION] == 2


def test_a_cell_holds_for_itself_and_for_no_other(organisation: Cast, epic: Epic) -> None:
    for person, cell in (
        (organisation.bob, organisation.cell_two),
        (organisation.bob, None),
        (organisation.dana, organisation.cell_one),
        (organisation.lee, organisation.cell_one),
    ):
        with pytest.raises(PermissionError):
            actions.hold(by=person, epic=epic, cell=cell, reason=Reason.DECISION)


def test_holding_without_a_reason_is_refused(organisation: Cast, epic: Epic) -> None:
    with pytest.raises(Refused) as refused:
        actions.hold(by=organisation.mo, epic=epic, cell=None, reason="")
    assert refused.value.field == "reason"
    assert not Hold.objects.exists()


def test_a_place_is_on_hold_once(organisation: Cast, epic: Epic) -> None:
    actions.hold(by=organisation.mo, epic=epic, cell=None, reason=Reason.DECISION)
    with pytest.raises(Refused, match="already"):
        actions.hold(by=organisation.mo, epic=epic, cell=None, reason=Reason.OUTSIDE)


# ---------------------------------------------------------------- updates


def test_the_last_word_of_a_sprint_counts(organisation: Cast, epic: Epic) -> None:
    actions.tell(by=organisation.bob, epic=epic, position=20)
    actions.tell(by=organisation.alice, epic=epic, position=40, words="It is known how.")
    assert [each.position for each in Update.objects.all()] == [40]


@pytest.mark.parametrize("position", [None, -1, 101])
def test_a_place_beside_the_hill_is_refused(organisation: Cast, epic: Epic, position: int | None) -> None:
    with pytest.raises(Refused):
        actions.tell(by=organisation.alice, epic=epic, position=position)


def test_a_sprint_without_an_update_is_shown(organisation: Cast, epic: Epic, noon: Traveller) -> None:
    (line,) = queries.lines_of([epic])
    assert not line.is_silent
    noon.shift(timedelta(days=14))
    (line,) = queries.lines_of([epic])
    assert line.is_silent
    with pytest.raises(PermissionError):
        actions.tell(by=organisation.dana, epic=epic, position=20)


# ---------------------------------------------------------------- the loop closes


def linked(by: Person, epic: Epic, concern: Concern) -> None:
    actions.link_concern(by=by, epic=epic, concern=concern.id)


def test_at_its_end_the_concerns_are_fixed_so_that_those_who_raised_them_are_asked(
    organisation: Cast, epic: Epic, ticket: Ticket, raised: Raise
) -> None:
    concern = raised(audience=Audience.ORGANISATION)
    linked(organisation.alice, epic, concern)
    asked = actions.end_epic(by=organisation.alice, epic=epic, outcome="Reviews come within a day now.")
    assert asked == [concern.id]
    concern.refresh_from_db()
    assert concern.state == State.FIXED
    assert Link.objects.get().asked_on == clock.today()
    assert queries.still_to_ask() == []
    ticket.refresh_from_db()
    assert ticket.done_on == clock.today(), "what nobody has ends with it"


@pytest.mark.slow
def test_a_merged_concern_is_asked_about_through_the_one_that_stands_for_it(
    organisation: Cast, epic: Epic, raised: Raise
) -> None:
    from groundswell.register import actions as register  # noqa: PLC0415 - only here

    concern, other = (
        raised(audience=Audience.ORGANISATION),
        raised(title="Nobody looks", audience=Audience.ORGANISATION),
    )
    linked(organisation.alice, epic, concern)
    register.merge_concerns(by=organisation.alice, duplicate=concern, survivor=other, reason="The same.")
    actions.end_epic(by=organisation.alice, epic=epic, outcome="Reviews come within a day now.")
    other.refresh_from_db()
    assert other.state == State.FIXED


def test_an_end_that_is_refused_leaves_everything_as_it_was(organisation: Cast, epic: Epic, raised: Raise) -> None:
    linked(organisation.alice, epic, raised(audience=Audience.ORGANISATION))
    with pytest.raises(Refused) as refused:
        actions.end_epic(by=organisation.alice, epic=epic, outcome="Ask @bob about SALT-12.")
    assert refused.value.field == "outcome"
    epic.refresh_from_db()
    assert epic.ended_on is None


def test_what_is_kept_from_a_reader_is_neither_shown_nor_counted(organisation: Cast, epic: Epic, raised: Raise) -> None:
    linked(organisation.alice, epic, raised())
    assert [each.heading for each in queries.concerns_of(organisation.alice, epic)] == ["Reviews wait for days"]
    assert queries.concerns_of(organisation.mo, epic) == []
    with pytest.raises(Refused):
        linked(organisation.mo, epic, raised(title="Another"))


def test_only_an_advocate_ends_an_epic_and_nothing_changes_afterwards(organisation: Cast, epic: Epic) -> None:
    with pytest.raises(PermissionError):
        actions.end_epic(by=organisation.mo, epic=epic, outcome="Done.")
    actions.end_epic(by=organisation.alice, epic=epic, outcome="Done.")
    with pytest.raises(Refused):
        actions.hold(by=organisation.mo, epic=epic, cell=None, reason=Reason.DECISION)
    with pytest.raises(Refused):
        written(organisation.mo, Epic.objects.get())


def test_lists_cost_the_same_for_one_epic_and_for_three(
    organisation: Cast, epic: Epic, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(8):  # type: ignore[operator]
        queries.lines_of([epic])
    more = [epic, begun(organisation, "Second"), begun(organisation, "Third")]
    with django_assert_num_queries(8):  # type: ignore[operator]
        queries.lines_of(more)


def test_policy_says_who_may_what(organisation: Cast, epic: Epic) -> None:
    cast, may_plan = organisation, {"alice", "mo"}
    everybody = ("alice", "otto", "bob", "charlie", "dana", "mo", "ada", "lee")
    assert {name for name in everybody if policy.may_plan(getattr(cast, name))} == may_plan
    assert {name for name in everybody if policy.may_end(getattr(cast, name))} == {"alice"}
    assert {name for name in everybody if policy.may_tell(getattr(cast, name), epic)} == may_plan | {"bob", "charlie"}
    hers = begun(cast, "Hers", owner=cast.dana)
    assert policy.may_hold(cast.dana, hers, None)
    assert policy.may_tell(cast.dana, hers)
