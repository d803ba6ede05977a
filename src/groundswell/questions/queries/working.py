"""What was done about questions: time, hand-offs, and the box of what fits into the hours that are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum

from groundswell.hours import queries as hours
from groundswell.hours.rules.amounts import minutes_of
from groundswell.hours.rules.axes import Stream
from groundswell.hours.rules.limits import Subject
from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.questions import policy
from groundswell.questions.models import Effort, HandOff, Item
from groundswell.questions.queries import candidates, handing_on, queue, readers
from groundswell.questions.queries.handing_on import Known
from groundswell.questions.queries.readers import readable_by
from groundswell.questions.rules import box as rules
from groundswell.questions.rules.box import Box, Candidate, Place, Size
from groundswell.questions.rules.lists import left_this_week
from groundswell.questions.rules.once import mark_of
from groundswell.questions.rules.states import State

# The two hours a sprint that a firefighter has for the community.
FIREFIGHTER, FIREFIGHTER_MINUTES = "firefighter", 120
_REMEMBERED = 500


@dataclass(frozen=True)
class HoursLeft:
    """Minutes for questions until the end of the week (advocates) or the sprint (everybody else), and from where."""

    minutes: int
    of: int
    used: int
    source: str  # "plan", "protected", "limit", "community" or "none"

    @property
    def is_over(self) -> bool:
        """Whether the hard stop is reached."""
        return rules.is_over(self.of, self.used)


@dataclass(frozen=True)
class BoxPage:
    """The box, with the items behind its keys."""

    left: HoursLeft
    box: Box
    items: Mapping[str, Item]
    # What somebody has, or had planned, and is not answered: what a note to hand on names.
    to_hand_on: Sequence[Known]

    @property
    def fitting(self) -> list[tuple[Place, Item]]:
        """What fits, with its item."""
        return [(place, self.items[place.candidate.key]) for place in self.box.fitting]

    @property
    def rest(self) -> list[tuple[Place, Item]]:
        """What does not, with its item."""
        return [(place, self.items[place.candidate.key]) for place in self.box.rest]


def hours_left(person: Person) -> HoursLeft:
    """Return what somebody has for questions: a firefighter two hours a sprint, or those of the role.

    Everybody else has what is planned of the external stream for them; an advocate also what is protected, else the
    limit. Where there is neither, there are none: taking a question is then a gift, and no duty.
    """
    sprint, today = people.sprint_now(), clock.today()
    whole = None if policy.may_sort(person) else _community_minutes(person)
    if whole is not None:
        used = spent_by(person)
        return HoursLeft(max(whole - used, 0), whole, used, "community")
    plan = hours.plan_of(person, today)
    used = hours.used_by(person, sprint.first, sprint.last).of_subject(Subject.EXTERNAL)
    planned, source = plan.planned.external, "plan"
    if not planned and policy.may_sort(person):
        planned, source = (
            (plan.protected, "protected") if plan.protected else (plan.most[Stream.EXTERNAL] or 0, "limit")
        )
    source = source if planned else "none"
    left = left_this_week(planned, used, (sprint.first, sprint.last), today)
    return HoursLeft(left, planned, used, source)


def spent_by(person: Person) -> int:
    """Return the minutes that somebody spent on questions in this sprint: for their eyes alone. One query."""
    sprint = people.sprint_now()
    rows = Effort.objects.filter(person=person, day__gte=sprint.first, day__lte=sprint.last)
    return rows.aggregate(sum=Sum("minutes"))["sum"] or 0


def spent_on(item: Item) -> int:
    """Return the minutes that went into an item. One query."""
    return Effort.objects.filter(item=item).aggregate(sum=Sum("minutes"))["sum"] or 0


def efforts_of(person: Person, item: Item) -> list[Effort]:
    """Return what somebody spent on an item: nobody sees whose minutes the others are. One query."""
    return list(Effort.objects.filter(person=person, item=item).order_by("-day", "-id"))


def mark_of_efforts(person: Person, item: Item) -> str:
    """Return the mark of what somebody spent on an item: a page bears it, so that what is sent twice is kept once."""
    return mark_of(each.id for each in efforts_of(person, item))


def sizes() -> Mapping[str, list[int]]:
    """Return what items took, by their kind: of those that are answered, resolved or closed. One query."""
    done = Item.objects.exclude(state=State.UNANSWERED, resolved_at=None, closed_at=None)
    rows = Effort.objects.filter(item__in=done).values_list("item", "item__kind")
    found: dict[str, list[int]] = {}
    for _item, kind, minutes in rows.annotate(sum=Sum("minutes")).order_by("-item")[:_REMEMBERED]:
        found.setdefault(kind, []).append(minutes)
    return found


def size_of(item: Item, past: Mapping[str, Sequence[int]]) -> Size:
    """Return what an item takes, as far as past ones of its kind tell."""
    return rules.size_from(past.get(item.kind, ()), item.estimate_minutes)


def box_for(person: Person) -> BoxPage:
    """Return what of the queue fits into somebody's hours. A constant number of queries."""
    left = hours_left(person)
    offered, items = candidates.candidates(person, queue.away_today(), sizes())
    to_hand_on = _to_hand_on(person, left, offered, items)
    return BoxPage(left, rules.pack(left.minutes, offered), items, handing_on.known_of(person, to_hand_on))


def _to_hand_on(person: Person, left: HoursLeft, offered: Sequence[Candidate], items: Mapping[str, Item]) -> list[Item]:
    """Return what somebody has, then what was planned and is open: at the hard stop, by all the hours there were."""
    planned = rules.to_hand_on(rules.pack(left.of if left.is_over else left.minutes, offered), [])
    had = {each.id: each for each in queue.mine(person)}
    return list((had | {items[key].id: items[key] for key in planned}).values())


def hand_offs_of(item: Item) -> list[HandOff]:
    """Return to whom an item was handed, the newest first. One query."""
    return list(item.hand_offs.select_related("person", "by"))


def is_handed(item: Item) -> bool:
    """Tell whether a person or a team has an item by a hand-off, or is asked to take it. One query."""
    return _standing().filter(item=item).exclude(person=None, team="").exists()


def handed_to(person: Person) -> list[HandOff]:
    """Return what is handed to somebody and has no outcome yet. One query."""
    return _handed(person=person)


@prepared
def _handed(given: Given) -> QuerySet[HandOff]:
    return _standing().filter(person=given.person)


def handed_by(person: Person, days: int = 60) -> list[HandOff]:
    """Return what somebody handed on lately, with what became of it. One query."""
    since = clock.today() - timedelta(days=days)
    rows = HandOff.objects.filter(readable_by(person, "item__"), by=person, handed_on__gte=since, undone_on=None)
    return list(rows.select_related("item", "person"))


def hand_off_for(hand_off: UUID) -> HandOff | None:
    """Return a hand-off, or None."""
    return HandOff.objects.filter(id=hand_off).select_related("item", "person", "by").first()


def ledger(reader: Person | None = None, days: int = 365) -> list[HandOff]:
    """Return every hand-off of so many days, the newest first. One query."""
    since = clock.today() - timedelta(days=days)
    readable = readable_by(reader, "item__")
    return list(HandOff.objects.filter(readable, handed_on__gte=since).select_related("item", "person"))


def _community_minutes(person: Person) -> int | None:
    """Return the hours of whoever answers by their role: two a sprint where a firefighter's names none; else None."""
    held = readers.answering_roles(person)
    named = [minutes_of(hours_of) for _name, hours_of in held if hours_of is not None]
    if named:
        return sum(named)
    return FIREFIGHTER_MINUTES if any(FIREFIGHTER in name.lower() for name, _hours in held) else None


def _standing() -> QuerySet[HandOff]:
    return HandOff.objects.filter(undone_on=None, ended_on=None).select_related("item", "by")
