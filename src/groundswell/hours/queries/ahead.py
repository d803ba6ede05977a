"""Looking ahead at the backlog of a cell: its hours, what was asked, and what the worker found."""

from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.hours.models import LookAhead, Transition
from groundswell.hours.queries.sprints import members_in, of_cells
from groundswell.hours.rules.ahead import WEEK, Asked, Hours, week_of
from groundswell.hours.rules.amounts import HOUR
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell

EVERY = 4  # weeks between two rows of the table


@dataclass(frozen=True)
class Found:
    """What was found, with days instead of weeks and whole percent instead of shares."""

    wished: tuple[date | None, date | None]
    is_safe: bool
    rise: float  # in points
    binding: date
    pair: tuple[date, date] | None
    part: date | None  # the earliest first date alone
    more_hours: int | None
    fewer_promised: int | None
    somebody_new: date | None
    rows: tuple[tuple[date, float, float], ...]  # day, percent without a move, percent with it


def look_ahead_of(transition: Transition) -> LookAhead | None:
    """Return what was last asked about a transition."""
    return LookAhead.objects.filter(transition=transition).select_related("asked_by").first()


def cell_today(transition: Transition) -> Cell | None:
    """Return the cell that somebody is about to leave; None where they are in none any more."""
    return people.cell_of(transition.person, clock.today())


def hours_of_cell(transition: Transition, cell: Cell) -> Hours:
    """Return what a cell has a week, from the hours of this sprint.

    They are those of the table sprint by sprint, with two differences: days away are put back, since the look ahead
    lets people be away by chance, and whoever leaves in this sprint is not counted for the year. The hours granted
    to whoever moves are the cell's until the first date.
    """
    sprint = people.sprint_now()
    a_week = sprint.days / WEEK * HOUR
    stays = set(people.active_people(sprint.last).values_list("id", flat=True))
    inside = [cell.id, *people.cells_inside(cell)]
    there = [each for each in members_in(sprint) if each.person in stays and of_cells([each], inside)]
    total, moved, granted = 0, 0, 0
    for member in there:
        has = member.contract - member.roles
        if member.person == transition.person_id:
            moved, granted = has, min(member.granted, has)
        total += has if member.person == transition.person_id else has - member.granted
    count = len(there)
    return Hours(count, total / a_week / count if count else 0, granted / a_week, moved / a_week)


def weeks_of(transition: Transition, start: date) -> tuple[int | None, int | None]:
    """Return the weeks of both dates."""
    return week_of(transition.part_time_on, start), week_of(transition.full_time_on, start)


def found_of(asked: LookAhead) -> Found | None:
    """Return what was found; None while it is computed, or where nothing could be."""
    answer = asked.answer
    if not answer:
        return None
    given = Asked.read(asked.asked)
    start = date.fromisoformat(given.start)

    def day(week: int | None) -> date | None:
        return None if week is None else start + timedelta(weeks=week)

    pair = answer["pair"]
    return Found(
        (day(given.part), day(given.full)),
        answer["is_safe"],
        100 * answer["rise"],
        start + timedelta(weeks=answer["binding"]),
        (start + timedelta(weeks=pair[0]), start + timedelta(weeks=pair[1])) if pair else None,
        day(answer["part"]),
        answer["hours"],
        answer["fewer"],
        day(answer["new"]),
        tuple(
            (start + timedelta(weeks=week), 100 * answer["stays"][week], 100 * answer["moves"][week])
            for week in range(0, len(answer["stays"]), EVERY)
        ),
    )
