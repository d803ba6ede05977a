"""What a forecast says, for people and for machines: dates with their chances, and what they rest on."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from groundswell.connectors.figures.history import History
    from groundswell.engines.forecasting import Hits, Weeks

RECENT = 12
A_WEEK = timedelta(days=7)
MEANING = {0.5: "as likely as not", 0.85: "a promise with a margin", 0.95: "late once in twenty times"}
METHOD = (
    "A pace that wanders and the last twelve weeks drawn again, averaged, and spread as far as 20 other histories "
    "showed to be needed."
)


def plain(
    history: "History", remaining: float, weeks: "Weeks", record: Sequence["Hits"], begin: date
) -> dict[str, Any]:
    """Return what `--json` prints."""
    finished = history.finished_per_week
    return {
        "remaining": remaining,
        "known": weeks.is_known,
        "because": weeks.because,
        "weeks": {_named(level): week for level, week in _levels(weeks)},
        "dates": _dates(weeks, begin),
        "from": begin.isoformat(),
        "history": {
            "column": history.column,
            "weeks": len(finished),
            "first_week": history.first_week.isoformat() if history.first_week else None,
            "last_day": _last_of(history),
            "finished": _whole(sum(finished)),
            "per_week_last_12": round(_pace(finished), 3),
            "rests_on_weeks": weeks.rests_on,
            "without_date": history.unfinished,
            "left_out": history.left_out,
        },
        "record": [
            {"level": _named(hits.level), "came_true": hits.came_true, "forecasts": hits.forecasts,
             "low": round(hits.low, 4), "high": round(hits.high, 4)}
            for hits in record
        ],
    }  # fmt: skip


def _dates(weeks: "Weeks", begin: date) -> dict[str, str | None]:
    days = {_named(level): None if week is None else _last_day(begin, week) for level, week in _levels(weeks)}
    return {level: None if day is None else day.isoformat() for level, day in days.items()}


def show(
    console: "Console", history: "History", remaining: float, weeks: "Weeks", *, record: Sequence["Hits"], begin: date
) -> None:
    """Print the report."""
    for line in _rests(history, weeks, begin):
        console.print(line, markup=False)
    if any(week is not None for week in weeks):
        console.print()
        console.print(_table(remaining, weeks, begin))
    if weeks.because:
        console.print(weeks.because, markup=False)
    console.print()
    for line in (METHOD, *_record(record)):
        console.print(line, markup=False)


def _rests(history: "History", weeks: "Weeks", begin: date) -> Iterable[str]:
    finished = history.finished_per_week
    which = f"{_whole(sum(finished)):,} finished in {_weeks(len(finished))} (column {history.column})"
    if history.first_week:
        end = history.first_week + len(finished) * A_WEEK
        yield f"{which}, from {_day(history.first_week)} until {_day(end - timedelta(days=1))}."
        if end < begin:
            yield (
                f"What came after that the file does not say. Dates count from {_day(begin)}, at the pace of the file; "
                "if nothing was finished since, say so with --until."
            )
    else:
        yield f"{which}; the last of them is taken as the week before {_day(begin)}."
    recent = "week" if len(finished) == 1 else _weeks(min(RECENT, len(finished)))
    yield f"In the last {recent} {_pace(finished):.1f} a week. Scope is taken as fixed."
    if 0 < weeks.rests_on < len(finished):
        yield f"The forecast rests on the last {'week' if weeks.rests_on == 1 else _weeks(weeks.rests_on)}."
    if history.unfinished:
        one = history.unfinished == 1
        lines = "line without a date counts" if one else "lines without a date count"
        yield f"{history.unfinished:,} {lines} as not finished."
    if history.left_out:
        is_or_are = "is" if history.left_out == 1 else "are"
        yield f"{history.left_out:,} finished in a week that is not over {is_or_are} left out."


def _weeks(count: int) -> str:
    return f"{count:,} week" if count == 1 else f"{count:,} weeks"


def _table(remaining: float, weeks: "Weeks", begin: date) -> Table:
    table = Table(
        title=f"{_whole(remaining):,} remaining", title_justify="left", title_style="bold", box=None, pad_edge=False
    )
    for name in ("chance", "weeks", "done by", ""):
        table.add_column(name, justify="right" if name in {"chance", "weeks"} else "left")
    for level, week in _levels(weeks):
        when = ("unknown", "no date") if week is None else (f"{week:,}", _day(_last_day(begin, week)))
        table.add_row(f"{_named(level)} %", *when, MEANING[level])
    return table


def _record(record: Sequence["Hits"]) -> Iterable[str]:
    if not any(hits.forecasts for hits in record):
        yield "Too little history to look back on own forecasts."
        return
    kept = ", ".join(f"{hits.came_true} of {hits.forecasts} at {_named(hits.level)} %" for hits in record)
    yield f"Of the forecasts that would have been made here in the last two years, every four weeks, came true: {kept}."


def _last_of(history: "History") -> str | None:
    """Return the last day that the history tells of."""
    if history.first_week is None:
        return None
    return (history.first_week + len(history.finished_per_week) * A_WEEK - timedelta(days=1)).isoformat()


def _levels(weeks: "Weeks") -> list[tuple[float, int | None]]:
    return list(zip(weeks.levels, weeks, strict=True))


def _named(level: float) -> str:
    return f"{100 * level:g}"


def _last_day(begin: date, weeks: int) -> date:
    return begin + timedelta(days=7 * weeks - 1) if weeks else begin


def _pace(finished: Sequence[float]) -> float:
    recent = finished[-RECENT:]
    return sum(recent) / len(recent) if recent else 0.0


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
