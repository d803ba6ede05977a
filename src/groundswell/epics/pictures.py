"""Epics as a hill, an epic's holds over time, and hours left in weeks to come: each with a table that says the same."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.epics import sentences
from groundswell.epics.models import Hold, Stand
from groundswell.epics.queries.epics import EpicLine, EpicPage
from groundswell.epics.rules import hill as rules
from groundswell.epics.rules.holds import Reason
from groundswell.kit import clock
from groundswell.kit.charts import Chart, Key, Mark, Point, Series, Step, Table, over_time
from groundswell.kit.charts.drawing import hatched, hatching, number, opened, readable, words

_HEIGHT, _TOP, _FOOT = 150, 30, 125
_ROW, _BAR = 34, 14
_STEPS = 20
_LONGEST_LABEL = 24
# So far from either side the middle of a label stays.
_EDGE = 26
_LEAST_DAYS = 28


def hill(lines: Sequence[EpicLine]) -> Chart | None:
    """Return the hill with every epic that somebody has told of; None where there is none."""
    told = [line for line in lines if line.update is not None]
    if not told:
        return None
    title = _("Where the epics are on the hill")
    about = _("Left: people find out how. Right: they get it done. The table says the same.")
    parts = [opened("hill", title, about, height=_HEIGHT), *_slopes(), *map(_dot, told, range(len(told))), "</svg>"]
    rows = tuple(
        (line.epic.name, str(_position(line)), str(sentences.SIDE[rules.side_of(_position(line))])) for line in told
    )
    table = Table(title, (_("Epic"), _("Place, from 0 to 100"), _("What it is about now")), rows)
    key = Key(_sign('<circle class="point" cx="7" cy="7" r="5"/>'), _("an epic, as somebody last said"))
    return Chart(_safe(parts), (key,), table)


def timeline(shown: EpicPage) -> Chart | None:
    """Return when an epic was on hold in which place; None where it never was."""
    if not shown.spells:
        return None
    today = clock.today()
    first = min(*(each.from_on for each in shown.spells), shown.line.epic.begun_on)
    days = max((today - first).days + 1, _LEAST_DAYS)
    places = list(dict.fromkeys(each.cell for each in reversed(shown.spells)))
    title = _("When it was on hold")
    parts = [opened("held", title, _("Hatched: on hold. The table says the same."), height=_ROW * len(places) + 20)]
    parts.append(hatching("held"))
    for row, place in enumerate(places):
        y = _ROW * row
        parts.append(f'<text x="50%" y="{y + 12}">{words(place.name if place else _("everywhere"))}</text>')
        parts.append(f'<rect class="band" x="0" y="{y + 16}" width="100%" height="{_BAR}"/>')
        parts += [_bar(each, first.toordinal(), days, y + 16) for each in shown.spells if each.cell == place]
    parts.append(f'<text x="{_EDGE}%" y="{_ROW * len(places) + 16}">{date_format(first, "j M Y")}</text></svg>')
    columns = (_("Where"), _("From"), _("Until"), _("Days"), _("Why"))
    key = Key(_sign(f'{hatching("held-key")}<rect width="14" height="14" {hatched("held-key")}/>'), _("on hold"))
    return Chart(_safe(parts), (key,), Table(title, columns, tuple(map(_row, shown.spells))))


def fan(stand: Stand) -> Chart | None:
    """Return the hours that an epic has left in weeks to come; None where no date is said."""
    if not stand.fan or stand.told_on is None:
        return None
    return over_time(
        Series(
            key="fan",
            title=_("Hours that are left"),
            description=_("The middle of what may come, in the band that holds it nine times in ten."),
            low=0,
            high=max([high for _week, _low, _middle, high in stand.fan] + [1]),
            steps=tuple(_fan_step(stand.told_on, *each) for each in stand.fan),
            columns=(_("Week"), _("On"), _("Hours left, middle"), _("Between, nine times in ten")),
            marks={Mark.DOT: _("hours left, as likely more as less; the axis counts weeks")},
            band=_("nine times in ten"),
        )
    )


def _fan_step(told_on: date, week: int, low: float, middle: float, high: float) -> Step:
    day = told_on + timedelta(weeks=week)
    hours = {"low": number_format(low), "middle": number_format(middle), "high": number_format(high)}
    row = (date_format(day, "j M Y"), _("%(middle)s h") % hours, _("%(low)s h and %(high)s h") % hours)
    told = hours | {"day": date_format(day, "j M Y")}
    words_of = _("%(day)s: %(middle)s h are left, nine times in ten between %(low)s h and %(high)s h") % told
    # Rounded, so that neither end lies beyond the middle.
    point = Point(middle, min(low, middle), max(high, middle), hours["middle"])
    return Step(str(week), words_of, point, row)


def _slopes() -> Iterator[str]:
    points = " ".join(
        f"{'L' if step else 'M'}{number(100 * step / _STEPS)} {number(_height(100 * step / _STEPS))}"
        for step in range(_STEPS + 1)
    )
    yield (
        f'<svg viewBox="0 0 100 {_HEIGHT}" preserveAspectRatio="none" width="100%" height="{_HEIGHT}">'
        f'<path class="line" d="{points}"/></svg>'
    )
    for side, x in ((rules.Side.FINDING_OUT, 25), (rules.Side.GETTING_DONE, 75)):
        yield f'<text x="{x}%" y="{_HEIGHT - 6}">{words(str(sentences.SIDE[side]))}</text>'


def _dot(line: EpicLine, place: int) -> str:
    x, y = _position(line), _height(_position(line))
    name = line.epic.name if len(line.epic.name) <= _LONGEST_LABEL else line.epic.name[: _LONGEST_LABEL - 1] + "…"
    side = sentences.SIDE[rules.side_of(x)]
    told = _("%(name)s: %(x)d of 100, %(side)s") % {"name": line.epic.name, "x": x, "side": side}
    return (
        f'<g {readable("point", told)}><circle cx="{x}%" cy="{number(y)}" r="5"/></g>'
        f'<text x="{min(max(x, _EDGE), 100 - _EDGE)}%" y="{number(y - 10 - 13 * (place % 2))}">{words(name)}</text>'
    )


def _bar(hold: Hold, first: int, days: int, y: int) -> str:
    end = hold.until_on or clock.today() + timedelta(days=1)
    x = 100 * (hold.from_on.toordinal() - first) / days
    width = 100 * max(end.toordinal() - hold.from_on.toordinal(), 0) / days
    told = ", ".join(_row(hold))
    return (
        f'<rect {readable("gap", told)} {hatched("held")} stroke="currentColor" '
        f'x="{number(x)}%" y="{y}" width="{number(width)}%" height="{_BAR}"/>'
    )


def _row(hold: Hold) -> tuple[str, ...]:
    days = hold.spell.days(clock.today())
    return (
        hold.cell.name if hold.cell else _("everywhere"),
        date_format(hold.from_on, "j M Y"),
        date_format(hold.until_on, "j M Y") if hold.until_on else _("still"),
        ngettext("%(days)d day", "%(days)d days", days) % {"days": days},
        ": ".join(filter(None, (str(sentences.REASON[Reason(hold.reason)]), hold.note))),
    )


def _position(line: EpicLine) -> int:
    return line.update.position if line.update else 0


def _height(position: float) -> float:
    return _FOOT - (_FOOT - _TOP) * rules.height_of(position)


def _sign(drawn: str) -> SafeString:
    return _safe([f'<svg class="chart-sign" width="14" height="14" aria-hidden="true">{drawn}</svg>'])


def _safe(parts: Sequence[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - made of numbers, and of words that were escaped
