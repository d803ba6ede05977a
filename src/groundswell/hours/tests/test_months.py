"""A month on the page of what is agreed: who stands there, what waits, and what counts against which limit."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from groundswell.hours import actions, queries
from groundswell.hours.models import FundingLine
from groundswell.hours.ports import demand_sources
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.hours.rules.grants import Certainty, Per
from groundswell.hours.rules.limits import Subject
from groundswell.hours.rules.sharing import next_month
from groundswell.hours.tests.conftest import H
from groundswell.hours.tests.test_policy import _Queue as Queue
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people.models import Person, RoleAssignment
from groundswell.people.rules import Grant

pytestmark = pytest.mark.django_db


def test_whoever_leaves_in_a_month_stays_on_its_page_with_their_grant(
    granted: Person, mo: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    people.leave(by=None, person=granted)
    assert granted in queries.holders_of_month(month)
    RoleAssignment.objects.filter(person=granted).delete()
    assert granted in queries.holders_of_month(month), "the grant alone is enough"
    assert granted not in queries.holders_of_month(next_month(month))
    page = client_of(mo).get("/hours/agreed/").content.decode()
    assert "45 h" in page
    assert f"/hours/plan/{granted.id}/" not in page, "nobody plans for who has left"


def test_what_waits_today_is_held_against_no_other_month(granted: Person, month: date) -> None:
    before = list(demand_sources)
    demand_sources.plug(Queue())
    try:
        assert queries.month_of_holder(granted, month).demand.left == 45 * H
        assert queries.month_of_holder(granted, month).demand.is_overload, "45 h are left, and 50 h wait"
        assert queries.month_of_holder(granted, next_month(month)).waiting == ()
    finally:
        demand_sources._plugged[:] = before


def test_no_more_may_go_to_external_work_than_the_strict_limit(
    mo: Person, granted: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.MONTH, minutes=22 * H, from_on=month)
    page = client_of(mo).get("/hours/agreed/").content.decode()
    assert "22 h may go to external work" in page
    assert "The lines would pay for 35 h" in page


def test_a_talk_that_a_member_logs_uses_the_line_and_the_cap_of_the_advocate_and_nothing_of_their_half(
    mo: Person, granted: Person, bob: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    actions.set_limit(by=mo, holder=granted, subject=Subject.TALKS, per=Per.MONTH, minutes=30, from_on=month)
    kept = actions.log_time(person=bob, spent=actions.Spent(clock.today(), H, activity=Activity.TALK))
    found = queries.month_of_holder(granted, month)
    assert kept.line is not None
    assert [each.used for each in found.lines if each.line == kept.line] == [H]
    assert (found.used.total, found.left, found.used.balance.total) == (H, 44 * H, 0)
    (cap,) = found.limits
    assert (cap.against.used, cap.against.over) == (H, 30)
    page = client_of(mo).get("/hours/agreed/").content.decode()
    assert "1 h of it are talks that members logged" in page
    assert "Bob" not in page.partition("<main")[2]


def test_a_talk_of_a_member_counts_once_where_two_advocates_have_hours_of_the_line(
    granted: Person, charlie: Person, bob: Person, month: date, liaison: FundingLine
) -> None:
    people.assign_role(by=None, role=people.standard_role(Grant.ADVOCATE), person=charlie)
    actions.grant_hours(by=None, funding=liaison, holder=charlie, month=month, certainty=Certainty.FIRM, minutes=35 * H)
    actions.log_time(person=bob, spent=actions.Spent(clock.today(), H + 1, activity=Activity.TALK, line=liaison))
    both = [queries.month_of_holder(each, month).used.total for each in (granted, charlie)]
    assert sorted(both) == [30, 31]


def test_preparation_before_a_role_is_on_the_page_of_planners_whatever_its_stream(
    mo: Person, bob: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    actions.set_limit(
        by=mo, holder=bob, subject=Subject.PREPARATION, per=Per.MONTH, minutes=4 * H, from_on=clock.today()
    )
    assert not RoleAssignment.objects.filter(person=bob).exists()
    spent = actions.Spent(clock.today(), 6 * H, Stream.CLIENT, Kind.OTHER, Activity.PREPARATION)
    actions.log_time(person=bob, spent=spent)
    (found,) = queries.month_of_holder(bob, month).limits
    assert (found.against.used, found.against.over) == (6 * H, 2 * H)
    page = client_of(mo).get("/hours/agreed/").content.decode()
    assert "Bob" in page
    assert "preparation before a role starts" in page
    actions.set_limit(by=mo, holder=bob, subject=Subject.PREPARATION, per=Per.MONTH, minutes=None)
    assert bob not in queries.holders_of_month(month), "the limit has ended"
