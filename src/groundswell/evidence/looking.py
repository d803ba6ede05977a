"""The worker's side: one looks at what was registered when it is due, once. It loads numpy: never in a web process."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from groundswell.engines.effects import Effect, NoSpread, TooShort, describe, difference_of, effect_of
from groundswell.engines.survival import BadComparison, compare_waits
from groundswell.evidence.models import Finding, Intervention
from groundswell.evidence.queries.interventions import due, registered
from groundswell.evidence.queries.series import measured
from groundswell.evidence.rules import interventions as rules
from groundswell.evidence.rules.interventions import State
from groundswell.evidence.rules.periods import Span
from groundswell.kit import audit, clock
from groundswell.people import queries as people

type Values = Sequence[float | None]


def look_at_all() -> int:
    """Look at everything that is due; return how many findings there are now that were not. Twice is once."""
    return sum(look_at(each) for each in due())


@transaction.atomic
def look_at(intervention: Intervention) -> bool:
    """Look at one, and keep what was found for good; tell whether it was found now."""
    Intervention.objects.select_for_update().get(id=intervention.id)
    if Finding.objects.filter(intervention=intervention).exists():
        return False
    before, after = rules.steps_of(registered(intervention), people.calendar())
    ours, others = _values(intervention.measure, before, after), _values(intervention.compares_with, before, after)
    said, fault = _said(ours, others if intervention.compares_with else None)
    if said:
        said |= _one_by_one(intervention.measure, before, after)
    made = Finding(
        intervention=intervention,
        found_on=clock.today(),
        before=_kept(before, ours[0], others[0]),
        after=_kept(after, ours[1], others[1]),
        said=said,
        fault=fault,
    )
    made.save(force_insert=True)
    audit.record(actor=None, verb="find", context="evidence", object_id=intervention.id, state=fault or "found")
    return True


def _values(key: str, before: Sequence[Span], after: Sequence[Span]) -> tuple[Values, Values]:
    measure = measured().get(key)
    if measure is None:
        return [None] * len(before), [None] * len(after)
    values = measure.values([*before, *after])
    return values[: len(before)], values[len(before) :]


def _said(ours: tuple[Values, Values], others: tuple[Values, Values] | None) -> tuple[dict[str, object], str]:
    try:
        effect = effect_of(*ours) if others is None else difference_of(*ours, *others)
        described = describe(*ours) if others is None else None
    except TooShort:
        return {}, State.TOO_SHORT
    except NoSpread:
        return {}, State.NO_SPREAD
    return _written(effect) | ({"grid": _rounded(described)} if described else {}), ""


def _one_by_one(key: str, before: Sequence[Span], after: Sequence[Span]) -> dict[str, object]:
    """Return what the things say one by one, where they wait: those before until the day, those after till now."""
    measure = measured().get(key)
    if measure is None or measure.waited is None:
        return {}
    first_day = clock.midnight(after[0].first)
    try:
        found = compare_waits(measure.waited(before, first_day), measure.waited(after, clock.now()))
    except BadComparison:
        return {}
    names = ("p", "horizon", "before", "after", "low", "high")
    return {"items_apart": {name: round(getattr(found, name), 6) for name in names}}


def _written(effect: Effect) -> dict[str, object]:
    names = ("step", "low", "high", "p", "spread", "detectable", "before", "after")
    placebos = [[place, round(step, 6)] for place, step in effect.placebos]
    return {name: round(getattr(effect, name), 6) for name in names} | {"placebos": placebos}


def _rounded(described: object) -> dict[str, float]:
    return {name: round(getattr(described, name), 6) for name in ("step", "low", "high", "up", "drift", "kept")}


def _kept(spans: Sequence[Span], values: Values, others: Values) -> list[list[object]]:
    return [[_day(span.first), _day(span.last), *pair] for span, *pair in zip(spans, values, others, strict=True)]


def _day(day: date) -> str:
    return day.isoformat()
