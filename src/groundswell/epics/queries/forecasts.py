"""What forecasts of epics rest on, and what was forecast: sums of tickets and of published plans, of nobody's hours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from groundswell.epics.models import Epic, Hold, Plan, Stand, Ticket
from groundswell.epics.queries.plans import lines_of, sprint_numbered
from groundswell.epics.rules import forecasts as rules
from groundswell.epics.rules.forecasts import Hits, NoDate, Share, Stood
from groundswell.epics.rules.hours import in_hours
from groundswell.people import queries as people

# Sprints whose plans and shortfall count, before the one that runs.
SPRINTS = 12
# Under what name the hours of all open tickets stand beside those of each.
ALL = "all"
# Published plans of which an epic's hours are the mean.
PLANS = 4

type Planned = Mapping[int, Mapping[UUID, int]]


@dataclass(frozen=True)
class Rest:
    """What the date of an epic rests on: half hours of open tickets, half hours that plans give it a sprint."""

    epic: Epic
    left: Mapping[str, int]
    capacity: float
    is_held: bool


@dataclass(frozen=True)
class Team:
    """What all epics have in common: by sprint what plans promised and what came of it, and how tickets grew."""

    shares: Sequence[Share]
    grown: Sequence[tuple[int, int]]
    weeks_per_sprint: int
    record: Sequence[Hits]

    @property
    def kept(self) -> list[float]:
        """Hours worked, as a share of those planned, by sprint."""
        return [each.kept for each in self.shares]


@dataclass(frozen=True)
class Level:
    """A date at a level; None where it lies too far away."""

    percent: int
    day: date | None
    hits: Hits


@dataclass(frozen=True)
class Forecast:
    """What an epic's page says of when it is done."""

    stand: Stand
    why_not: NoDate | None
    levels: Sequence[Level]
    moved: Mapping[str, float]
    before: date | None
    sprints: int
    kept: float
    is_grown: bool

    @property
    def hours(self) -> Sequence[tuple[int, float]]:
        """How many hours its open tickets will have taken, at each level."""
        return hours_at(self.stand, ALL)


def rests_on(today: date) -> list[Rest]:
    """Return what each epic that has not ended rests on. A constant number of queries."""
    epics = list(Epic.objects.filter(ended_on=None))
    open_tickets = Ticket.objects.filter(epic__in=epics, done_on=None, remaining__gt=0).order_by()
    left: dict[UUID, dict[str, int]] = {}
    for epic, ticket, halves in open_tickets.values_list("epic", "id", "remaining"):
        left.setdefault(epic, {})[str(ticket)] = halves
    held = set(Hold.objects.filter(until_on=None, cell=None).values_list("epic", flat=True))
    planned = planned_since(people.sprint_of(today).number - SPRINTS)
    return [Rest(each, left.get(each.id, {}), _capacity(each, planned), is_held=each.id in held) for each in epics]


def planned_since(sprint: int) -> Planned:
    """Return the half hours that the plan published last for each sprint gives to each epic. Two queries."""
    plans = {each.sprint: each for each in Plan.objects.filter(sprint__gte=sprint, number__gt=0).order_by("number")}
    epics = {str(ticket): epic for ticket, epic in Ticket.objects.order_by().values_list("id", "epic")}
    found: dict[int, dict[UUID, int]] = {}
    for number, plan in sorted(plans.items()):
        of_sprint = found.setdefault(number, {})
        for (_member, ticket), halves in lines_of(plan).items():
            epic = epics.get(ticket)
            if epic is not None:
                of_sprint[epic] = of_sprint.get(epic, 0) + halves
    return found


def team_on(today: date) -> Team:
    """Return what all epics have in common. A constant number of queries."""
    now = people.sprint_of(today)
    planned = planned_since(now.number - SPRINTS)
    first = sprint_numbered(now.number - SPRINTS).first
    stood: dict[UUID, list[Stood]] = {}
    for epic, day, left in Stand.objects.filter(day__gte=first).values_list("epic_id", "day", "left"):
        stood.setdefault(epic, []).append(Stood(day, left))
    shares = [_share(sprint, by_epic, stood) for sprint, by_epic in planned.items() if sprint < now.number]
    grown = [each for epic in stood.values() for each in rules.grown(epic)]
    record = rules.hits(_said(), today)
    return Team([each for each in shares if each.planned], grown, rules.weeks_of(now.days), record)


def forecast_of(epic: Epic) -> Forecast | None:
    """Return the newest forecast of an epic; None where no worker has made one. Two queries."""
    newest = list(Stand.objects.filter(epic=epic, told_on__isnull=False).order_by("-day")[:2])
    if not newest:
        return None
    stand, before = newest[0], newest[1:]
    dates = [date.fromisoformat(each) if each else None for each in stand.dates]
    record = [Hits(*each) for each in stand.record]
    kept = stand.basis.get("throughput", [])
    return Forecast(
        stand=stand,
        why_not=NoDate(stand.why_not) if stand.why_not else None,
        levels=[Level(*each) for each in zip(rules.LEVELS, dates, record, strict=False)],
        moved=stand.moved,
        before=before[0].told_on if before else None,
        sprints=len(kept),
        kept=sum(kept) / len(kept) if kept else 0.0,
        is_grown=len(stand.basis.get("estimate", [])) > 1,
    )


def hours_of(ticket: Ticket) -> Sequence[tuple[int, float]]:
    """Return how many hours an open ticket will have taken at each level (per cent); nothing where it is unknown.

    One query. As tickets grew that are done, of all epics together.
    """
    if ticket.done_on is not None or ticket.epic_id is None:
        return ()
    newest = Stand.objects.filter(epic=ticket.epic_id, told_on__isnull=False).order_by("-day").first()
    # Written anew since the worker told it: what was told is of another ticket.
    if newest is None or newest.left.get(str(ticket.id)) != ticket.remaining:
        return ()
    return hours_at(newest, str(ticket.id))


def hours_at(stand: Stand, name: str) -> Sequence[tuple[int, float]]:
    """Return the hours that were told of a ticket, or of all of them, at each level."""
    return list(zip(rules.LEVELS, stand.hours.get(name, ()), strict=False))


def _capacity(epic: Epic, planned: Planned) -> float:
    """Return the mean of the last published plans since it was begun; a plan without a line for it counts as none."""
    begun = people.sprint_of(epic.begun_on).number
    given = [by_epic.get(epic.id, 0) for sprint, by_epic in planned.items() if sprint >= begun][-PLANS:]
    return float(in_hours(sum(given))) / len(given) if given else 0.0


def _share(sprint: int, planned: Mapping[UUID, int], stood: Mapping[UUID, Collection[Stood]]) -> Share:
    found = sprint_numbered(sprint)
    of_epics = {epic: rules.of_sprint(list(stood.get(epic, ())), found.first, found.last) for epic in planned}
    known = {epic: each for epic, each in of_epics.items() if each}
    return Share(sum(planned[epic] for epic in known), sum(map(rules.worked, known.values())))


def _said() -> list[tuple[list[date | None], date | None]]:
    """Return the dates of the last two years, each with the day on which its epic was done. Three queries."""
    rows = Stand.objects.order_by("day").values_list("epic_id", "day", "dates", "left", "epic__ended_on")
    two_years = people.sprint_now().first - timedelta(days=2 * 365)
    tickets = Ticket.objects.filter(epic__isnull=False).order_by()
    finished: dict[UUID | None, date | None] = dict(tickets.values_list("epic").annotate(Max("done_on")))
    done, said = dict[UUID, date](), list[tuple[UUID, list[date | None]]]()
    for epic, day, dates, left, ended_on in rows.filter(day__gte=two_years):
        if ended_on is not None:
            done[epic] = ended_on
        elif left:
            done.pop(epic, None)
        else:
            done.setdefault(epic, finished.get(epic) or day)
        if dates and left:
            said.append((epic, [date.fromisoformat(each) if each else None for each in dates]))
    return [(dates, done.get(epic)) for epic, dates in said]
