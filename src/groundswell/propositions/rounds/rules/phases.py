"""The phases of a round: their order, their days and minutes, and when one ends."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5
MOST_WORKING_DAYS, MOST_MINUTES = 10, 25
STANDARD_K, LEAST_K, MOST_K = 5, 4, 50
# A phase that was moved further than this is no phase, but a shelf.
FURTHEST_DAYS = 60


class Phase(StrEnum):
    """Where a round stands."""

    PREPARE = "prepare"
    IDEAS = "ideas"
    CLARIFY = "clarify"
    VOTES = "votes"
    PROPOSITION = "proposition"
    SIDES = "sides"
    REVIEW = "review"
    DECISION = "decision"
    FOLLOW_UP = "follow-up"
    ENDED = "ended"
    # No phase that a round is in: sheets for whoever was away, or thought of something since, beside its phases.
    LATE = "late"


class Template(StrEnum):
    """Which phases a round has."""

    REVIEW_ONLY = "review-only"
    QUICK_CONSENT = "quick-consent"
    FULL = "full-round"


@dataclass(frozen=True)
class Planned:
    """A phase of a template: for how many working days, and how many minutes it takes a member."""

    phase: Phase
    days: int
    minutes: int = 0


PLANS: Mapping[Template, tuple[Planned, ...]] = {
    Template.REVIEW_ONLY: (
        Planned(Phase.PROPOSITION, 2),
        Planned(Phase.REVIEW, 3, 10),
        Planned(Phase.DECISION, 2),
        Planned(Phase.FOLLOW_UP, 30),
    ),
    Template.QUICK_CONSENT: (
        Planned(Phase.PROPOSITION, 1),
        Planned(Phase.REVIEW, 3, 10),
        Planned(Phase.DECISION, 1),
        Planned(Phase.FOLLOW_UP, 30),
    ),
    Template.FULL: (
        Planned(Phase.IDEAS, 2, 8),
        Planned(Phase.CLARIFY, 1, 2),
        Planned(Phase.VOTES, 2, 8),
        Planned(Phase.PROPOSITION, 1),
        Planned(Phase.SIDES, 1, 2),
        Planned(Phase.REVIEW, 2, 5),
        Planned(Phase.DECISION, 1),
        Planned(Phase.FOLLOW_UP, 30),
    ),
}
# Closed as long as they run: nobody learns who has answered, how many have, or what.
SEALED = frozenset({Phase.IDEAS, Phase.VOTES, Phase.LATE})
# As long as late ideas can still be answered. They have some working days of their own.
LATE_WHILE = frozenset({Phase.CLARIFY, Phase.VOTES, Phase.PROPOSITION, Phase.SIDES, Phase.REVIEW})
LATE_DAYS = 5
# A round that has waited for the desk so long says so to everybody.
PATIENCE_DAYS = 3
# These end by the clock; the others wait for somebody at the desk.
OF_MEMBERS = SEALED | {Phase.SIDES, Phase.REVIEW}
BY_THE_CLOCK = OF_MEMBERS | {Phase.CLARIFY}
# Nothing can have come of a round yet.
BEFORE_IT = frozenset({Phase.PREPARE, Phase.IDEAS, Phase.CLARIFY, Phase.VOTES})


class SealedState(StrEnum):
    """Where a sealed phase stands: open; closed, with its words or votes still sealed; ended, and nothing is left."""

    OPEN = "open"
    CLOSED = "closed"
    ENDED = "ended"


class Ending(StrEnum):
    """What came of a sealed phase."""

    SHOWN = "shown"
    TOO_FEW = "too few"
    KEY_LOST = "key lost"


class Due(StrEnum):
    """What the clock, and the people, ask for."""

    NOTHING = "nothing"
    GO_ON = "go on"
    # Past its last day, and something is not there that only the desk, or an open review, can bring.
    STALLED = "stalled"
    # Nobody is left who could answer.
    EMPTY = "empty"


class Fault(StrEnum):
    """Why a day cannot end a phase."""

    PAST = "past"
    EARLIER = "earlier"
    FAR = "far"


def is_over(closes_on: date | None, today: date) -> bool:
    """Tell whether the last day of a phase has passed."""
    return closes_on is not None and today > closes_on


def due(
    phase: Phase,
    closes_on: date | None,
    today: date,
    *,
    here: int | None = None,
    all_done: bool = False,
    can_go_on: bool = True,
) -> Due:
    """Return what is due. `here` counts whom a sealed phase asks; `can_go_on`: nothing is missing for the next."""
    if phase in SEALED and here == 0:
        return Due.EMPTY
    over = is_over(closes_on, today)
    if phase is Phase.LATE:
        # Nobody is waited for, so nothing can tell whether anybody wrote.
        return Due.GO_ON if over else Due.NOTHING
    if phase in SEALED:
        return Due.GO_ON if over or all_done else Due.NOTHING
    if not over:
        return Due.NOTHING
    return Due.GO_ON if phase in BY_THE_CLOCK and can_go_on else Due.STALLED


def is_stalled(phase: Phase, closes_on: date | None, today: date, *, can_go_on: bool = True) -> bool:
    """Tell whether a phase is past its last day, and does not end by the clock."""
    if not is_over(closes_on, today) or phase in {*SEALED, Phase.PREPARE, Phase.ENDED}:
        return False
    return phase not in OF_MEMBERS or not can_go_on


def has_waited_long(phase: Phase, closes_on: date | None, today: date, *, can_go_on: bool = True) -> bool:
    """Tell whether a phase has stalled so long that everybody is told."""
    if closes_on is None or not is_stalled(phase, closes_on, today, can_go_on=can_go_on):
        return False
    return last_day(closes_on + timedelta(days=1), PATIENCE_DAYS) < today


def are_late_sheets_due(phase: Phase, *, closed_in: int, sprint: int) -> bool:
    """Tell whether who was away while ideas were written gets a sheet: in a later sprint, while it still helps."""
    return phase in LATE_WHILE and sprint > closed_in


def after(template: Template, phase: Phase) -> Phase:
    """Return the phase after this one; a round that is not open yet begins with the first."""
    order = [Phase.PREPARE, *(each.phase for each in PLANS[template]), Phase.ENDED]
    place = order.index(phase)
    return order[min(place + 1, len(order) - 1)]


def planned(template: Template, phase: Phase) -> Planned:
    """Return days and minutes of a phase; what a template does not plan takes none."""
    return next((each for each in PLANS[template] if each.phase is phase), Planned(phase, 0))


def minutes_of(template: Template) -> int:
    """Return how many minutes a whole round takes a member."""
    return sum(each.minutes for each in PLANS[template])


def days_of(template: Template) -> int:
    """Return how many working days a round takes until its decision; whether it helped is asked later."""
    return sum(each.days for each in PLANS[template] if each.phase is not Phase.FOLLOW_UP)


def last_day(first: date, working_days: int) -> date:
    """Return the last of so many working days, `first` being the first of them where it is one."""
    day, left = first, working_days
    while True:
        left -= day.weekday() < SATURDAY
        if left <= 0:
            return day
        day += timedelta(days=1)


def days_planned(template: Template, phase: Phase, closes_on: date | None, today: date) -> dict[Phase, date]:
    """Return the last day of each phase still to come, if none is put off; of the one that runs, the one it has.

    A round that is not open yet is planned as if it opened today; one that is late, as if it went on tomorrow.
    """
    order = [each.phase for each in PLANS[template]]
    days: dict[Phase, date] = {}
    first = today
    if phase in order:
        last = max(closes_on or today, today)
        days[phase] = closes_on or today
        first = last + timedelta(days=1)
    for each in PLANS[template][order.index(phase) + 1 if phase in order else 0 :]:
        days[each.phase] = last_day(first, each.days)
        first = days[each.phase] + timedelta(days=1)
    return days


def day_fault(day: date, today: date, *, announced: date | None = None) -> Fault | None:
    """Return why a phase cannot end on a day. What was announced can be put off, and never be brought forward.

    A day brought forward would let whoever chooses it choose whose answers are in.
    """
    if day < today:
        return Fault.PAST
    if announced is not None and day < announced:
        return Fault.EARLIER
    return Fault.FAR if day > today + timedelta(days=FURTHEST_DAYS) else None


def here_and_away[Key](
    people: Iterable[Key], days_away: Mapping[Key, Collection[date]], first: date, last: date
) -> tuple[list[Key], list[Key]]:
    """Return who can answer in a phase, and who is away on each of its days."""
    days = {first + timedelta(days=number) for number in range((last - first).days + 1)}
    here: list[Key] = []
    away: list[Key] = []
    for person in people:
        (away if days <= set(days_away.get(person, ())) else here).append(person)
    return here, away
