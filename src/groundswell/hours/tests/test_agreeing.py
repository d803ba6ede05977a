"""What planners agree on, and who may."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from groundswell.hours import actions, queries
from groundswell.hours.models import Entry, Expectation, FundingLine, Grant, Limit, PlannedHours
from groundswell.hours.panels import DeskHours
from groundswell.hours.queries import limits
from groundswell.hours.refusals import PastLimit, Refused
from groundswell.hours.rules.axes import Activity, Kind, Pays, Planned, Stream
from groundswell.hours.rules.development import Outlook
from groundswell.hours.rules.grants import Certainty, Per, Range
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.sharing import last_day, month_of, next_month, sprints_within
from groundswell.hours.tests.conftest import H
from groundswell.kit import clock
from groundswell.kit.audit.models import Entry as Logged
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.rules import Sprint

pytestmark = pytest.mark.django_db
INTERNAL_DEV, EXTERNAL_OTHER = (Stream.INTERNAL, Kind.DEVELOPMENT), (Stream.EXTERNAL, Kind.OTHER)


def spend(person: Person, minutes: int, stream: Stream, kind: Kind, **more: object) -> Entry:
    spent = actions.Spent(clock.today(), minutes, stream, kind, **more)  # type: ignore[arg-type]  # of an entry
    return actions.log_time(person=person, spent=spent)


def limit(mo: Person, holder: Person, hours: int, subject: Subject, per: Per = Per.SPRINT, **more: object) -> Limit:
    return actions.set_limit(by=mo, holder=holder, subject=subject, per=per, minutes=hours * H, **more)  # type: ignore[arg-type]


def test_thirty_five_and_ten_are_forty_five_and_forty_four_was_announced(
    mo: Person, granted: Person, month: date
) -> None:
    actions.announce_sum(by=mo, holder=granted, month=month, minutes=44 * H)
    found = queries.month_of_holder(granted, month)
    assert (found.sums.total, found.announced, found.mismatch) == (45 * H, 44 * H, -H)
    assert sum(part.minutes for part in found.shared.parts) == 45 * H


def test_what_was_asked_warned_granted_and_used_stand_side_by_side(mo: Person, granted: Person, month: date) -> None:
    asked, warned = Expectation.What.ASKED, Expectation.What.WARNED
    ask = Range(25 * H, 30 * H, Per.WEEK)
    actions.note_expectation(by=granted, holder=granted, what=asked, amount=ask, said_by="Harbour")
    actions.note_expectation(
        by=mo, holder=granted, what=warned, amount=Range(20 * H, 32 * H, Per.MONTH), said_by="Management"
    )
    spend(granted, 3 * H, Stream.EXTERNAL, Kind.OTHER)
    found = queries.month_of_holder(granted, month)
    shares = {each.said.what: each.share for each in found.expected}
    assert (shares[asked].low, shares[asked].high) == (35, 42)  # type: ignore[union-attr]
    assert (found.used.total, found.left) == (3 * H, 42 * H)


@pytest.mark.parametrize("who", ["alice", "bob", "ada", "otto"])
def test_nobody_but_a_planner_grants_hours(
    who: str, request: pytest.FixtureRequest, liaison: FundingLine, alice: Person, month: date
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.grant_hours(by=by, funding=liaison, holder=alice, month=month, certainty=Certainty.FIRM, minutes=H)
    with pytest.raises(Refused):
        actions.set_limit(by=by, holder=alice, subject=Subject.EXTERNAL, per=Per.MONTH, minutes=H)


def test_whoever_changes_a_grant_that_somebody_else_changed_is_told(
    mo: Person, granted: Person, liaison: FundingLine, month: date
) -> None:
    with pytest.raises(Refused, match="Somebody else made this 35 h"):
        actions.grant_hours(
            by=mo, funding=liaison, holder=granted, month=month, certainty=Certainty.FIRM, minutes=40 * H, seen=30 * H
        )
    assert Grant.objects.get(line=liaison).minutes == 35 * H
    actions.grant_hours(
        by=mo, funding=liaison, holder=granted, month=month, certainty=Certainty.FIRM, minutes=0, seen=35 * H
    )
    assert not Grant.objects.filter(line=liaison).exists()


@pytest.mark.parametrize("minutes", [-1, 10**9])
def test_absurd_hours_are_refused_in_a_sentence(
    minutes: int, mo: Person, alice: Person, liaison: FundingLine, month: date
) -> None:
    with pytest.raises(Refused, match="744"):
        actions.grant_hours(
            by=mo, funding=liaison, holder=alice, month=month, certainty=Certainty.FIRM, minutes=minutes
        )


def test_a_line_needs_something_to_pay_for_and_a_name_of_its_own(mo: Person, liaison: FundingLine) -> None:
    with pytest.raises(Refused, match="already"):
        actions.open_line(by=mo, name=liaison.name.upper(), payer="X", pays=liaison.pays)
    with pytest.raises(Refused, match="stream"):
        actions.open_line(by=mo, name="Y", payer="X", pays=Pays(frozenset(), frozenset(Kind)))
    with pytest.raises(Refused, match="kind"):
        actions.open_line(by=mo, name="Y", payer="X", pays=Pays(frozenset({Stream.INTERNAL}), frozenset()))


def test_nothing_is_granted_of_a_line_that_has_ended(
    mo: Person, alice: Person, liaison: FundingLine, month: date
) -> None:
    actions.end_line(by=mo, funding=liaison, reason="Harbour pays no more")
    with pytest.raises(Refused, match="ended"):
        actions.grant_hours(
            by=mo,
            funding=liaison,
            holder=alice,
            month=next_month(month),
            certainty=Certainty.FLOOR,
            minutes=H,
        )


def test_a_plan_past_a_limit_is_stopped_and_an_override_with_a_reason_lets_it_through(
    mo: Person, granted: Person
) -> None:
    limit(mo, granted, 10, Subject.INTERNAL)
    today = clock.today()
    with pytest.raises(PastLimit, match="1 h too much") as stopped:
        actions.plan_hours(by=granted, holder=granted, day=today, planned={INTERNAL_DEV: 11 * H})
    assert stopped.value.minutes == H
    assert not PlannedHours.objects.exists()
    with pytest.raises(Refused, match="Say why"):
        override(mo, granted, reason=" ")
    override(mo, granted, reason="The release cannot wait.")
    actions.plan_hours(by=granted, holder=granted, day=today, planned={INTERNAL_DEV: 11 * H})
    shown = queries.overrides_of(granted, people.sprint_now().first, people.sprint_now().last)
    assert [(each.by, each.reason) for each in shown] == [(mo, "The release cannot wait.")]


def override(mo: Person, holder: Person, *, reason: str) -> None:
    actions.override_limit(
        by=mo, holder=holder, subject=Subject.INTERNAL, per=Per.SPRINT, day=clock.today(), minutes=H, reason=reason
    )


def test_hours_that_no_line_pays_are_not_planned_unless_a_planner_allows_it_with_a_reason(
    mo: Person, granted: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    within = sprints_within(month, last_day(month), people.calendar())
    today = next(each.first for each in within if each.first >= month and each.last <= last_day(month))
    planned = {EXTERNAL_OTHER: 36 * H, INTERNAL_DEV: 8 * H}
    with pytest.raises(PastLimit, match="No line pays for 1 h of this plan") as stopped:
        actions.plan_hours(by=granted, holder=granted, day=today, planned=planned)
    assert stopped.value.minutes == H
    assert not PlannedHours.objects.exists()
    actions.override_limit(
        by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, day=today, minutes=H, reason="The meetup."
    )
    actions.plan_hours(by=granted, holder=granted, day=today, planned=planned)
    shown = client_of(granted).get(f"/hours/plan/{granted.id}/?day={today}").content.decode()
    assert "Which line pays" in shown
    assert "Automation" in shown
    assert "No line pays for 1 h of this plan" in shown, "what was allowed stays visible"
    actions.plan_hours(by=granted, holder=granted, day=today, planned={EXTERNAL_OTHER: 35 * H, INTERNAL_DEV: 10 * H})


def test_logging_past_a_limit_is_never_stopped(mo: Person, granted: Person, month: date) -> None:
    limit(mo, granted, 1, Subject.INTERNAL, Per.MONTH)
    spend(granted, 20 * H, Stream.INTERNAL, Kind.DEVELOPMENT)
    (period,) = queries.month_of_holder(granted, month).limits
    assert (period.against.used, period.against.over, period.against.room) == (20 * H, 19 * H, 0)


def test_a_monthly_limit_holds_a_sprint_that_reaches_into_the_month(mo: Person, granted: Person) -> None:
    limit(mo, granted, 5, Subject.EXTERNAL, Per.MONTH)
    with pytest.raises(PastLimit):
        actions.plan_hours(by=granted, holder=granted, day=clock.today(), planned={EXTERNAL_OTHER: 30 * H})


def test_the_newest_limit_holds_and_an_empty_one_ends_it(mo: Person, granted: Person) -> None:
    yesterday = clock.today() - timedelta(days=1)
    limit(mo, granted, 5, Subject.EXTERNAL, from_on=yesterday)
    limit(mo, granted, 7, Subject.EXTERNAL)
    key = (Subject.EXTERNAL, Sense.MOST, Per.SPRINT)
    assert queries.limits_on(granted, clock.today())[key] == 7 * H
    assert queries.limits_on(granted, yesterday)[key] == 5 * H
    actions.set_limit(by=mo, holder=granted, subject=Subject.EXTERNAL, per=Per.SPRINT, minutes=None)
    assert queries.limits_on(granted, clock.today()) == {}


@pytest.mark.slow
def test_when_there_are_fewer_hours_external_ones_shrink_first_and_it_is_said(
    mo: Person, granted: Person, liaison: FundingLine, automation: FundingLine, month: date
) -> None:
    sprint = people.sprint_now()
    budget = queries.budget_in(granted, sprint)
    limit(mo, granted, 1, Subject.EXTERNAL, sense=Sense.LEAST)
    grant = {"funding": liaison, "holder": granted, "month": month, "certainty": Certainty.FIRM}
    actions.grant_hours(by=mo, minutes=100 * H, **grant)  # type: ignore[arg-type]  # as the action names them
    actions.plan_hours(
        by=granted, holder=granted, day=sprint.first, planned={INTERNAL_DEV: budget, EXTERNAL_OTHER: 4 * H}
    )
    actions.grant_hours(by=mo, minutes=35 * H, **grant)  # type: ignore[arg-type]  # as above
    words = actions.fit_plan(by=granted, holder=granted, day=sprint.first)
    plan = queries.plan_of(granted, sprint.first)
    assert plan.planned == Planned(budget - H, H)
    assert "external hours shrink from 4 h to 1 h" in words
    assert not plan.is_too_much
    assert "fits" in actions.fit_plan(by=granted, holder=granted, day=sprint.first)


@pytest.fixture
def first_of_a_month(monkeypatch: pytest.MonkeyPatch) -> date:
    """Let it be the first of a month in which three sprints lie, the last of them with days of the next month."""
    month = next_month(month_of(clock.today()))
    while len(sprints_of(month)) < 3 or sprints_of(month)[-1].last == last_day(month):
        month = next_month(month)
    monkeypatch.setattr(clock, "today", lambda: month)
    return month


def sprints_of(month: date) -> list[Sprint]:
    return sprints_within(month, last_day(month), people.calendar())


def test_no_hour_of_a_month_is_planned_in_two_sprints(
    mo: Person, alice: Person, liaison: FundingLine, first_of_a_month: date
) -> None:
    month = first_of_a_month
    firm = Certainty.FIRM
    actions.grant_hours(by=mo, funding=liaison, holder=alice, month=month, certainty=firm, minutes=45 * H)
    sprints = sprints_of(month)
    assert sum(limits.part_of_month(alice, 45 * H, month, sprint) for sprint in sprints) == 45 * H
    rest = 45 * H
    for sprint in sprints[:-1]:
        may = queries.budget_in(alice, sprint) if sprint.first >= month else 0
        actions.plan_hours(by=alice, holder=alice, day=sprint.first, planned={INTERNAL_DEV: may})
        rest -= may
    assert limits.part_of_month(alice, 45 * H, month, sprints[-1]) <= rest


def test_a_limit_of_a_month_leaves_a_sprint_what_was_not_used(mo: Person, granted: Person, month: date) -> None:
    limit(mo, granted, 22, Subject.EXTERNAL, Per.MONTH)
    spend(granted, 22 * H, Stream.EXTERNAL, Kind.OTHER)
    after = people.calendar().after(people.sprint_now())
    assert limits.part_of_month(granted, 22 * H, month, after, Subject.EXTERNAL) == 0


def test_each_month_of_a_sprint_has_its_own_limit(mo: Person, granted: Person, first_of_a_month: date) -> None:
    """A limit that begins next month stops nothing of this one."""
    month = first_of_a_month
    last = sprints_of(month)[-1]
    limit(mo, granted, 100, Subject.EXTERNAL, Per.MONTH, from_on=month)
    limit(mo, granted, 10, Subject.EXTERNAL, Per.MONTH, from_on=next_month(month))
    spend(granted, 20 * H, Stream.EXTERNAL, Kind.OTHER)
    periods = limits.periods_against(granted, Subject.EXTERNAL, last.first, 5 * H)
    assert [(each.first, each.against.limit, each.too_much) for each in periods] == [
        (month, 100 * H, 0),
        (next_month(month), 10 * H, 0),
    ]


def test_half_development_counts_logged_hours_and_warns(granted: Person, month: date) -> None:
    spend(granted, 1344, Stream.INTERNAL, Kind.DEVELOPMENT)
    spend(granted, 1356, Stream.EXTERNAL, Kind.OTHER)
    found = queries.month_of_holder(granted, month)
    assert found.used.balance.missing == 12
    assert found.outlook is Outlook.TOO_LATE
    spend(granted, 12, Stream.INTERNAL, Kind.DEVELOPMENT)
    assert queries.month_of_holder(granted, month).outlook is Outlook.ON_COURSE


def test_hours_that_no_line_pays_for_are_shown_and_stay(granted: Person, automation: FundingLine, month: date) -> None:
    spend(granted, 2 * H, Stream.EXTERNAL, Kind.OTHER, line=automation)
    assert queries.month_of_holder(granted, month).outside == 2 * H


def test_a_talk_of_a_member_goes_to_the_advocates_line_without_a_request(
    granted: Person, bob: Person, liaison: FundingLine
) -> None:
    kept = spend(bob, 30, Stream.INTERNAL, Kind.OTHER, activity=Activity.TALK)
    assert kept.line == liaison
    assert spend(bob, 30, Stream.CLIENT, Kind.DEVELOPMENT).line is None
    assert spend(granted, H, Stream.INTERNAL, Kind.DEVELOPMENT).line_id != liaison.id


def test_what_was_agreed_leaves_a_line_in_the_log_and_single_hours_leave_none(granted: Person) -> None:
    before = Logged.objects.count()
    spend(granted, H, Stream.INTERNAL, Kind.OTHER)
    assert Logged.objects.count() == before
    assert Logged.objects.filter(context="hours", verb="grant_hours").count() == 2


@pytest.mark.parametrize("typed", ["²", "9" * 5000, "-1", "1e400", "a\x00b", "٣"])
def test_a_link_to_a_grant_with_minutes_that_are_none_asks_for_them(
    mo: Person, client_of: Callable[[Person], Client], typed: str
) -> None:
    assert client_of(mo).get("/hours/agreed/grant/", {"minutes": typed}).status_code == 200


def test_what_is_left_of_the_month_and_of_each_limit_counts_what_was_used_and_what_was_allowed(
    mo: Person, granted: Person
) -> None:
    limit(mo, granted, 10, Subject.INTERNAL)
    limit(mo, granted, 3, Subject.EXTERNAL, Per.MONTH)
    limit(mo, granted, 2, Subject.EXTERNAL, Per.MONTH, sense=Sense.LEAST)
    spend(granted, 4 * H, Stream.INTERNAL, Kind.DEVELOPMENT)
    spend(granted, 5 * H, Stream.EXTERNAL, Kind.OTHER)
    spend(granted, 7 * H, Stream.CLIENT, Kind.DEVELOPMENT)
    override(mo, granted, reason="The release cannot wait.")
    found = {(each.subject, each.per): each.against for each in queries.hours_left(granted, clock.today())}
    assert {key: (against.left, against.over) for key, against in found.items()} == {
        (None, Per.MONTH): (36 * H, 0),
        (Subject.INTERNAL, Per.SPRINT): (7 * H, 0),
        (Subject.EXTERNAL, Per.MONTH): (0, 2 * H),
    }
    assert queries.hours_left(mo, clock.today()) == []


def test_the_desk_says_what_is_left_to_its_reader_and_a_locked_one_nothing(mo: Person, granted: Person) -> None:
    limit(mo, granted, 3, Subject.EXTERNAL, Per.MONTH)
    spend(granted, 5 * H, Stream.EXTERNAL, Kind.OTHER)
    panel = DeskHours().panel_for(granted, is_open=True)
    assert panel is not None
    assert [(each.value, str(each.words), str(each.note)) for each in panel.figures] == [
        ("40 h", "of 45 h granted this month", ""),
        ("0 h", "external hours, of 3 h a month", "2 h past it were logged"),
    ]
    assert DeskHours().panel_for(granted, is_open=False) is None
    assert DeskHours().panel_for(mo, is_open=True) is None


def test_an_announced_sum_and_what_was_asked_for_can_be_taken_back(
    mo: Person, granted: Person, month: date, client_of: Callable[[Person], Client]
) -> None:
    planner, announce = client_of(mo), "/hours/agreed/announce/"
    typed = {"holder": granted.id, "month": f"{month:%Y-%m}"}
    assert "No sum was announced" in planner.post(announce, typed | {"minutes": ""}).content.decode()
    planner.post(announce, typed | {"minutes": "44"})
    assert queries.month_of_holder(granted, month).mismatch == -H
    planner.post(announce, typed | {"minutes": ""})
    assert queries.month_of_holder(granted, month).announced is None
    asked = Expectation.What.ASKED
    said = actions.note_expectation(
        by=mo, holder=granted, what=asked, amount=Range(25 * H, 30 * H, Per.WEEK), said_by="Harbour"
    )
    assert f"/hours/agreed/expect/{said.id}/remove/" in planner.get("/hours/agreed/").content.decode()
    planner.post(f"/hours/agreed/expect/{said.id}/remove/")
    assert not Expectation.objects.exists()


def test_a_plan_of_the_next_sprint_has_a_door_and_what_is_done_there_leads_back_there(
    granted: Person, month: date, liaison: FundingLine, mo: Person, client_of: Callable[[Person], Client]
) -> None:
    for each in (month, next_month(month)):
        actions.grant_hours(
            by=mo, funding=liaison, holder=granted, month=each, certainty=Certainty.FIRM, minutes=125 * H
        )
    browser, later = client_of(granted), people.next_sprint()
    address = f"/hours/plan/{granted.id}/?day={later.first:%Y-%m-%d}"
    assert address in browser.get("/hours/agreed/").content.decode()
    done = browser.post(address, {"internal_other": "60", "external_development": "60"})
    assert done["Location"] == address
    page = browser.get(address).content.decode()
    assert f"?day={people.calendar().after(later).first:%Y-%m-%d}" in page
    assert f"?day={people.sprint_now().first:%Y-%m-%d}" in page
    assert browser.post(f"/hours/plan/{granted.id}/fit/?day={later.first:%Y-%m-%d}")["Location"] == address
    plan = queries.plan_of(granted, later.first)
    assert 0 < plan.planned.total == plan.budget
    assert plan.balance.passes
    assert "half of a plan is development" in browser.get(address).content.decode()


def test_a_plan_that_no_line_pays_for_says_so(granted: Person, client_of: Callable[[Person], Client]) -> None:
    browser, address = client_of(granted), f"/hours/plan/{granted.id}/"
    first, last = people.sprint_now().first, people.sprint_now().last
    if first.month == last.month:
        browser.post(address, {"external_other": "45"})
        assert "No line pays for 10 h of this plan" in browser.get(address).content.decode()
    browser.post(address, {"external_other": "35", "internal_development": "10"})
    assert "No line pays" not in browser.get(address).content.decode()


def test_hours_on_a_line_of_which_nothing_was_granted_are_said_to_be_paid_by_none(
    mo: Person, granted: Person, month: date
) -> None:
    pays = Pays(frozenset({Stream.INTERNAL}), frozenset(Kind))
    third = actions.open_line(by=mo, name="Third", payer="Sandbank", pays=pays)
    spend(granted, 5 * H, Stream.INTERNAL, Kind.DEVELOPMENT, line=third)
    assert queries.month_of_holder(granted, month).outside == 5 * H
