"""What the plan of a sprint stands on: who has how many hours, in which cell, and what each advocate may spend.

The contract for whoever plans: every number is in minutes, and nothing here is about a single logged hour of a member.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from groundswell.hours.models import AwayPart
from groundswell.hours.queries.limits import protected_in
from groundswell.hours.queries.lines import holders
from groundswell.hours.queries.months import budget_in, granted_in, plan_of
from groundswell.hours.rules.amounts import STEP, minutes_of
from groundswell.hours.rules.availability import Contract
from groundswell.hours.rules.axes import Stream
from groundswell.hours.rules.sharing import days_between, is_weekday, month_of, share_month, share_out
from groundswell.people import queries as people
from groundswell.people.models import Membership, Person, RoleAssignment
from groundswell.people.rules import Grant as Opens
from groundswell.people.rules import Spell, Sprint


@dataclass(frozen=True)
class Budget:
    """What one advocate may spend in a sprint, in minutes.

    `minutes` is the grant's part of the sprint: of each month by working days, less what earlier sprints of the month
    used; whole half hours but for what is less than one. `internal` and `external` are strict limits of the streams
    (None: none was set), `protected` external minutes go before more internal ones.
    """

    advocate: UUID
    minutes: int
    internal: int | None
    external: int | None
    protected: int

    @property
    def half_hours(self) -> int:
        """The same in whole half hours, rounded down: a plan never spends what is not there."""
        return self.minutes // STEP


@dataclass(frozen=True)
class Member:
    """What somebody has in a sprint, in minutes.

    `free` = contract − leave − granted − roles, at least 0: what is left for clients, cell and offered tickets.
    `cells` says in which cell those free minutes lie (None: in none), day by day; an advocate who has left the cell
    is in none, so their hours are in no cell's capacity.
    """

    person: UUID
    name: str
    contract: int
    leave: int
    granted: int
    roles: int
    cells: Mapping[UUID | None, int]

    @property
    def free(self) -> int:
        """Everything that is left."""
        return sum(self.cells.values())


@dataclass(frozen=True)
class SprintHours:
    """The hours of a sprint."""

    sprint: Sprint
    budgets: tuple[Budget, ...]
    members: tuple[Member, ...]

    def of_cell(self, cell: UUID) -> int:
        """Return what the members of a cell have for it."""
        return of_cells(self.members, {cell})


def of_cells(members: Iterable[Member], cells: Collection[UUID]) -> int:
    """Return what these people have for some cells: contract less leave, roles and grants, day by day."""
    return sum(member.cells.get(cell, 0) for member in members for cell in cells)


def hours_in(sprint: Sprint) -> SprintHours:
    """Return the hours of a sprint. Queries: a constant number, and some for each advocate."""
    return SprintHours(sprint, tuple(_budgets(sprint)), tuple(members_in(sprint)))


def contracts(persons: Sequence[Person], first: date, last: date) -> dict[UUID, Contract]:
    """Return what each agreed to, with the days and the parts of days away. Two queries."""
    ids = [person.id for person in persons]
    away = people.days_away(ids, first, last)
    parts: dict[UUID, dict[date, int]] = {}
    rows = AwayPart.objects.filter(person__in=ids, day__gte=first, day__lte=last)
    for person, day, minutes in rows.values_list("person", "day", "minutes"):
        parts.setdefault(person, {})[day] = minutes
    return {
        person.id: Contract(
            minutes_of(person.weekly_hours or Decimal(0)), frozenset(away.get(person.id, ())), parts.get(person.id, {})
        )
        for person in persons
    }


def _budgets(sprint: Sprint) -> list[Budget]:
    found = []
    for holder in holders(sprint.first):
        plan = plan_of(holder, sprint.first)
        most = plan.most
        found.append(
            Budget(
                holder.id,
                budget_in(holder, sprint),
                most[Stream.INTERNAL],
                most[Stream.EXTERNAL],
                protected_in(holder, sprint),
            )
        )
    return found


def members_in(sprint: Sprint) -> list[Member]:
    """Return what everybody has who is here on some day of a sprint, for the days on which they are. Six queries."""
    return members_in_each([sprint])[sprint.number]


def members_in_each(sprints: Sequence[Sprint]) -> dict[int, list[Member]]:
    """Return the same for each of some sprints that follow one another, by number. Six queries, however many."""
    first, last = sprints[0].first, sprints[-1].last
    everybody = list(people.people_during(first, last))
    known = contracts(everybody, first, last)
    ids = [each.id for each in everybody]
    months = sorted({month_of(day) for sprint in sprints for day in (sprint.first, sprint.last)})
    given = granted_in(ids, months)
    held = _roles_held(everybody, first, last)
    cells: dict[UUID, list[tuple[Spell, UUID]]] = {}
    for row in Membership.objects.filter(person__in=everybody):
        cells.setdefault(row.person_id, []).append((row.spell, row.cell_id))
    found = {}
    for sprint in sprints:
        persons = [each for each in everybody if _is_here_in(each, sprint)]
        granted = _granted(given, sprint)
        roles = _role_minutes(held, persons, sprint, granted)
        found[sprint.number] = [
            _member(
                person,
                known[person.id],
                sprint,
                (granted.get(person.id, 0), roles.get(person.id, 0)),
                cells.get(person.id, ()),
            )
            for person in persons
        ]
    return found


def _is_here_in(person: Person, sprint: Sprint) -> bool:
    return person.joined_on <= sprint.last and (person.left_on is None or person.left_on > sprint.first)


def _member(
    person: Person,
    contract: Contract,
    sprint: Sprint,
    taken: tuple[int, int],
    cells: Sequence[tuple[Spell, UUID]],
) -> Member:
    granted, roles = taken
    here = Spell(person.joined_on, person.left_on)
    days = [day for day in days_between(sprint.first, sprint.last) if here.holds_on(day)]
    whole, leave = sum(map(contract.on, days)), sum(map(contract.away_on, days))
    there: dict[UUID | None, int] = {}
    for day in days:
        cell = next((cell for spell, cell in cells if spell.holds_on(day)), None)
        there[cell] = there.get(cell, 0) + contract.on(day) - contract.away_on(day)
    free = max(whole - leave - granted - roles, 0)
    weights = list(there.values())
    shares = share_out(free, weights, 1) if any(weights) else [0] * len(weights)
    return Member(person.id, person.name, whole, leave, granted, roles, dict(zip(there, shares, strict=True)))


def _granted(given: Mapping[tuple[UUID, date], int], sprint: Sprint) -> dict[UUID, int]:
    calendar, months = people.calendar(), {month_of(sprint.first), month_of(sprint.last)}
    found: dict[UUID, int] = {}
    for (person, month), minutes in given.items():
        if month in months:
            found[person] = found.get(person, 0) + share_month(minutes, month, calendar).of(sprint)
    return found


def _roles_held(persons: Sequence[Person], first: date, last: date) -> list[RoleAssignment]:
    held = RoleAssignment.objects.filter(
        Q(until_on=None) | Q(until_on__gt=first),
        from_on__lte=last,
        person__in=persons,
        role__hours_per_sprint__isnull=False,
    )
    return list(held.select_related("role"))


def _role_minutes(
    held: Iterable[RoleAssignment], persons: Sequence[Person], sprint: Sprint, granted: Mapping[UUID, int]
) -> dict[UUID, int]:
    """Return what roles take of each, by the working days on which they are held; a role in two scopes counts once.

    An advocate's own role takes nothing where hours are granted for it.
    """
    here = {person.id: Spell(person.joined_on, person.left_on) for person in persons}
    working = [day for day in days_between(sprint.first, sprint.last) if is_weekday(day)]
    days: dict[tuple[UUID, UUID], set[date]] = {}
    whole: dict[tuple[UUID, UUID], int] = {}
    for each in held:
        is_here = each.person_id in here
        if is_here and (each.role.grant != Opens.ADVOCATE or not granted.get(each.person_id)):
            key, spell = (each.person_id, each.role_id), Spell(each.from_on, each.until_on)
            whole[key] = minutes_of(each.role.hours_per_sprint or Decimal(0))
            days.setdefault(key, set()).update(
                day for day in working if spell.holds_on(day) and here[each.person_id].holds_on(day)
            )
    found: dict[UUID, int] = {}
    for (person, role), on in days.items():
        found[person] = found.get(person, 0) + whole[person, role] * len(on) // max(len(working), 1)
    return found
