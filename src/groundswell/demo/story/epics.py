"""Internal epics wait for client work; then one plan is published as offers, some are taken, and one waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from groundswell.demo.story.telling import Teller
from groundswell.engines.forecasting import Epic as Asked
from groundswell.engines.forecasting import epic_weeks
from groundswell.epics import actions, computing
from groundswell.epics.actions import EpicWords, TicketWords
from groundswell.epics.dates import forecast_all
from groundswell.epics.engine import allocated
from groundswell.epics.models import Epic, Hold, Offer, Plan, Stand, Ticket
from groundswell.epics.rules.holds import Reason
from groundswell.epics.rules.offers import Answer, OfferState
from groundswell.epics.rules.plans import PlanState
from groundswell.epics.rules.problem import Stream
from groundswell.kit import clock
from groundswell.people import queries as people

WORKFLOW, TIDELINE, HARBOUR = "Workflow Manager", "Tideline", "Harbour release"
SECONDS = 5
# Of each epic: what is to be done, hours, how early, and whether it is development.
TICKETS: dict[str, tuple[tuple[str, int, int, bool], ...]] = {
    WORKFLOW: (
        ("Show what a release waits for", 6, 1, True),
        ("Run steps four to eleven by one command", 8, 2, True),
        ("Keep what was agreed when a client changes hands", 12, 2, True),
        ("Ask each cell which steps it never needs", 3, 3, False),
    ),
    TIDELINE: (
        ("Read the old format", 7, 2, True),
        ("Write the new one", 14, 3, True),
        ("Decide which fields stay", 2, 1, False),
    ),
    HARBOUR: (("Move the forum to the new version", 20, 1, True), ("Mend the search", 6, 2, True)),
}
TOOL = "A command that opens this sprint’s page"
EARLIER, EARLIER_WORK = "The onboarding list", "Move step %(n)d of it to the one page"
# Hours that were done of it in sprints before the story and in its first two, each of a plan of ten.
DONE = (8, 5, 10, 6, 9, 7, 8, 4, 9, 7, 10, 6)
PLANNED = 10
# Of the tickets, two a sprint, every third was half an hour larger in the sprint in which it was done.
TICKETS_A_SPRINT, GREW_EVERY = 2, 3
FEWEST_SPRINTS = 4
TAKEN_BY = ("maren", "greta", "sven", "marek")


@dataclass(frozen=True)
class Held:
    """Where an epic is put on hold, and why."""

    cell: str
    reason: Reason
    note: str = ""
    epic: str = WORKFLOW


def begin(teller: Teller) -> None:
    """Let the planner write down what is to be done."""
    with teller.on(254, 8, 19):
        _begin(teller, WORKFLOW, "maren", "One place that says what a release waits for, so that nobody ticks boxes.")
        _begin(teller, TIDELINE, "sven", "A format that does not lose what was agreed.", cells=("Plover",))
        _begin(teller, HARBOUR, "marek", "What Harbour ordered.", cells=("Heron",), stream=Stream.CLIENT)
        for name, tickets in TICKETS.items():
            for title, hours, priority, is_development in tickets:
                _write(teller, name, title, hours, priority, is_development=is_development)
        words = TicketWords(TOOL, Decimal(2), priority=4)
        actions.write_ticket(by=teller.advocate, epic=None, words=words)


def client_work_wins(teller: Teller) -> None:
    """Let client work stop it in a first cell."""
    with teller.on(254, 12, 11):
        _hold(teller, "anouk", Held("Heron", Reason.CLIENT_WORK, "the Harbour release"))
        _tell(teller, "maren", WORKFLOW, 20, "We know what a release waits for. Nobody has time to build it.")
        _tell(teller, "sven", TIDELINE, 30, "The old format is read by hand so far.")


def nobody_is_free(teller: Teller) -> None:
    """Let a second cell hold it, and another epic wait for a decision."""
    with teller.on(255, 3, 11):
        _hold(teller, "bruno", Held("Kestrel", Reason.NOBODY_FREE, "on-call, and somebody new"))
        _hold(teller, "sven", Held("Plover", Reason.DECISION, epic=TIDELINE))


def publish(teller: Teller) -> None:
    """Let one of them go on, let some say what they can spare, and publish a plan."""
    with teller.on(255, 13, 10):
        for hold in Hold.objects.filter(epic__name=TIDELINE, until_on=None):
            actions.go_on(by=teller.people["sven"], hold=hold)
        _tell(teller, "sven", TIDELINE, 45, "It is known which fields stay.")
        _tell(teller, "maren", WORKFLOW, 35, "Plover builds the first step.")
        for key, hours, skills in (("greta", 6, "python, reviews"), ("sven", 8, "python, servers"), ("kofi", 3, "")):
            sprint = people.next_sprint().number
            actions.say_spare(by=teller.people[key], sprint=sprint, hours=Decimal(hours), skills=skills)
        actions.publish_plan(by=teller.people["tomas"], plan=_computed(teller))


def take_some(teller: Teller) -> None:
    """Let some take what is offered; the rest waits for whom it was offered to."""
    with teller.on(256, 1, 10):
        for key in TAKEN_BY:
            for offer in Offer.objects.filter(person=teller.people[key], state=OfferState.OPEN):
                actions.answer_offer(by=teller.people[key], offer=offer, answer=Answer.ACCEPT)


def look_back(teller: Teller) -> None:
    """Let an epic that has ended be known with its plans and weeks, as somebody kept them: a date needs a past."""
    with teller.on(256, 1, 11):
        first = 256 - len(DONE)
        days = [teller.days.day(sprint, 1) for sprint in range(first, 257)]
        epic = Epic.objects.create(
            name=EARLIER,
            stream=Stream.INTERNAL,
            owner=teller.people["marek"],
            begun_on=days[0],
            ended_on=clock.today(),
            outcome="Whoever begins reads one page.",
        )
        works = [
            Ticket(
                epic=epic,
                title=EARLIER_WORK % {"n": n + 1},
                stream=Stream.INTERNAL,
                remaining=0,
                made_on=days[0],
                done_on=days[n // TICKETS_A_SPRINT + 1],
            )
            for n in range(TICKETS_A_SPRINT * len(DONE))
        ]
        Ticket.objects.bulk_create(works)
        Stand.objects.bulk_create(
            Stand(epic=epic, day=day, told_on=day, left=left, dates=_said_then(n, day, left))
            for n, (day, left) in enumerate(zip(days, _left_of(works), strict=True))
        )
        for place, sprint in enumerate(range(first, 256)):
            _kept_plan(teller, sprint, works[TICKETS_A_SPRINT * place])
        forecast_all()


def _left_of(works: list[Ticket]) -> list[dict[str, int]]:
    """Return the half hours of each ticket on the first day of each sprint, and after the last: nothing."""
    sizes = [DONE[n // TICKETS_A_SPRINT] - (n % GREW_EVERY == 0) for n in range(len(works))]
    stood = []
    for sprint in range(len(DONE) + 1):
        grown = [size + (n % GREW_EVERY == 0 and n < TICKETS_A_SPRINT * (sprint + 1)) for n, size in enumerate(sizes)]
        stood.append(
            {str(work.id): grown[n] for n, work in enumerate(works) if n >= TICKETS_A_SPRINT * sprint and grown[n]}
        )
    return stood


def _said_then(sprints: int, day: date, left: dict[str, int]) -> list[str | None]:
    """Return the dates that would have been said on a day, after so many sprints."""
    if sprints < FEWEST_SPRINTS or not left:
        return []
    kept = [done / PLANNED for done in DONE[:sprints]]
    weeks = epic_weeks(Asked([sum(left.values()) / 2], PLANNED), kept).weeks
    return [None if each is None else (day + timedelta(weeks=each)).isoformat() for each in weeks]


def say_what_it_is_for(teller: Teller) -> None:
    """Link the epic to the concern that it is to relieve: at its end those who raised it are asked."""
    with teller.on(256, 4, 15):
        actions.link_concern(by=teller.advocate, epic=_epic(WORKFLOW), concern=teller.items["hold"])
        _tell(teller, "sven", TIDELINE, 60, "The old format is read.")


def plan_the_next(teller: Teller) -> None:
    """Say what some can spare next, offer a large ticket to a cell, and compute a plan that is not published."""
    with teller.on(256, 14, 8):
        sprint = people.next_sprint().number
        for key, hours in (("greta", 5), ("nadia", 7)):
            actions.say_spare(by=teller.people[key], sprint=sprint, hours=Decimal(hours))
        large = _epic(WORKFLOW).tickets.get(title=TICKETS[WORKFLOW][2][0])
        plover = teller.cells["Plover"]
        actions.offer(
            by=teller.people["tomas"], ticket=large, sprint=sprint, hours=Decimal(12), person=None, cell=plover
        )
        _computed(teller)
        forecast_all()


def _kept_plan(teller: Teller, sprint: int, work: Ticket) -> None:
    line = {"member": str(teller.people["marek"].id), "ticket": str(work.id), "hours": PLANNED, "reason": ""}
    Plan.objects.create(
        sprint=sprint,
        state=PlanState.DONE,
        seconds=SECONDS,
        instance={},
        answer={"allocations": [line], "reviews": [], "unplanned": [], "value": 0, "bound": 0, "seconds": 0},
        asked_by=teller.people["tomas"],
        asked_at=clock.now() - timedelta(days=14 * (256 - sprint)),
        number=1,
        published_by=teller.people["tomas"],
        published_on=teller.days.day(sprint, 1),
    )


def _begin(
    teller: Teller,
    name: str,
    owner: str,
    why: str,
    *,
    cells: tuple[str, ...] = ("Heron", "Kestrel", "Plover"),
    stream: Stream = Stream.INTERNAL,
) -> None:
    words = EpicWords(
        name,
        why=why,
        stream=stream,
        is_accelerated=stream is Stream.INTERNAL,
        minimum_hours=Decimal(4),
        owner=teller.people[owner],
    )
    actions.begin_epic(by=teller.people["tomas"], words=words, cells=[teller.cells[each] for each in cells])


def _write(teller: Teller, epic: str, title: str, hours: int, priority: int, *, is_development: bool) -> None:
    is_client = epic == HARBOUR
    words = TicketWords(
        title,
        Decimal(hours),
        review_hours=Decimal(1),
        is_development=is_development,
        priority=priority,
        is_promised=is_client,
        cell=teller.cells["Heron"] if is_client else None,
    )
    actions.write_ticket(by=teller.people["tomas"], epic=_epic(epic), words=words)


def _hold(teller: Teller, key: str, held: Held) -> None:
    cell = teller.cells[held.cell]
    actions.hold(by=teller.people[key], epic=_epic(held.epic), cell=cell, reason=held.reason, note=held.note)


def _tell(teller: Teller, key: str, epic: str, position: int, words: str) -> None:
    actions.tell(by=teller.people[key], epic=_epic(epic), position=position, words=words)


def _computed(teller: Teller) -> Plan:
    plan = actions.ask_for_plan(by=teller.people["tomas"], sprint=people.next_sprint().number, seconds=SECONDS)
    computing.compute(plan.id, allocated)
    return Plan.objects.get(id=plan.id)


def _epic(name: str) -> Epic:
    return Epic.objects.get(name=name)
