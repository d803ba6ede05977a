"""Roles: allotted against logged, how they fit together, and wishes that fit each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from groundswell.hours import closed
from groundswell.hours.models import Entry
from groundswell.hours.models import Wish as Kept
from groundswell.hours.rules import roles as rules
from groundswell.hours.rules.amounts import minutes_of
from groundswell.hours.rules.roles import InSprint, Wish
from groundswell.hours.rules.sharing import days_between
from groundswell.kit import clock
from groundswell.people import queries as people
from groundswell.people.models import Person, Role, RoleAssignment, today_within
from groundswell.people.rules import Spell, Sprint

SPRINTS = 4
# By role and number of the sprint: who logged how many minutes.
type Logged = dict[tuple[UUID, int], dict[UUID, int]]


@dataclass(frozen=True)
class RoleLine:
    """A role in the last sprints, the running one last and apart: it has not ended."""

    role: Role
    ended: tuple[InSprint, ...]
    running: InSprint

    @property
    def is_squeezed(self) -> bool:
        """Whether more was logged than allotted in the last two sprints that ended."""
        return rules.is_squeezed(self.ended)


@dataclass(frozen=True)
class Fitting:
    """Two wishes that fit: with whom, about which role, and which one comes back."""

    other: Person
    role: Role
    gives: bool
    in_return: Role | None


def ledger(person: Person | None = None) -> list[RoleLine]:
    """Return the role ledger: of one person's roles, or of all as sums over everybody who holds them.

    Whoever shows sums of all to others than their holders shows what was logged only where it `is_a_sum`.
    """
    sprints = _last_sprints()
    roles = list(Role.objects.all() if person is None else _held_roles(person, sprints[0].first))
    logged, held = _logged(person, sprints), _held(person, sprints)
    found = []
    for role in roles:
        rows = [_in_sprint(role, sprint, held.get(role.id, ()), logged) for sprint in sprints]
        found.append(RoleLine(role, tuple(rows[:-1]), rows[-1]))
    return found


def wishes_of(person: Person) -> dict[UUID, Wish]:
    """Return what somebody would like of each role. One query."""
    tags = {closed.tag_of(person.id, role): role for role in Role.objects.values_list("id", flat=True)}
    found = {}
    for tag, body in Kept.objects.filter(tag__in=tags).values_list("tag", "body"):
        wished = closed.opened(body)
        if wished is not None:
            found[tags[tag]] = wished.wish
    return found


def fitting(person: Person) -> list[Fitting]:
    """Return whose wishes fit one's own: both have said so, and both are shown it."""
    here = {each.id: each for each in people.active_people()}
    opened = (closed.opened(body) for body in Kept.objects.values_list("body", flat=True))
    wishes = [each for each in opened if each is not None and each.person in here and _still_true(each)]
    roles = {role.id: role for role in Role.objects.all()}
    return [
        Fitting(
            here[match.taker if match.giver == person.id else match.giver],
            roles[match.role],
            match.giver == person.id,
            roles.get(match.in_return) if match.in_return else None,
        )
        for match in rules.matches_for(person.id, wishes)
        if match.role in roles
    ]


def _still_true(wished: rules.Wished) -> bool:
    """Tell whether whoever would give a role away still holds it, and whoever wants it does not."""
    holds = RoleAssignment.objects.filter(today_within(), person=wished.person, role=wished.role).exists()
    return holds is not (wished.wish is Wish.WANT)


def _last_sprints() -> list[Sprint]:
    calendar = people.calendar()
    sprints = [calendar.sprint_of(clock.today())]
    while len(sprints) <= SPRINTS:
        sprints.insert(0, calendar.before(sprints[0]))
    return sprints


def _held_roles(person: Person, since: date) -> "list[Role]":
    held = RoleAssignment.objects.filter(person=person).exclude(until_on__lte=since)
    logged = Entry.objects.filter(person=person, role__isnull=False, day__gte=since).values("role")
    return list(Role.objects.filter(id__in=held.values("role")) | Role.objects.filter(id__in=logged))


def _logged(person: Person | None, sprints: list[Sprint]) -> Logged:
    """Return for each role and sprint who logged how many minutes. One query."""
    rows = Entry.objects.filter(role__isnull=False, day__gte=sprints[0].first, day__lte=sprints[-1].last)
    rows = rows if person is None else rows.filter(person=person)
    calendar = people.calendar()
    found: Logged = {}
    for role, day, who, minutes in rows.values_list("role", "day", "person").annotate(sum=Sum("minutes")).order_by():
        of_people = found.setdefault((role, calendar.sprint_of(day).number), {})
        of_people[who] = of_people.get(who, 0) + minutes
    return found


def _held(person: Person | None, sprints: list[Sprint]) -> dict[UUID, list[tuple[UUID, Spell]]]:
    """Return who held each role when, in these sprints. One query."""
    rows = RoleAssignment.objects.filter(from_on__lte=sprints[-1].last).exclude(until_on__lte=sprints[0].first)
    rows = rows if person is None else rows.filter(person=person)
    found: dict[UUID, list[tuple[UUID, Spell]]] = {}
    for each in rows:
        found.setdefault(each.role_id, []).append((each.person_id, each.spell))
    return found


def _in_sprint(role: Role, sprint: Sprint, held: Iterable[tuple[UUID, Spell]], logged: Logged) -> InSprint:
    days: dict[UUID, set[date]] = {}
    for who, spell in held:
        days.setdefault(who, set()).update(filter(spell.holds_on, days_between(sprint.first, sprint.last)))
    hours = None if role.hours_per_sprint is None else minutes_of(role.hours_per_sprint)
    of_people = logged.get((role.id, sprint.number), {})
    allotted = rules.allotted(hours, map(len, days.values()), sprint.days)
    return InSprint(sprint.number, allotted, sum(of_people.values()), len(of_people))
