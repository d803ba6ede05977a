"""Roles, and who holds them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import rules
from groundswell.people.actions import line
from groundswell.people.actions.names import checked_name
from groundswell.people.models import Cell, Person, Role, RoleAssignment, Served, Session
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant, Spell


@transaction.atomic
def make_role(
    *,
    by: Person | None,
    name: str,
    grant: Grant = Grant.NONE,
    duties: Sequence[str] = (),
    hours_per_sprint: Decimal | None = None,
) -> Role:
    """Make a role: its duties, one a line, the hours it gets in a sprint, and what it allows its holders to open."""
    name = _free_name(name, None)
    role = Role.objects.create(
        name=name, grant=grant, duties=_lines(duties), hours_per_sprint=_checked_hours(hours_per_sprint)
    )
    line.write(by, "make_role", role.id, grant=grant)
    return role


@transaction.atomic
def change_role(
    *, by: Person | None, role: Role, name: str, duties: Sequence[str], hours_per_sprint: Decimal | None
) -> Role:
    """Change the name, duties and hours of a role. What it allows never changes: make another role for that."""
    role.name = _free_name(name, role)
    role.duties = _lines(duties)
    role.hours_per_sprint = _checked_hours(hours_per_sprint)
    role.save(update_fields=["name", "duties", "hours_per_sprint"])
    line.write(by, "change_role", role.id, duties=len(role.duties))
    return role


@transaction.atomic
def assign_role(
    *,
    by: Person | None,
    role: Role,
    person: Person,
    from_on: date | None = None,
    until_on: date | None = None,
    cells: Sequence[Cell] = (),
    served: Sequence[Served] = (),
) -> RoleAssignment:
    """Let a person hold a role from a day (today when none is named) to a day (excluded); no scope means all of it."""
    spell = checked_spell(person, from_on or clock.today(), until_on)
    held = RoleAssignment.objects.filter(person=person).select_related("role")
    refuse_both_readers(role, person, spell, ((Grant(each.role.grant), each.spell) for each in held))
    if any(held.spell.overlaps(spell) and _same_scope(held, cells, served) for held in _held(role, person)):
        raise Refused(_("%(name)s holds this role already in that time.") % {"name": person.name}, "person")
    assignment = RoleAssignment.objects.create(role=role, person=person, from_on=spell.first, until_on=spell.end)
    assignment.cells.add(*cells)
    assignment.served.add(*served)
    line.write(
        by,
        "assign_role",
        person.id,
        role=role.id,
        grant=role.grant,
        from_on=spell.first,
        until_on=spell.end,
        scope=_scope(cells, served),
    )
    return assignment


@transaction.atomic
def end_role(*, by: Person | None, assignment: RoleAssignment, day: date | None = None) -> None:
    """End an assignment on a day (today when none is named): from that day on it allows nothing."""
    day = day or clock.today()
    refuse_to_lose_the_last_administrator(assignment.person, [assignment])
    end_assignment(assignment, day)
    if assignment.role.grant in rules.READING and day <= clock.today():
        # Whatever this browser had unlocked for the role goes with it.
        Session.objects.filter(person=assignment.person).delete()
    line.write(by, "end_role", assignment.person_id, role=assignment.role_id, grant=assignment.role.grant, day=day)


def end_assignment(assignment: RoleAssignment, day: date) -> None:
    """Cut an assignment on a day; one that would have no day left goes."""
    left = assignment.spell.cut(day)
    if left is None:
        assignment.delete()
    elif left != assignment.spell:
        assignment.until_on = left.end
        assignment.save(update_fields=["until_on"])


def refuse_to_lose_the_last_administrator(person: Person, ending: Sequence[RoleAssignment]) -> None:
    """Refuse when nobody could add people or assign roles any more."""
    held = RoleAssignment.objects.filter(role__grant=Grant.ADMINISTRATOR, until_on=None)
    if not any(each.role.grant == Grant.ADMINISTRATOR for each in ending):
        return
    if not held.exclude(id__in=[each.id for each in ending]).filter(person__left_on=None).exists():
        raise Refused(
            _("%(name)s is the only administrator: give somebody else that role first.") % {"name": person.name}
        )


def _free_name(name: str, role: Role | None) -> str:
    name = checked_name(name)
    others = Role.objects.filter(name__iexact=name)
    if (others if role is None else others.exclude(id=role.id)).exists():
        raise Refused(_("There is a role named “%(name)s” already.") % {"name": name}, "name")
    return name


def _checked_hours(hours: Decimal | None) -> Decimal | None:
    if hours is not None and not 0 <= hours <= 1000:  # noqa: PLR2004 - wider than any sprint, within the column
        raise Refused(_("The hours a sprint are a number from 0 to 1000."), "hours_per_sprint")
    return hours


def checked_spell(person: Person, first: date, end: date | None) -> Spell:
    """Return the days on which a person can hold a role: while they belong here."""
    first = max(first, person.joined_on)
    if end is not None and end <= first:
        raise Refused(_("The role would end before it begins."), "until_on")
    if person.left_on is not None and person.left_on <= first:
        raise Refused(_("%(name)s will have left by then.") % {"name": person.name}, "from_on")
    ends = [day for day in (end, person.left_on) if day is not None]
    return Spell(first, min(ends, default=None))


def refuse_both_readers(role: Role, person: Person, spell: Spell, held: Iterable[tuple[Grant, Spell]]) -> None:
    """Refuse to make an advocate the alternate or the other way, by what the person has `held`."""
    if rules.held_against(held, Grant(role.grant), spell):
        raise Refused(
            _(
                "%(name)s cannot be advocate and alternate at once: "
                "a concern about the advocate goes to the alternate, so that must be somebody else."
            )
            % {"name": person.name},
            "person",
        )


def _held(role: Role, person: Person) -> list[RoleAssignment]:
    return list(RoleAssignment.objects.filter(role=role, person=person).prefetch_related("cells", "served"))


def _same_scope(held: RoleAssignment, cells: Sequence[Cell], served: Sequence[Served]) -> bool:
    return _scope(held.cells.all(), held.served.all()) == _scope(cells, served)


def _scope(cells: Iterable[Cell], served: Iterable[Served]) -> set[UUID]:
    return {cell.id for cell in cells} | {each.id for each in served}


def _lines(duties: Sequence[str]) -> list[str]:
    return [duty.strip() for duty in duties if duty.strip()]
