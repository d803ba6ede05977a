"""Days as other people's tools write them: "10/Jan/26 11:19 AM", "2026-01-10", "2026/01/10", "10.01.2026"."""

import re
from datetime import date
from functools import lru_cache

_NAMED = re.compile(r"(\d{1,2})[/\s.-]([^\W\d_]{3,9})\.?[/\s.-](\d{4}|\d{2})(?!\d)")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)")
_REST = re.compile(
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*"
)
_FROM_YEAR, _TO_YEAR = 1970, 2100
# The beginnings of months in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish.
_MONTHS = (
    ("jan", "jän", "ene", "gen", "sty"),
    ("feb", "fév", "fev", "lut"),
    ("mar", "mär", "maa", "mrt", "mrz"),
    ("apr", "avr", "abr", "kwi"),
    ("may", "mai", "mei", "mag", "maj"),
    ("jun", "juin", "giu", "cze"),
    ("jul", "juil", "lug", "lip"),
    ("aug", "aoû", "aou", "ago", "sie"),
    ("sep", "set", "wrz"),
    ("oct", "okt", "out", "ott", "paź"),
    ("nov", "lis"),
    ("dec", "dez", "déc", "dic", "gru"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


@lru_cache(maxsize=50_000)
def day_of(text: str) -> date | None:
    """Return the day that a text begins with, and nothing after it but a time; None where it is none, or could be two.

    "03/04/26" could be two days. A time zone is left as it is: the day is the one that stands there.
    """
    text = text.strip()
    for pattern, read in ((_NAMED, _named), (_YEAR_FIRST, _year_first), (_DOTTED, _dotted), (_SLASHED, _slashed)):
        match = pattern.match(text)
        if match and _REST.fullmatch(text, match.end()):
            return read(*match.groups())
    return None


def _named(day: str, name: str, year: str) -> date | None:
    name = name.lower()
    month = _MONTH_OF.get(name[:4]) or _MONTH_OF.get(name[:3])
    return _date(year, month, day) if month else None


def _year_first(year: str, _mark: str, month: str, day: str) -> date | None:
    return _date(year, int(month), day)


def _dotted(day: str, month: str, year: str) -> date | None:
    return _date(year, int(month), day)


def _slashed(one: str, other: str, year: str) -> date | None:
    """Return the day only where one of the two can be no month."""
    found = {_date(year, int(other), one), _date(year, int(one), other)} - {None}
    return found.pop() if len(found) == 1 else None


def _date(year: str, month: int, day: str) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)  # noqa: PLR2004 - "26" is 2026
    try:
        return date(full, month, int(day)) if _FROM_YEAR <= full <= _TO_YEAR else None
    except ValueError:
        return None
