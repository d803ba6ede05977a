"""The numbers that can be looked at step by step."""

from collections.abc import Callable, Sequence
from functools import partial

from django.utils.translation import gettext as _

from groundswell.evidence.ports import Measured, first_responses, series_sources
from groundswell.evidence.queries import concerns, epics, outward, ratings
from groundswell.evidence.rules.periods import Every, Span
from groundswell.register.rules.concerns import State

BOTH = frozenset(Every)


def measured() -> dict[str, Measured]:
    """Return everything that can be looked at, by its key."""
    found = [*_of_the_register(), *_of_the_rest()]
    if list(first_responses):
        found.append(_first_response())
    for source in series_sources:
        found += source.measured()
    return {each.key: each for each in found}


def _of_the_register() -> Sequence[Measured]:
    source, unit = _("the register: concerns that everybody may read"), _("concerns")
    words = {
        State.RAISED: _("concerns raised"),
        State.DECIDED: _("concerns decided"),
        State.FIXED: _("concerns fixed"),
        State.CONFIRMED: _("concerns confirmed as fixed"),
    }
    return [
        Measured(f"concerns-{state}", said, unit, source, BOTH, partial(concerns.values, state=state))
        for state, said in words.items()
    ]


def _of_the_rest() -> Sequence[Measured]:
    held: Callable[[Sequence[Span]], Sequence[float | None]] = epics.values
    return [
        Measured(
            "rating",
            _("rating of the sprint"),
            _("points from 1 to 10"),
            _("check-ins: released figures of the whole organisation"),
            frozenset({Every.SPRINT}),
            ratings.values,
        ),
        Measured(
            "epics-held",
            _("days that epics were on hold"),
            _("days"),
            _("holds as they were noted on the pages of the epics"),
            BOTH,
            held,
        ),
    ]


def _first_response() -> Measured:
    return Measured(
        "first-response",
        _("mean wait for a first reply, cut at a week"),
        _("hours"),
        _("questions from outside; those without a reply count as waiting"),
        BOTH,
        outward.values,
        outward.waited,
    )
