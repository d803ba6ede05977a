"""Found the organisation, and change what it chose."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.people import queries, rules
from groundswell.people.actions import line
from groundswell.people.actions.names import checked_name
from groundswell.people.models import Milestone, Organisation, Person, Role, SprintStretch
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant

STANDARD_ROLES = {
    Grant.ADVOCATE: "Developer advocate",
    Grant.ALTERNATE: "Alternate reader",
    Grant.PLANNER: "Planner",
    Grant.ADMINISTRATOR: "Administrator",
    Grant.REFERRER: "Referrer",
}


@transaction.atomic
def found(
    *,
    by: Person | None,
    name: str,
    first_sprint_on: date | None = None,
    first_sprint_number: int = 1,
    sprint_days: int = 14,
) -> Organisation:
    """Name the organisation, begin its sprints (this week's Monday when no day is named), lay down standard roles."""
    if queries.is_founded():
        raise Refused(_("This organisation has been founded already: change its settings instead."))
    name = checked_name(name)
    _check_days(sprint_days)
    organisation = Organisation.objects.create(id=1, name=name)
    today = clock.today()
    first = first_sprint_on or today - timedelta(days=today.weekday())
    # People can be here before their organisation is, and may have chosen sprints already.
    if not SprintStretch.objects.exists():
        SprintStretch.objects.create(from_on=first, days=sprint_days, number=first_sprint_number)
    if not Milestone.objects.exists():
        _lay_down_milestones(sprint_days)
    for grant in STANDARD_ROLES:
        standard_role(grant)
    line.write(by, "found", first_sprint_on=first, sprint_days=sprint_days)
    return organisation


def _lay_down_milestones(sprint_days: int) -> None:
    for each in rules.STANDARD_MILESTONES:
        Milestone.objects.create(name=each.name, day=min(each.day, sprint_days))


def standard_role(grant: Grant) -> Role:
    """Return the first role with a grant, made when there is none yet."""
    role = Role.objects.filter(grant=grant).first()
    return role or Role.objects.create(name=STANDARD_ROLES[grant], grant=grant)


@transaction.atomic
def change_organisation(
    *, by: Person | None, name: str, letter_weekday: int, letter_hour: int, attention_minutes: int
) -> Organisation:
    """Change the name, the hour of the weekly letter (Monday is 0), and the minutes a member may be asked a sprint."""
    name = checked_name(name)
    if not queries.is_founded():
        found(by=by, name=name)
    if letter_weekday not in range(7):
        raise Refused(_("Choose a day of the week for the letter."), "letter_weekday")
    if letter_hour not in range(24):
        raise Refused(_("The hour of the letter is a number from 0 to 23."), "letter_hour")
    if attention_minutes not in range(1, 481):
        raise Refused(_("Ask for at least 1 minute and at most 480 minutes a sprint."), "attention_minutes")
    numbers = {"letter_weekday": letter_weekday, "letter_hour": letter_hour, "attention_minutes": attention_minutes}
    organisation, _made = Organisation.objects.update_or_create(id=1, defaults={"name": name, **numbers})
    line.write(by, "change_organisation", chosen=numbers)
    return organisation


@transaction.atomic
def change_calendar(*, by: Person | None, first: date, days: int) -> SprintStretch:
    """Let sprints of `days` days begin on `first`. Sprints before that day stay as they were."""
    _check_days(days)
    if SprintStretch.objects.exists() and first <= clock.today():
        raise Refused(_("Sprints that have begun stay as they are: choose a day after today."), "first")
    SprintStretch.objects.filter(from_on__gte=first).delete()
    number = queries.calendar().with_stretch(first, days).number if SprintStretch.objects.exists() else 1
    stretch = SprintStretch.objects.create(from_on=first, days=days, number=number)
    line.write(by, "change_calendar", first=first, days=days)
    return stretch


@transaction.atomic
def set_milestones(*, by: Person | None, milestones: Sequence[rules.Milestone]) -> None:
    """Replace the milestones of every sprint: each has a name, and a day counted from 1."""
    names = [each.name.strip() for each in milestones]
    if not all(map(rules.is_name, names)) or len(set(names)) < len(names):
        raise Refused(_("Each milestone needs a name of its own."), "milestones")
    longest = queries.calendar().sprint_of(clock.today()).days
    for each in milestones:
        if each.day not in range(1, longest + 1):
            raise Refused(
                _("“%(name)s” needs a day from 1 to %(longest)s.") % {"name": each.name, "longest": longest},
                "milestones",
            )
    Milestone.objects.all().delete()
    Milestone.objects.bulk_create(Milestone(name=each.name.strip(), day=each.day) for each in milestones)
    line.write(by, "set_milestones", days=[each.day for each in milestones])


def _check_days(days: int) -> None:
    if days not in range(rules.SHORTEST_SPRINT_DAYS, rules.LONGEST_SPRINT_DAYS + 1):
        raise Refused(
            _("A sprint has %(least)s to %(most)s days.")
            % {"least": rules.SHORTEST_SPRINT_DAYS, "most": rules.LONGEST_SPRINT_DAYS},
            "days",
        )
