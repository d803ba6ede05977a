"""Epics that moved, and epics that were on hold."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.epics.queries.during import During, Spells, days_held_in, epics_between, first_begun, spells_of_all
from groundswell.evidence.rules.numbers import Number, Row, Section, Unit
from groundswell.evidence.rules.periods import Span


def section(epics: Sequence[During]) -> Section:
    """Return how many epics moved and how many were on hold; the same one can be both."""
    heading = _("Epics")
    if not epics:
        return Section("epics", heading, missing=_("There was no epic in these days."))
    source = _("updates and holds as they were noted on the pages of the epics")
    held = [each for each in epics if each.days_held]
    numbers = [
        Number(
            "moved",
            _("moved on, as somebody told"),
            Unit.EPICS,
            source,
            _rows(each for each in epics if each.has_moved),
        ),
        Number("held", _("on hold somewhere for a day or more"), Unit.EPICS, source, _rows(held)),
        Number("days-held", _("days on hold"), Unit.DAYS, source, [_held(each) for each in held]),
    ]
    return Section("epics", heading, numbers, note=_("An epic can move in one cell and be on hold in another."))


def untold(epics: Sequence[During]) -> Number:
    """Return the epics of which nobody said anything in these days."""
    silent = [each for each in epics if not each.was_told and each.ended_on is None]
    source = _("updates on the pages of the epics")
    return Number("untold", _("epics that nobody told of"), Unit.EPICS, source, _rows(silent))


def of(span: Span) -> list[During]:
    """Return the epics of these days. Three queries."""
    return epics_between(span.first, span.last)


def values(spans: Sequence[Span]) -> list[float | None]:
    """Return the days on hold in each step, each day of an epic once; nothing before there was an epic."""
    began, spells = first_begun(), spells_of_all()
    return [_days(each, began, spells) for each in spans]


def _days(span: Span, began: date | None, spells: Spells) -> float | None:
    if began is None or span.first < began:
        return None
    return float(days_held_in(spells, span.first, span.last))


def _rows(epics: Iterable[During]) -> list[Row]:
    return [Row(each.name, url=reverse("epics:epic", args=[each.epic]), about=_about(each)) for each in epics]


def _held(epic: During) -> Row:
    return Row(epic.name, epic.days_held, url=reverse("epics:epic", args=[epic.epic]))


def _about(epic: During) -> str:
    said = []
    if epic.ended_on is not None:
        said.append(_("ended"))
    if epic.was_told and epic.now is not None:
        said.append(_("on the hill from %(before)d to %(now)d") % {"before": epic.before or 0, "now": epic.now})
    if epic.days_held:
        said.append(ngettext("%(n)d day on hold", "%(n)d days on hold", epic.days_held) % {"n": epic.days_held})
    return "; ".join(said)
