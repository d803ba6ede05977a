"""The page of a period: every section, who pays, and what is not known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.checkins.rules.figures import Told
from groundswell.epics.queries.during import During
from groundswell.evidence.queries import concerns, epics, outward, ratings
from groundswell.evidence.queries import hours as hours_queries
from groundswell.evidence.queries.interventions import Shown, begun_by
from groundswell.evidence.queries.periods import baseline_of
from groundswell.evidence.rules.interventions import State
from groundswell.evidence.rules.numbers import Estimate, Number, Section, Share, Unknown, all_numbers
from groundswell.evidence.rules.periods import Kind, Period, Span
from groundswell.hours import queries as hours
from groundswell.hours.ports import Measure
from groundswell.hours.queries.between import Between
from groundswell.hours.rules.amounts import measured
from groundswell.kit import clock
from groundswell.people.models import Person

_NOT_YET = frozenset({State.TO_COME, State.WAITING, State.DUE, State.TOO_SHORT})


@dataclass(frozen=True)
class Then:
    """A measure of a pilot as it stood on the first day, and as it stands now (None: nobody measures it any more)."""

    name: str
    then: str
    now: str | None
    unit: str
    source: str


@dataclass(frozen=True)
class Page:
    """Everything that is known of a period, as somebody may see it, and what is not."""

    period: Period
    until: date
    sections: Sequence[Section]
    shares: Sequence[Share]
    unknown: Sequence[Unknown]
    baseline: Sequence[Then]
    interventions: Sequence[Shown]
    hours: Between | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen in it."""
        return self.until == self.period.span.last and self.period.is_over(clock.today())

    @property
    def numbers(self) -> dict[str, Number | Estimate]:
        """Every number of the page by its key: what an address of a list can name."""
        found = {each.key: each for each in all_numbers(self.sections, self.unknown)}
        return found | {each.number.key: each.number for each in self.shares}


def page_of(reader: Person | None, period: Period) -> Page:
    """Return the page of a period. As many queries for one concern, epic or question as for all; three for a holder."""
    span = period.span.until(clock.today())
    own_hours, told, of_epics = hours_queries.hours_of(reader, period.span), ratings.released(), epics.of(span)
    sections = [
        hours_queries.section(own_hours),
        concerns.section(span),
        ratings.section(span, told),
        epics.section(of_epics),
        outward.responses(span),
        outward.handed_off(span),
    ]
    registered = begun_by(span)
    gaps = [*_running(period), *_unheard(span, told), _kept(), *_not_confirmed(), *_untold(of_epics)]
    gaps += [Unknown(f"without-{each.key}", f"{each.heading}: {each.missing}") for each in sections if each.missing]
    gaps += [_not_yet(each) for each in registered if each.state in _NOT_YET]
    return Page(
        period=period,
        until=span.last,
        sections=sections,
        shares=hours_queries.shares(own_hours),
        unknown=gaps,
        baseline=_baseline(period, sees_hours=own_hours is not None),
        interventions=registered,
        hours=own_hours,
    )


def _running(period: Period) -> Iterable[Unknown]:
    if not period.is_over(clock.today()):
        yield Unknown("running", _("This period is not over: its numbers still change."))


def _kept() -> Unknown:
    return Unknown(
        "kept",
        _(
            "What was said under seal, or is read by the desk or one cell alone, is in none of these numbers. How much "
            "that is, nobody is told."
        ),
    )


def _not_confirmed() -> Iterable[Unknown]:
    number = concerns.unconfirmed()
    if number.value:
        yield Unknown(number.key, _("Fixed, and nobody who raised it has said whether it helped"), number)


def _untold(of_epics: Sequence[During]) -> Iterable[Unknown]:
    number = epics.untold(of_epics)
    if number.value:
        yield Unknown(number.key, _("Epics that nobody told of in these days"), number)


def _unheard(span: Span, told: dict[int, Told]) -> list[Unknown]:
    found = []
    for sprint, share in ratings.unheard(span, told):
        if share is None:
            words = _("Sprint %(sprint)d: how many were not heard cannot be said.") % {"sprint": sprint}
        else:
            told_share = {"sprint": sprint, "share": 100 - share}
            words = _("Sprint %(sprint)d: about %(share)d %% have not been heard (to the nearest 10 %%).") % told_share
        found.append(Unknown(f"unheard-{sprint}", words, url=reverse("checkins:figures")))
    return found


def _not_yet(shown: Shown) -> Unknown:
    words = _("“%(name)s”: this data cannot show an effect yet.") % {"name": shown.intervention.name}
    url = reverse("evidence:intervention", args=[shown.intervention.id])
    return Unknown(f"not-yet-{shown.intervention.id}", words, url=url)


def _baseline(period: Period, *, sees_hours: bool) -> list[Then]:
    """Return how a pilot's measures stood on its first day, and how they stand now."""
    if period.kind is not Kind.PILOT:
        return []
    now = {each.name: each for each in hours.measures_now()}
    kept = baseline_of(period)
    return [_then(each, now.get(str(each["name"]))) for each in kept if sees_hours or each["unit"] != _("minutes")]


def _then(kept: Mapping[str, object], now: Measure | None) -> Then:
    name, unit, source = (str(kept[word]) for word in ("name", "unit", "source"))
    is_time = unit == _("minutes")
    then, later = (measured(each, is_time=is_time) for each in (kept["value"], now.value if now else 0))
    return Then(name.replace("_", " "), then, later if now else None, _("hours") if is_time else unit, source)
