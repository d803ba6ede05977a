"""Hours against the grant, and who pays which share: for those who may see sums of hours."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.evidence import policy
from groundswell.evidence.rules.numbers import Number, Row, Section, Share, Unit, shares_of
from groundswell.evidence.rules.periods import Span
from groundswell.evidence.sentences import HOURS_ARE_KEPT
from groundswell.hours.queries.between import Between, Granted, UsedRow, hours_between
from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.people.models import Person


def hours_of(reader: Person | None, span: Span) -> Between | None:
    """Return the hours of these days as somebody may see them; None where they may not. Three queries a holder."""
    found = hours_between(span.first, span.last)
    return found if policy.may_see_hours(reader, found) or (reader is not None and not found.holders) else None


def section(hours: Between | None) -> Section:
    """Return the hours of these days beside their grant."""
    heading = _("Hours against the grant")
    if hours is None:
        return Section("hours", heading, missing=str(HOURS_ARE_KEPT))
    if not hours.granted:
        return Section("hours", heading, missing=_("Nobody was granted hours for these days."))
    return Section("hours", heading, numbers(hours), note=_rounding())


def numbers(hours: Between) -> list[Number]:
    """Return what was granted and used, and what of it was development."""
    log = _("logged internal and external hours of whoever was granted some, and talks that were held")
    development = [each for each in hours.used if each.row.kind is Kind.DEVELOPMENT]
    unpaid = [each for each in hours.used if each.line is None]
    return [
        Number("granted", _("granted"), Unit.MINUTES, _("grants, firm or at least so many"), _granted(hours.granted)),
        Number("used", _("used"), Unit.MINUTES, log, _used(hours.used)),
        Number("development", _("used for development"), Unit.MINUTES, log, _used(development)),
        Number("unpaid", _("used, and on no line that pays"), Unit.MINUTES, log, _used(unpaid)),
    ]


def shares(hours: Between | None) -> list[Share]:
    """Return who pays which part of what was granted, the largest first."""
    if hours is None:
        return []
    payers = sorted({(each.line.payer, each.line.is_paid_outside) for each in hours.granted})
    return shares_of(
        [
            (
                payer,
                outside,
                _of_payer(place, payer, [each for each in hours.granted if _pays(each) == (payer, outside)]),
            )
            for place, (payer, outside) in enumerate(payers, start=1)
        ]
    )


def outside_percent(shares: Iterable[Share]) -> int:
    """Return which part of the grant somebody outside pays, in whole percent."""
    return sum(each.percent for each in shares if each.is_outside)


def _pays(granted: Granted) -> tuple[str, bool]:
    return granted.line.payer, granted.line.is_paid_outside


def _of_payer(place: int, payer: str, granted: list[Granted]) -> Number:
    return Number(f"payer-{place}", payer, Unit.MINUTES, _("grants of the lines that they pay"), _granted(granted))


def _granted(granted: Iterable[Granted]) -> list[Row]:
    return [
        Row(each.line.name, each.minutes, about=f"{date_format(each.month, 'F Y')}, {each.holder.name}")
        for each in granted
    ]


def _used(used: Iterable[UsedRow]) -> list[Row]:
    return [
        Row(each.line.name if each.line else _("on no line"), each.row.minutes, about=_axes(each))
        for each in used
        if each.row.minutes
    ]


def _axes(used: UsedRow) -> str:
    stream = _("internal") if used.row.stream is Stream.INTERNAL else _("external")
    kind = _("development") if used.row.kind is Kind.DEVELOPMENT else _("other work")
    talk = [_("talks")] if used.row.activity is Activity.TALK else []
    return ", ".join([stream, kind, *talk, used.holder.name])


def _rounding() -> str:
    return _(
        "The grant of all these days, used until today. Of a month that lies in part in them the grant counts by "
        "working days, in half hours. What is hoped for is no grant."
    )
