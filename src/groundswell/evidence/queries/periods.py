"""The periods that there are."""

from groundswell.evidence.rules import periods as rules
from groundswell.evidence.rules.periods import Period
from groundswell.hours import queries as hours
from groundswell.kit import clock
from groundswell.people import queries as people

A_LIST = 4


def period_named(key: str) -> Period | None:
    """Return the period that an address names; None where there is none."""
    return rules.period_named(key, people.calendar(), {each.key: each for each in pilots()}, clock.today())


def lately() -> list[Period]:
    """Return the latest months, quarters and sprints, and every pilot that has begun."""
    today = clock.today()
    found = rules.lately(people.calendar(), today, A_LIST)
    return [*found, *(each for each in rules.newest_first(pilots()) if each.span.first <= today)]


def pilots() -> list[Period]:
    """Return every pilot as a period. One query."""
    return [rules.pilot_with(each.id, each.name, each.started_on, each.review_on) for each in hours.pilots()]


def baseline_of(period: Period) -> list[dict[str, object]]:
    """Return the measures that were kept when a pilot began; none of what is no pilot."""
    return next((list(each.baseline) for each in hours.pilots() if f"pilot-{each.id}" == period.key), [])
