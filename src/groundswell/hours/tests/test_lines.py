"""A funding line ends with a day and a reason; what nobody needs of external hours goes to accelerated epics."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from groundswell.hours import actions, queries
from groundswell.hours.models import FundingLine
from groundswell.hours.refusals import Refused
from groundswell.hours.rules.axes import Kind, Pays, Stream
from groundswell.hours.rules.grants import Certainty, Per
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.sharing import last_day, next_month
from groundswell.hours.tests.conftest import H
from groundswell.kit import clock
from groundswell.people.models import Person

pytestmark = pytest.mark.django_db
WHY = "Harbour pays no more"


def page(client: Client) -> str:
    return unescape(client.get("/hours/agreed/").content.decode())


@pytest.mark.slow
def test_a_planner_ends_a_line_and_the_reason_stays_visible(
    mo: Person, granted: Person, liaison: FundingLine, client_of: Callable[[Person], Client]
) -> None:
    planner, path = client_of(mo), f"/hours/agreed/lines/{liaison.id}/end/"
    assert path in page(planner)
    assert path not in page(client_of(granted))
    shown = unescape(planner.get(path).content.decode())
    assert "End “Community liaison”" in shown
    assert "what was logged stays" in shown
    assert planner.post(path, {"day": "", "reason": WHY}).status_code == 303
    liaison.refresh_from_db()
    assert (liaison.ended_on, liaison.ended_because) == (clock.today(), WHY)
    assert planner.get(path).status_code == 404
    assert liaison not in queries.lines_now()
    assert queries.month_of_holder(granted, clock.today().replace(day=1)).sums.total == 45 * H


@pytest.mark.slow
def test_where_a_line_ended_its_day_and_reason_stand_beside_it(
    mo: Person, granted: Person, liaison: FundingLine, month: date, client_of: Callable[[Person], Client]
) -> None:
    actions.end_line(by=mo, funding=liaison, reason=WHY, day=last_day(month))
    assert f"<bdi>{WHY}</bdi>" in page(client_of(granted))
    later = client_of(granted).get(f"/hours/agreed/?month={next_month(month):%Y-%m}")
    assert "Lines that ended" in later.content.decode()
    assert WHY in later.content.decode()


def test_no_line_ends_without_a_reason_or_with_hours_of_later_months(
    mo: Person, granted: Person, liaison: FundingLine, month: date, client_of: Callable[[Person], Client]
) -> None:
    later = next_month(month)
    floor = {"funding": liaison, "holder": granted, "month": later, "certainty": Certainty.FLOOR}
    actions.grant_hours(by=mo, minutes=45 * H, **floor)  # type: ignore[arg-type]  # as above
    answer = client_of(mo).post(f"/hours/agreed/lines/{liaison.id}/end/", {"day": "", "reason": WHY})
    assert answer.status_code == 422
    assert f"{later:%Y-%m} (45 h)" in answer.content.decode()
    assert WHY in answer.content.decode()
    with pytest.raises(Refused, match="Say why"):
        actions.end_line(by=mo, funding=liaison, reason=" ", day=next_month(later))
    actions.grant_hours(by=mo, minutes=0, **floor)  # type: ignore[arg-type]  # as above
    actions.end_line(by=mo, funding=liaison, reason=WHY, day=later)
    liaison.refresh_from_db()
    assert liaison.ended_on == later


def test_an_end_that_is_to_come_moves_and_one_that_has_come_stays(mo: Person, liaison: FundingLine) -> None:
    today = clock.today()
    actions.end_line(by=mo, funding=liaison, reason=WHY, day=today + timedelta(days=40))
    actions.end_line(by=mo, funding=liaison, reason="Sooner", day=today)
    liaison.refresh_from_db()
    assert (liaison.ended_on, liaison.ended_because) == (today, "Sooner")
    with pytest.raises(Refused, match="ended already"):
        actions.end_line(by=mo, funding=liaison, reason=WHY, day=today + timedelta(days=40))


@pytest.mark.parametrize("who", ["alice", "bob", "ada", "otto"])
def test_nobody_but_a_planner_ends_a_line(who: str, request: pytest.FixtureRequest, liaison: FundingLine) -> None:
    with pytest.raises(Refused, match="planner"):
        actions.end_line(by=request.getfixturevalue(who), funding=liaison, reason=WHY)


def test_external_hours_that_nobody_needs_are_said_where_the_month_is_shown(
    mo: Person, granted: Person, client_of: Callable[[Person], Client]
) -> None:
    planned = {(Stream.EXTERNAL, Kind.OTHER): 2 * H}
    actions.plan_hours(by=granted, holder=granted, day=clock.today(), planned=planned)
    for _count in range(2):
        spent = actions.Spent(clock.today(), 10 * H, Stream.EXTERNAL, Kind.OTHER)
        actions.log_time(person=granted, spent=spent)
    shown = page(client_of(granted))
    assert "35 h may go to external work; 20 h are used, planned or protected there." in shown
    assert "Nobody needs 15 h of the rest there: they go to accelerated epics." in shown
    assert "less what was logged, or planned" in shown


def test_protected_external_hours_do_not_move(mo: Person, granted: Person, month: date) -> None:
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, sense=Sense.LEAST, per=Per.MONTH, minutes=30 * H)
    found = queries.month_of_holder(granted, month).external
    assert (found.needed, found.moves, found.stays) == (30 * H, 5 * H, 0)


@pytest.mark.slow
def test_hours_of_a_line_that_pays_for_external_work_alone_stay_there(
    mo: Person, alice: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    assert "External hours that are not needed" not in page(client_of(alice))
    pays = Pays(frozenset({Stream.EXTERNAL}), frozenset(Kind))
    only = actions.open_line(by=mo, name="Events", payer="Harbour", pays=pays)
    actions.grant_hours(by=mo, funding=only, holder=alice, month=month, certainty=Certainty.FIRM, minutes=8 * H)
    assert "8 h stay unused: their lines pay for nothing but external work." in page(client_of(alice))
    spent = actions.Spent(clock.today(), 8 * H, Stream.EXTERNAL, Kind.OTHER)
    actions.log_time(person=alice, spent=spent)
    assert "Nothing is left over for accelerated epics." in page(client_of(alice))
