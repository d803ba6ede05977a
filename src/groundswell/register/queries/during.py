"""What happened to concerns between two days, of those that everybody in the organisation may read."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from groundswell.people.rules import Audience
from groundswell.register.models import Change, Concern, Passage
from groundswell.register.policy import Reading
from groundswell.register.queries.ground import as_shown
from groundswell.register.queries.lists import standing
from groundswell.register.rules.concerns import State
from groundswell.register.rules.items import Kind, What

# A concern waits no longer for a decision: it has one, or somebody acted without.
_NO_LONGER_WAITS = (State.DECIDED, State.BEING_FIXED, State.FIXED, State.NOT_OURS)
# What is said here of a concern, and what tells whether it may be shown.
_NEEDED = ("title", "audience", "cell", "audience_key", "written_by", "written_on", "moved_on", "state")
EVERYBODY = Reading(None, frozenset({Audience.PUBLIC.value, Audience.ORGANISATION.value}))


@dataclass(frozen=True)
class Reached:
    """A concern reached a state on a day. `title` is empty where its words cannot be shown now."""

    concern: UUID
    title: str
    state: State
    day: date


@dataclass(frozen=True)
class Mentioned:
    """A concern, the day of its first mention, and the day from which it waited for no decision any more, if it did."""

    concern: UUID
    title: str
    first_on: date
    decided_on: date | None


def reached_between(first: date, last: date, states: Collection[State]) -> list[Reached]:
    """Return which concerns reached these states on these days (both included), each the last time. Three queries.

    RAISED is the day on which a concern was written down; nobody moves a concern there. A confirmation that was taken
    back since, on whatever day, is none.
    """
    moved_to = set(states) - {State.RAISED}
    rows = Change.objects.filter(kind=Kind.CONCERN, what=What.STATE, day__gte=first, day__lte=last, after__in=moved_to)
    moves = list(rows.order_by("day", "number").values_list("item", "after", "day", "number"))
    taken_back = _taken_back({item for item, after, _day, _number in moves if after == State.CONFIRMED})
    days: dict[tuple[UUID, State], date] = {}
    for item, after, day, number in moves:
        if after != State.CONFIRMED or not taken_back(item, number):
            days[item, State(after)] = day
    moved = _shown(standing(EVERYBODY).filter(id__in={item for item, _ in days}))
    found = [Reached(item, moved[item].title, state, day) for (item, state), day in days.items() if item in moved]
    if State.RAISED in states:
        raised = _shown(standing(EVERYBODY).filter(written_on__gte=first, written_on__lte=last))
        found += [Reached(each.id, each.title, State.RAISED, each.written_on) for each in raised.values()]
    return sorted(found, key=lambda each: (each.day, each.title, str(each.concern)))


def standing_at(state: State) -> list[Reached]:
    """Return the concerns that stand at a state now, with the day since which they do."""
    rows = _shown(standing(EVERYBODY).filter(state=state))
    found = [Reached(each.id, each.title, state, each.moved_on) for each in rows.values()]
    return sorted(found, key=lambda each: (each.day, each.title, str(each.concern)))


def mentioned_between(first: date, last: date) -> list[Mentioned]:
    """Return the concerns first mentioned on these days, and when each was decided or acted on, up to the last day.

    The first mention is the day on which a concern was written down, or that of the oldest post that it was marked in,
    of threads that everybody could read. What was said under seal has no day here.
    """
    # Nothing is written down before it is mentioned.
    rows = _shown(standing(EVERYBODY).filter(written_on__gte=first, written_on__lte=last))
    began = {each.id: each.written_on for each in rows.values()}
    for item, at in _posts(began):
        began[item] = min(began[item], timezone.localtime(at).date())
    within = {item: day for item, day in began.items() if first <= day <= last}
    decided = _decided(within, last)
    found = [Mentioned(item, rows[item].title, day, decided.get(item)) for item, day in within.items()]
    return sorted(found, key=lambda each: (each.first_on, each.title, str(each.concern)))


def first_written() -> date | None:
    """Return the day on which the first of these concerns was written down. One query."""
    first: date | None = standing(EVERYBODY).aggregate(first=Min("written_on"))["first"]
    return first


def _taken_back(concerns: Collection[UUID]) -> Callable[[UUID, int], bool]:
    """Return what tells whether somebody who raised a concern took its confirmation back, by its place in history."""
    if not concerns:
        return lambda _concern, _number: False
    rows = Change.objects.filter(kind=Kind.CONCERN, what=What.STATE, before=State.CONFIRMED, item__in=list(concerns))
    left: dict[UUID, list[tuple[int, bool]]] = defaultdict(list)
    for item, number, by in rows.order_by("number").values_list("item", "number", "by"):
        left[item].append((number, by is None))

    def is_taken_back(concern: UUID, number: int) -> bool:
        # Its keeper may open it again for another reason: then it was confirmed all the same.
        return next((by_answer for later, by_answer in left[concern] if later > number), False)

    return is_taken_back


def _posts(concerns: Iterable[UUID]) -> Iterable[tuple[UUID, datetime]]:
    marked = Passage.objects.filter(kind=Kind.CONCERN, post__thread__reach__in=EVERYBODY.keys)
    oldest = marked.filter(item_id__in=list(concerns)).values_list("item_id").annotate(Min("post__at"))
    return oldest.order_by()


def _decided(concerns: Collection[UUID], last: date) -> dict[UUID, date]:
    rows = Change.objects.filter(kind=Kind.CONCERN, what=What.STATE, after__in=_NO_LONGER_WAITS, day__lte=last)
    firsts = rows.filter(item__in=list(concerns)).values_list("item").annotate(Min("day"))
    return dict(firsts.order_by())


def _shown(rows: QuerySet[Concern]) -> dict[UUID, Concern]:
    """Return concerns by id; one whose words may not be shown now has none."""
    found = as_shown(rows.only(*_NEEDED), EVERYBODY)
    for each in found:
        if each.is_withheld:
            each.title = ""
    return {each.id: each for each in found}
