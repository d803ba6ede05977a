"""Everything published, as rows of a table and as JSON, with how it was made. What no page shows is not here either."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.utils.translation import gettext as _

from groundswell.checkins import sentences
from groundswell.checkins.queries import figures as queries
from groundswell.checkins.rules.figures import CheckIn, Shown, Told, Why
from groundswell.checkins.rules.periods import ORGANISATION, RATING, Word
from groundswell.checkins.sentences import Names
from groundswell.engines.disclosure import Reason
from groundswell.people import queries as people

BETWEEN_NAMES = "; "
# A spreadsheet reads what begins so as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """One figure, or why there is none. Empty words: nothing to say there."""

    sprint: int
    published_on: date
    question: str
    state: str
    kind: str = ""
    unit: str = ""
    cells: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    mean: str = ""
    low: str = ""
    high: str = ""
    scale_low: int | None = None
    scale_high: int | None = None
    answers: str = ""
    reason: str = ""
    participation: int | None = None
    k: int = 0
    cause: str = ""


def rows() -> Iterator[Row]:
    """Yield everything published, check-in by check-in, cells in the order of the alphabet. Seven queries."""
    names, published = queries.names_of_cells(), queries.everything()
    causes = queries.causes([check_in for check_in, question, *_more in published if question == RATING])
    for check_in, question, figures, hidden in published:
        if check_in.was_destroyed:
            yield _without(check_in, question, ORGANISATION, Why.DESTROYED, names)
        found = (_figure(check_in, question, shown, names) for shown in figures)
        reasons = (_without(check_in, question, cell, reason, names) for cell, reason in hidden)
        yield from sorted(chain(found, reasons), key=lambda row: (row.unit, row.cells, row.kind))
        if question == RATING and not check_in.was_destroyed:
            yield from _causes(check_in, causes.get(check_in.sprint))


def method() -> dict[str, str]:
    """Return how the figures were made, as it stands beside them."""
    return {
        "source": _("Groundswell, check-ins of %(organisation)s") % {"organisation": people.organisation().name},
        "k": _(
            "No figure, and no difference of figures ever published, is about 1 to k - 1 people; k stands in each row."
        ),
        "rounding": _(
            "Means to the nearest 0.5, or what was last shown of the same unit while the mean is at most 0.5 from it; "
            "numbers of answers in bands; participation to the nearest 10 %."
        ),
        "band": _(
            "From low to high: a 95 % interval of the mean with an assumed spread of 0.21 of the scale and the "
            "smallest number of the band of answers (Cochran, Sampling Techniques, 1977, 2.8), wide enough also where "
            "what is shown is 0.5 from the mean (Imbens and Manski, Econometrica 72(6), 2004)."
        ),
        "causes": _(
            "Of the answers below 5 that the figure of everyone counts: how many said each cause, in bands, where at "
            "least k said it and at least k did not. Without such a figure nothing is counted."
        ),
        "once": _("Published once, after the close of each check-in, and never changed."),
    }


def as_csv() -> str:
    """Return the rows for a spreadsheet; how they were made stands in the last columns."""
    kept = io.StringIO(newline="")
    made = method()
    about = ("rounding", "band", "causes", "source")
    fields = [*Row.__dataclass_fields__, *about]
    writer = csv.DictWriter(kept, fields)
    writer.writeheader()
    for row in rows():
        words = vars(row) | {name: made[name] for name in about}
        writer.writerow({name: _plain(value) for name, value in words.items()})
    return kept.getvalue()


def as_json() -> dict[str, object]:
    """Return the rows and how they were made, for machines."""
    return {"method": method(), "figures": [vars(row) for row in rows()]}


def _plain(value: object) -> object:
    words = BETWEEN_NAMES.join(value) if isinstance(value, tuple) else value
    return f"'{words}" if isinstance(words, str) and words.startswith(FORMULA) else words


def _figure(check_in: CheckIn, question: str, shown: Shown, names: Names) -> Row:
    return Row(
        sprint=check_in.sprint,
        published_on=check_in.day,
        question=question,
        state="shown",
        kind=shown.kind.value,
        unit=_unit(shown.unit, names),
        cells=_cells(shown.cells, names),
        without=_cells(shown.without, names),
        mean=str(float(shown.mean)),
        low=str(float(shown.low)),
        high=str(float(shown.high)),
        scale_low=shown.scale.low,
        scale_high=shown.scale.high,
        answers=shown.answers,
        participation=check_in.participation,
        k=check_in.k,
    )


def _without(check_in: CheckIn, question: str, unit: str, reason: Reason | Why, names: Names) -> Row:
    return Row(
        sprint=check_in.sprint,
        published_on=check_in.day,
        question=question,
        state="destroyed" if check_in.was_destroyed else "hidden",
        unit=_unit(unit, names),
        reason=sentences.why_not(Told(check_in, None, reason)),
        participation=check_in.participation,
        k=check_in.k,
    )


def _causes(check_in: CheckIn, said: Mapping[Word, str] | None) -> Iterator[Row]:
    """Yield what is said of the causes on the page, and nothing more: a row each, or one where nothing is counted."""
    if said is None:
        yield _cause(check_in, "", "", sentences.causes_not_counted())
        return
    for word, answers in said.items():
        yield _cause(check_in, word.value, answers, "" if answers else sentences.cause_not_shown(check_in.k))


def _cause(check_in: CheckIn, word: str, answers: str, reason: str) -> Row:
    return Row(
        sprint=check_in.sprint,
        published_on=check_in.day,
        question="cause",
        state="shown" if answers else "hidden",
        unit=_unit(ORGANISATION, {}),
        answers=answers,
        reason=reason,
        participation=check_in.participation,
        k=check_in.k,
        cause=word,
    )


def _unit(unit: str, names: Names) -> str:
    return _("the whole organisation") if unit == ORGANISATION else sentences.name_of(unit, names)


def _cells(cells: tuple[str, ...], names: Names) -> tuple[str, ...]:
    return tuple(sorted((sentences.name_of(each, names) for each in cells), key=str.casefold))
