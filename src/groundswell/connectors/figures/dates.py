"""Dates as tools write them, settled for a whole column, so that no 03/04 is a guess."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from groundswell.connectors.figures.table import Cell

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_PLAIN = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d.%m.%y", "%d/%b/%y", "%d/%b/%Y", "%d-%b-%y", "%d-%b-%Y",
          "%d %b %Y", "%d. %b %Y", "%d %b %y", "%b %d, %Y", "%b %d %Y")  # fmt: skip
_ZONED = ("%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S.%f%z")
_DAY_FIRST = ("%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y", "%d-%m-%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m-%d-%y")
FIRST_YEAR, LAST_YEAR = 1970, 2200
# As tools write months in English, German, French, Spanish, Italian, Portuguese and Dutch; cut or whole.
_MONTHS = {
    "Jan": "jan january januar jänner janv janvier ene enero gen gennaio janeiro januari",
    "Feb": "feb february februar févr fév février febrero febbraio fev fevereiro februari",
    "Mar": "mar march mär märz mrz mars marzo março mrt maart",
    "Apr": "apr april avr avril abr abril aprile",
    "May": "may mai mayo mag maggio maio mei",
    "Jun": "jun june juni juin junio giu giugno junho",
    "Jul": "jul july juli juil juillet julio lug luglio julho",
    "Aug": "aug august août ago agosto augustus",
    "Sep": "sep sept september septembre septiembre set settembre setembro",
    "Oct": "oct october okt oktober octobre octubre ott ottobre out outubro",
    "Nov": "nov november novembre noviembre novembro",
    "Dec": "dec december dez dezember déc décembre dic diciembre dicembre dezembro",
}
_MONTH_OF = {name: month for month, names in _MONTHS.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]{3,}\.?")


class Dates:
    """One way of reading dates: day first or month first, where numbers alone do not tell."""

    def __init__(self, ambiguous: Iterable[str]) -> None:
        self._forms = [*(f"{day}{clock}" for day in (*_PLAIN, *ambiguous) for clock in _CLOCKS), *_ZONED]
        self._last = self._forms[0]

    def read(self, text: str) -> datetime | None:
        """Return the moment in UTC, or None; one without a zone is taken as UTC."""
        found = _iso(text) or self._formed(text)
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)

    def _formed(self, text: str) -> datetime | None:
        plain = _WORD.sub(_in_english, " ".join(text.split()))
        for form in (self._last, *self._forms):
            try:
                found = datetime.strptime(plain, form)  # noqa: DTZ007 - `read` gives it one where it has none
            except ValueError:
                continue
            self._last = form
            return found
        return None


def moments(cells: Sequence[Cell]) -> list[datetime | None]:
    """Return the moment of each cell (None: empty), in UTC; raises BadFigures."""
    ways: dict[Dates, list[datetime | None]] = {Dates(order): [] for order in (_DAY_FIRST, _MONTH_FIRST)}
    dropped: list[Dates] = []
    for cell in cells:
        read = {way: way.read(cell.text) if cell.text else None for way in ways}
        if cell.text and not any(read.values()):
            raise cell.fault(_why_not(cell, dropped))
        for way, found in read.items():
            if cell.text and found is None:
                dropped.append(way)
                del ways[way]
            else:
                ways[way].append(found)
    first, *others = ways.values()
    for cell, one, other in zip(cells, first, others[0] if others else first, strict=True):
        if one != other:
            raise cell.fault("can be read as two dates, and no line settles which; write dates as 2026-10-05")
    return first


def _why_not(cell: Cell, dropped: Iterable[Dates]) -> str:
    if any(way.read(cell.text) for way in dropped):
        return "has day and month in another order than a line above; write dates as 2026-10-05"
    return "is no date that can be read; write it as 2026-10-05 or 2026-10-05T14:30"


def is_moment(text: str) -> bool:
    """Tell whether words are a date in some form."""
    return any(Dates(ambiguous).read(text) for ambiguous in (_DAY_FIRST, _MONTH_FIRST))


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit() or len(text) < len("20261005"):
        return None
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None


def _in_english(word: re.Match[str]) -> str:
    return _MONTH_OF.get(word.group().rstrip(".").lower(), word.group())
