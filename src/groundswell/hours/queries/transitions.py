"""Transitions: both dates, what the cell has less, who takes which role, and what still stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.hours import policy, sentences
from groundswell.hours.models import Grant, HandOver, Pilot, Transition
from groundswell.hours.ports import Measure, OpenWork, measure_sources, work_sources
from groundswell.hours.queries.lines import holders_of_month
from groundswell.hours.queries.months import granted_in
from groundswell.hours.queries.sprints import Member, members_in_each, of_cells
from groundswell.hours.rules import transitions as rules
from groundswell.hours.rules.amounts import measured
from groundswell.hours.rules.sharing import month_of, share_month
from groundswell.hours.rules.transitions import Blocked
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Cell, Person, Role, RoleAssignment, today_within, within
from groundswell.people.rules import Grant as Opens
from groundswell.people.rules import Sprint
from groundswell.web.words import joined

SPRINTS_SHOWN = 10
# So long before and after the day on which somebody looks at a pilot it is told.
LOOKED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class CellSprint:
    """What a cell has in a sprint with the person, and what it has less by the dates. In minutes."""

    sprint: Sprint
    before: int
    lost: int

    @property
    def after(self) -> int:
        """What is left."""
        return self.before - self.lost


def transitions_for(reader: Person) -> list[Transition]:
    """Return the transitions that somebody may see. Four queries."""
    rows = Transition.objects.select_related("person", "part_confirmed_by", "full_confirmed_by", "reopened_by")
    rows = rows.prefetch_related("roles__role", "roles__taker", "roles__said_by", "roles__permissions")
    if not policy.may_plan(reader):
        rows = rows.filter(Q(person=reader) | Q(roles__taker=reader)).distinct()
    return list(rows)


def transition_for(reader: Person, transition: UUID) -> Transition | None:
    """Return a transition if somebody may see it."""
    return next((each for each in transitions_for(reader) if each.id == transition), None)


def roles_of(transition: Transition) -> list[rules.Role]:
    """Return the roles of a transition as the rules ask for them: what was said of some, then the rest of those held.

    The list begins with every role held on the second date, so that none is forgotten. The advocate's own is what the
    way leads into, and is on it only where it is handed over. Three queries.
    """
    rows = HandOver.objects.filter(transition=transition).select_related("role", "taker")
    said = [role_of(row, transition) for row in rows.prefetch_related("permissions")]
    return [*said, *(rules.Role(role.name, is_taken=False, fate=None) for role in unsaid_roles(transition))]


def role_of(row: HandOver, transition: Transition) -> rules.Role:
    """Return one role as the rules ask for it. A taker who leaves before the second date takes nothing."""
    pending = tuple(each.name for each in row.permissions.all() if each.given_on is None)
    here = row.taker is not None and rules.is_there(row.taker.left_on, clock.today(), transition.full_time_on)
    return rules.Role(row.role.name, here and row.taken_on is not None, pending, rules.Fate(row.fate))


def unsaid_roles(transition: Transition) -> list[Role]:
    """Return the roles held on the second date (today, where none is named) of which nothing was said. One query."""
    day = max(transition.full_time_on or clock.today(), clock.today())
    said = HandOver.objects.filter(transition=transition).values("role")
    held = RoleAssignment.objects.filter(within(day), person=transition.person_id).exclude(role__in=said)
    return list(Role.objects.filter(id__in=held.values("role")).exclude(grant=Opens.ADVOCATE))


def roles_to_answer(transition: Transition) -> list[UUID]:
    """Return the roles of which something can be said: held today or on the second date, or named before."""
    day = max(transition.full_time_on or clock.today(), clock.today())
    held = RoleAssignment.objects.filter(Q(within(day)) | Q(today_within()), person=transition.person_id)
    named = HandOver.objects.filter(transition=transition).values_list("role", flat=True)
    return [*held.values_list("role", flat=True), *named]


def reopened_for(reader: Person) -> list[Transition]:
    """Return whose second date lost its confirmation and waits again: one's own, and to planners all. One query."""
    rows = Transition.objects.filter(reopened_on__isnull=False, full_confirmed_on=None).select_related("person")
    return list(rows if policy.may_plan(reader) else rows.filter(person=reader))


def asked_to_take(person: Person) -> list[HandOver]:
    """Return the roles that somebody is asked to take. One query."""
    rows = HandOver.objects.filter(taker=person, taken_on=None)
    return list(rows.select_related("role", "transition__person"))


def blocked_in_words(why: Blocked, transition: Transition) -> str:
    """Say why a date is not confirmed; where roles lack a taker, which."""
    if why is Blocked.NO_TAKER:
        names = rules.without_taker(roles_of(transition))
        return _("Not yet: nobody has said that they take %(roles)s.") % {"roles": joined(names)}
    return str(sentences.BLOCKED[why])


def cell_impact(transition: Transition) -> tuple[Cell | None, list[CellSprint]]:
    """Return, sprint by sprint, what the cell has less: from the first date the granted hours, from the second all.

    The cell is the one that the person belongs to, or belonged to on the day before the second date. Its hours are
    those that plans and the look ahead have: of everybody on the days on which they are in it.
    """
    person, first_day = transition.person, _first_day(transition)
    cell = people.cell_of(person, first_day)
    sprints = _sprints(first_day)
    if cell is None:
        return None, []
    inside = [cell.id, *people.cells_inside(cell)]
    granted, members = _granted(person, sprints), members_in_each(sprints)
    return cell, [
        _cell_sprint(transition, sprint, members[sprint.number], inside, granted[sprint.number]) for sprint in sprints
    ]


def open_work_of(person: Person) -> list[OpenWork]:
    """Return the work that somebody has and that is not done, from whoever knows of any."""
    return [each for source in work_sources for each in source.open_work_of(person)]


def pilots() -> list[Pilot]:
    """Return the pilots, the newest first."""
    return list(Pilot.objects.select_related("by"))


def pilots_to_review(reader: Person) -> list[Pilot]:
    """Return the pilots whose day to look is near or was lately, for who plans and for advocates. One query."""
    if not (policy.may_plan(reader) or policy.is_advocate(reader)):
        return []
    today = clock.today()
    near = Pilot.objects.filter(review_on__lte=today + LOOKED_FOR, review_on__gte=today - LOOKED_FOR)
    return list(near.order_by("review_on", "id"))


@dataclass(frozen=True)
class Stood:
    """How something stood on the first day of a pilot, in words: time in hours."""

    name: str
    value: str
    unit: str
    source: str


def baseline_for(reader: Person, pilot: Pilot) -> list[Stood]:
    """Return how things stood when a pilot began; sums of hours to planners, and to whoever they are all about."""
    holding = holders_of_month(month_of(pilot.started_on))
    sees_hours = policy.may_plan(reader) or (
        bool(holding) and all(policy.may_see_grants(reader, each) for each in holding)
    )
    return [_stood(each) for each in pilot.baseline if sees_hours or each["unit"] != _("minutes")]


def _stood(kept: Mapping[str, object]) -> Stood:
    name, unit, source = (str(kept[word]) for word in ("name", "unit", "source"))
    is_time = unit == _("minutes")
    value = measured(kept["value"], is_time=is_time)
    return Stood(name.replace("_", " "), value, _("hours") if is_time else unit, source)


def measures_now() -> list[Measure]:
    """Return how everything that can be measured stands today."""
    return [measure for source in measure_sources for measure in source.measures(clock.today())]


def _first_day(transition: Transition) -> date:
    dates = [day for day in (transition.part_time_on, transition.full_time_on) if day is not None]
    sprint = people.sprint_of(min(dates))
    return people.calendar().before(sprint).first


def _sprints(first_day: date) -> list[Sprint]:
    calendar = people.calendar()
    found = [calendar.sprint_of(first_day)]
    while len(found) < SPRINTS_SHOWN:
        found.append(calendar.after(found[-1]))
    return found


def _cell_sprint(
    transition: Transition, sprint: Sprint, members: Sequence[Member], inside: list[UUID], granted: int
) -> CellSprint:
    others = of_cells((each for each in members if each.person != transition.person_id), inside)
    own = next((each for each in members if each.person == transition.person_id), None)
    has = max(own.contract - own.leave - own.roles, 0) if own else 0
    lost = rules.lost_to_cell(
        has,
        granted,
        first=sprint.first,
        days=sprint.days,
        part_time=transition.part_time_on,
        full_time=transition.full_time_on,
    )
    return CellSprint(sprint, others + has, lost)


def _granted(person: Person, sprints: list[Sprint]) -> dict[int, int]:
    """Return what is granted in each sprint; of a month without a grant, as much as in the last before that has one."""
    calendar, last = people.calendar(), month_of(sprints[-1].last)
    having = Grant.objects.filter(holder=person, month__lte=last).values_list("month", flat=True).distinct()
    given = {month: minutes for (_holder, month), minutes in granted_in([person.id], having).items()}

    def in_month(month: date, sprint: Sprint) -> int:
        usual = max((each for each in given if each <= month_of(sprint.last)), default=month)
        return given.get(month, given.get(usual, 0))

    return {
        sprint.number: sum(
            share_month(in_month(month, sprint), month, calendar).of(sprint)
            for month in sorted({month_of(sprint.first), month_of(sprint.last)})
        )
        for sprint in sprints
    }
