"""The hours of the role: who pays, what was asked, granted and used, and the way out of the cell by two dates."""

from datetime import date, timedelta

from groundswell.demo.story.telling import Teller
from groundswell.hours import actions, looking
from groundswell.hours import queries as of_hours
from groundswell.hours.actions import Spent
from groundswell.hours.engine import foreseen
from groundswell.hours.models import Expectation, FundingLine
from groundswell.hours.rules.ahead import Typed
from groundswell.hours.rules.axes import Activity, Kind, Pays, Stream
from groundswell.hours.rules.grants import Certainty, Per, Range
from groundswell.hours.rules.limits import Sense, Subject
from groundswell.hours.rules.roles import Wish
from groundswell.hours.rules.sharing import month_of, next_month
from groundswell.hours.rules.transitions import Fate, Step
from groundswell.kit import clock
from groundswell.people import actions as people
from groundswell.people import queries
from groundswell.people.models import Role

H = 60
LIAISON, AUTOMATION = 35 * H, 10 * H
# What Heron has promised its clients, and what comes unasked, as Tomas typed it.
HERON = Typed(promised=100, unasked=12, spread=8, backlog=6, handover=24, away=12)
ROTA = "Review rota of Heron"

# Sprint, day, minutes, stream, kind, activity, words: what Maren logged.
LOGGED: tuple[tuple[int, int, int, Stream, Kind, Activity, str], ...] = (
    (255, 9, 120, Stream.INTERNAL, Kind.OTHER, Activity.WORK, "Read the thread, marked its passages"),
    (255, 10, 150, Stream.EXTERNAL, Kind.OTHER, Activity.WORK, "Long questions in the Harbour forum"),
    (255, 11, 180, Stream.INTERNAL, Kind.DEVELOPMENT, Activity.WORK, "Tideline: the import that everybody waits for"),
    (256, 1, 210, Stream.INTERNAL, Kind.DEVELOPMENT, Activity.WORK, "Tideline: the import, second half"),
    (256, 2, 60, Stream.INTERNAL, Kind.OTHER, Activity.READING, "A study on teams that decide without a boss"),
    (256, 3, 90, Stream.EXTERNAL, Kind.DEVELOPMENT, Activity.REVIEW, "Changes from the community"),
    (256, 4, 120, Stream.EXTERNAL, Kind.OTHER, Activity.WORK, "Answers in the Harbour forum"),
    (256, 5, 100, Stream.INTERNAL, Kind.DEVELOPMENT, Activity.SMALL_TOOL, "A script for the notes of meetings"),
    (256, 5, 45, Stream.INTERNAL, Kind.DEVELOPMENT, Activity.WORK, "Tideline: a little more, ahead of its turn"),
)
FIGHTING_FIRES = ((254, 5, 150), (255, 5, 180), (256, 3, 75))


def agreed(teller: Teller) -> None:
    """Give the role its hours: 35 of the liaison and 10 of automation, and a floor of 45 for the two months after."""
    with teller.on(255, 3, 11):
        tomas, maren = teller.people["tomas"], teller.advocate
        liaison = actions.open_line(
            by=tomas,
            name="Community liaison",
            payer="Saltmarsh",
            pays=Pays(frozenset({Stream.INTERNAL, Stream.EXTERNAL}), frozenset(Kind)),
        )
        automation = actions.open_line(
            by=tomas,
            name="Automation",
            payer="Harbour",
            pays=Pays(frozenset({Stream.INTERNAL}), frozenset({Kind.DEVELOPMENT})),
            is_paid_outside=True,
        )
        month = month_of(teller.days.today)
        _grant(teller, month, Certainty.FIRM, liaison, automation)
        actions.announce_sum(by=tomas, holder=maren, month=month, minutes=LIAISON + AUTOMATION)
        for later in (next_month(month), next_month(next_month(month))):
            _grant(teller, later, Certainty.FLOOR, liaison, automation)
        asked, warned = Expectation.What.ASKED, Expectation.What.WARNED
        _said(teller, asked, Range(25 * H, 30 * H, Per.WEEK), "Harbour community")
        _said(teller, warned, Range(20 * H, 32 * H, Per.MONTH), "Tomas Reuter")
        for subject, sense, hours in (
            (Subject.EXTERNAL, Sense.MOST, 22),
            (Subject.EXTERNAL, Sense.LEAST, 6),
            (Subject.TALKS, Sense.MOST, 6),
        ):
            actions.set_limit(by=tomas, holder=maren, subject=subject, sense=sense, per=Per.MONTH, minutes=hours * H)


def out_of_the_cell(teller: Teller) -> None:
    """Let Maren propose two dates, somebody take what she did in the cell, and the planner confirm."""
    with teller.on(255, 8, 11):
        maren, jonas, tomas = teller.advocate, teller.people["jonas"], teller.people["tomas"]
        rota = people.make_role(by=teller.people["pia"], name=ROTA, duties=["who reviews what in Heron"])
        people.assign_role(by=teller.people["pia"], role=rota, person=maren)
        first = queries.next_sprint().first
        found = actions.propose_dates(
            by=maren,
            part_time_on=clock.today() + timedelta(days=1),
            full_time_on=first,
            full_conditions="Heron has somebody for the review rota.",
        )
        role = actions.hand_over(by=maren, transition=found, role=rota, taker=jonas, **_overlap(first))
        actions.need_permission(by=maren, role=role, name="To merge in Heron’s repositories")
        actions.take_role(by=jonas, role=role, is_taken=True)
        for permission in role.permissions.all():
            actions.give_permission(by=tomas, permission=permission)
        for each in of_hours.unsaid_roles(found):
            actions.answer_role(by=maren, transition=found, role=each, fate=Fate.GOES_ALONG)
        asked = actions.look_ahead(by=tomas, transition=found, typed=HERON)
        looking.compute(asked.id, foreseen)
        actions.confirm_date(by=tomas, transition=found, step=Step.PART_TIME, seen=found.part_time_on)
        actions.confirm_date(by=tomas, transition=found, step=Step.FULL_TIME, seen=first)
        later = timedelta(days=70)
        actions.start_pilot(by=maren, name="One advocate outside the cells", review_on=clock.today() + later)


def logged(teller: Teller) -> None:
    """Let Maren and Chidi log what they did, and two people have wishes that fit."""
    for sprint, day, minutes, stream, kind, activity, words in LOGGED:
        with teller.on(sprint, day, 17):
            is_ahead = words.endswith("turn")
            spent = Spent(clock.today(), minutes, stream, kind, activity, words=words, is_ahead=is_ahead)
            actions.log_time(person=teller.advocate, spent=spent)
    fire = Role.objects.get(name="Firefighter")
    for sprint, day, minutes in FIGHTING_FIRES:
        with teller.on(sprint, day, 17):
            spent = Spent(clock.today(), minutes, Stream.EXTERNAL, Kind.OTHER, role=fire, words="First answers")
            actions.log_time(person=teller.people["chidi"], spent=spent)
    with teller.on(256, 5, 19):
        actions.wish(person=teller.people["chidi"], role=fire, wished=Wish.SWAP)
        actions.wish(person=teller.people["hana"], role=fire, wished=Wish.WANT)
        planned = {
            (Stream.INTERNAL, Kind.DEVELOPMENT): 8 * H,
            (Stream.INTERNAL, Kind.OTHER): 3 * H,
            (Stream.EXTERNAL, Kind.OTHER): 4 * H,
        }
        actions.plan_hours(by=teller.advocate, holder=teller.advocate, day=clock.today(), planned=planned)


def _grant(teller: Teller, month: date, certainty: Certainty, liaison: FundingLine, automation: FundingLine) -> None:
    for funding, minutes in ((liaison, LIAISON), (automation, AUTOMATION)):
        actions.grant_hours(
            by=teller.people["tomas"],
            funding=funding,
            holder=teller.advocate,
            month=month,
            certainty=certainty,
            minutes=minutes,
        )


def _said(teller: Teller, what: Expectation.What, amount: Range, said_by: str) -> None:
    tomas = teller.people["tomas"]
    actions.note_expectation(by=tomas, holder=teller.advocate, what=what, amount=amount, said_by=said_by)


def _overlap(first: date) -> dict[str, date]:
    return {"overlap_from": first, "overlap_to": first + timedelta(days=13)}
