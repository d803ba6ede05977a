"""What was done about questions: time, hand-offs, and the box of what fits into the hours that are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum

from groundswell.hours import queries as hours
from groundswell.hours.rules.amounts import minutes_of
from groundswell.hours.rules.axes import Stream
from groundswell.hours.rules.limits import Subject
from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.people import queries as people
from groundswell.people.models import Person, RoleAssignment, within
from groundswell.questions import policy
from groundswell.questions.models import Effort, Finding, HandOff, Item
from groundswell.questions.queries import queue
from groundswell.questions.rules import box as rules
from groundswell.questions.rules.box import Box, Candidate, Place, Size
from groundswell.questions.rules.lists import age_in_days, left_this_week
from groundswell.questions.rules.states import State

# The two hours a sprint that a firefighter has for the community.
FIREFIGHTER, FIREFIGHTER_MINUTES = "firefighter", 120
_CONSIDERED = 200
_REMEMBERED = 500


@dataclass(frozen=True)
class HoursLeft:
    """Minutes for questions until the end of the week (advocates) or the sprint (everybody else), and from where."""

    minutes: int
    of: int
    used: int
    source: str  # "plan", "protected", "limit" or "community"

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

    @property
    def fitting(self) -> list[tuple[Place, Item]]:
        """What fits, with its item."""
        return [(place, self.items[place.candidate.key]) for place in self.box.fitting]

    @property
    def rest(self) -> list[tuple[Place, Item]]:
        """What does not, with its item."""
        return [(place, self.items[place.candidate.key]) for place in self.box.rest]

    @property
    def to_hand_on(self) -> list[Item]:
        """What was planned and is not answered: what a hand-off note names."""
        return [self.items[key] for key in rules.to_hand_on(self.box, [])]


def hours_left(person: Person) -> HoursLeft:
    """Return what somebody has for questions. An advocate's hours are those of the external stream in this sprint."""
    sprint, today = people.sprint_now(), clock.today()
    if not policy.may_sort(person):
        used, whole = spent_by(person), _community_minutes(person)
        return HoursLeft(max(whole - used, 0), whole, used, "community")
    plan = hours.plan_of(person, today)
    used = hours.used_by(person, sprint.first, sprint.last).of_subject(Subject.EXTERNAL)
    planned, source = plan.planned.external, "plan"
    if not planned:
        planned, source = (
            (plan.protected, "protected") if plan.protected else (plan.most[Stream.EXTERNAL] or 0, "limit")
        )
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
    items = queue.waiting(_CONSIDERED)
    newcomers, away, past = queue.is_newcomers(items), queue.away_today(), sizes()
    known = _known(items)
    candidates = [
        Candidate(
            key=f"{each.id:012}",
            size=size_of(each, past),
            age_days=age_in_days(_asked_on(each), clock.today()),
            is_theirs=each.state == State.ON_US and each.first_ours_at is not None,
            is_unanswered=each.first_ours_at is None,
            is_known=each.id in known,
            is_newcomer=each.id in newcomers,
            is_left_behind=each.assigned_id in away,
        )
        for each in items
        if each.assigned_id in {None, person.id, *away}
    ]
    return BoxPage(left, rules.pack(left.minutes, candidates), {f"{each.id:012}": each for each in items})


def hand_offs_of(item: Item) -> list[HandOff]:
    """Return to whom an item was handed, the newest first. One query."""
    return list(item.hand_offs.select_related("person", "by"))


def handed_to(person: Person) -> list[HandOff]:
    """Return what is handed to somebody and has no outcome yet. One query."""
    return _handed(person=person)


@prepared
def _handed(given: Given) -> QuerySet[HandOff]:
    return _standing().filter(person=given.person)


def handed_by(person: Person, days: int = 60) -> list[HandOff]:
    """Return what somebody handed on lately, with what became of it. One query."""
    since = clock.today() - timedelta(days=days)
    rows = HandOff.objects.filter(by=person, handed_on__gte=since, undone_on=None)
    return list(rows.select_related("item", "person"))


def hand_off_for(hand_off: UUID) -> HandOff | None:
    """Return a hand-off, or None."""
    return HandOff.objects.filter(id=hand_off).select_related("item", "person", "by").first()


def ledger(days: int = 365) -> list[HandOff]:
    """Return every hand-off of so many days, the newest first. One query."""
    since = clock.today() - timedelta(days=days)
    return list(HandOff.objects.filter(handed_on__gte=since).select_related("item", "person"))


def _community_minutes(person: Person) -> int:
    """Return the hours of a firefighter's role, where it has some; else two hours a sprint."""
    held = RoleAssignment.objects.filter(within(clock.today()), person=person, role__name__iexact=FIREFIGHTER)
    hours_of = (
        held.filter(role__hours_per_sprint__isnull=False).values_list("role__hours_per_sprint", flat=True).first()
    )
    return FIREFIGHTER_MINUTES if hours_of is None else minutes_of(hours_of)


def _standing() -> QuerySet[HandOff]:
    return HandOff.objects.filter(undone_on=None, ended_on=None).select_related("item", "by")


def _known(items: Sequence[Item]) -> set[int]:
    rows = Finding.objects.filter(item__in=[each.id for each in items], is_repeat=True)
    return set(rows.values_list("item", flat=True))


def _asked_on(item: Item) -> date:
    return item.opened_at.date() if item.opened_at else clock.today()
