"""When check-ins open, what they ask beside the rating, and where help is: chosen by advocates and administrators."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.checkins import refusals
from groundswell.checkins.models import CheckInPlan, HelpResource, Instrument
from groundswell.checkins.queries import periods
from groundswell.checkins.rules import instruments as rules
from groundswell.kit import audit
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused


@dataclass(frozen=True)
class PlanChoice:
    """What the page of the plan asks for."""

    is_on: bool
    milestone: str
    days_open: int
    every_sprints: int
    k: int
    is_public: bool
    closes_early: bool = False


@dataclass(frozen=True)
class HelpChoice:
    """Somewhere to turn to, as somebody wrote it down."""

    name: str
    about: str = ""
    url: str = ""
    telephone: str = ""


@transaction.atomic
def change_plan(*, by: Person, chosen: PlanChoice) -> CheckInPlan:
    """Change when check-ins open, for how long, and the smallest group. What is open stays as it opened."""
    _check_plan(chosen)
    CheckInPlan.objects.update_or_create(id=1, defaults=vars(chosen))
    numbers = {name: value for name, value in vars(chosen).items() if name != "milestone"}
    audit.record(actor=by.pk, verb="change_check_in_plan", context="checkins", chosen=numbers)
    return periods.plan()


def _check_plan(chosen: PlanChoice) -> None:
    fault = rules.k_fault(chosen.k, periods.plan().k)
    if fault is not None:
        raise refusals.of_k(fault, periods.plan().k)
    if chosen.milestone not in {each.name for each in people.calendar().milestones}:
        raise Refused(_("There is no milestone of this name: choose one of the sprint's."), "milestone")
    if not 1 <= chosen.days_open <= rules.MOST_DAYS_OPEN:
        most = {"most": rules.MOST_DAYS_OPEN}
        raise Refused(_("A check-in is open for 1 to %(most)d days.") % most, "days_open")
    if not 1 <= chosen.every_sprints <= rules.MOST_SPRINTS_BETWEEN:
        most = {"most": rules.MOST_SPRINTS_BETWEEN}
        raise Refused(_("There is a check-in every 1 to %(most)d sprints.") % most, "every_sprints")


@transaction.atomic
def ask_questions(*, by: Person, name: str) -> None:
    """Switch a question on, or all of a pack, at the end of the order. Raises LookupError."""
    named = _named(name)
    last = Instrument.objects.exclude(place=None).order_by("-place").values_list("place", flat=True).first() or 0
    for place, key in enumerate((each.key for each in named if each.place is None), start=last + 1):
        newest = Instrument.objects.filter(key=key).order_by("-version")[:1].get()
        Instrument.objects.filter(key=key, version=newest.version).update(place=place)
    audit.record(actor=by.pk, verb="ask_questions", context="checkins", object_id=name)


@transaction.atomic
def drop_questions(*, by: Person, name: str) -> None:
    """Switch a question off, or all of a pack. What was published of it stays. Raises LookupError."""
    Instrument.objects.filter(key__in=[each.key for each in _named(name)]).update(place=None)
    audit.record(actor=by.pk, verb="drop_questions", context="checkins", object_id=name)


@transaction.atomic
def move_questions_up(*, by: Person, name: str) -> None:
    """Let a question, or a pack, come one place earlier. Raises LookupError."""
    asked = list(Instrument.objects.exclude(place=None).order_by("place", "key").values_list("key", flat=True))
    for place, key in enumerate(rules.moved_up(asked, [each.key for each in _named(name)]), start=1):
        Instrument.objects.filter(key=key).exclude(place=None).update(place=place)
    audit.record(actor=by.pk, verb="move_questions", context="checkins", object_id=name)


@transaction.atomic
def add_help(*, by: Person, chosen: HelpChoice) -> HelpResource:
    """Name somewhere to turn to. Raises Refused."""
    row = HelpResource.objects.create(**_checked_help(chosen))
    audit.record(actor=by.pk, verb="add_help", context="checkins", object_id=row.id)
    return row


@transaction.atomic
def change_help(*, by: Person, resource: UUID, chosen: HelpChoice) -> None:
    """Change what stands there of it. Raises LookupError, and Refused."""
    if not HelpResource.objects.filter(id=resource).update(**_checked_help(chosen)):
        raise LookupError
    audit.record(actor=by.pk, verb="change_help", context="checkins", object_id=resource)


@transaction.atomic
def drop_help(*, by: Person, resource: UUID) -> None:
    """Take it away. Raises LookupError."""
    if not HelpResource.objects.filter(id=resource).delete()[0]:
        raise LookupError
    audit.record(actor=by.pk, verb="drop_help", context="checkins", object_id=resource)


def _named(name: str) -> list[Instrument]:
    """Return the newest wording of a question, or of the questions of a pack, in order."""
    rows = Instrument.objects.filter(pack=name) if name else Instrument.objects.none()
    rows = rows or Instrument.objects.filter(key=name, pack="")
    newest = {each.key: each for each in rows.order_by("key", "version")}
    if not newest:
        raise LookupError
    return list(newest.values())


def _checked_help(chosen: HelpChoice) -> dict[str, str]:
    words = {name: " ".join(value.replace("\0", "").split()) for name, value in vars(chosen).items()}
    longest = {"name": 200, "about": 500, "url": 500, "telephone": 60}
    for name, most in longest.items():
        if len(words[name]) > most:
            raise Refused(_("This is longer than %(most)d characters.") % {"most": most}, name)
    if not words["name"]:
        raise Refused(_("Give it a name."), "name")
    if words["url"] and not rules.is_address(words["url"]):
        raise Refused(_("Write the whole address, as a browser shows it: https://…"), "url")
    if not (words["about"] or words["url"] or words["telephone"]):
        raise Refused(_("Say how to get there: an address, a telephone number, or a sentence."), "about")
    return words
