"""The only file that knows the forecasts. A worker loads it; a web process never does."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from django.db import transaction

from groundswell.engines.forecasting import Basis, Ratios, epic_weeks, hours_of, ratios_of, what_moved
from groundswell.engines.forecasting.epics import Epic as Asked
from groundswell.engines.forecasting.epics import work_of_weeks
from groundswell.engines.forecasting.tasks import hours_in_runs
from groundswell.epics.models import Stand
from groundswell.epics.queries import forecasts as queries
from groundswell.epics.queries.forecasts import Rest, Team
from groundswell.epics.rules import forecasts as rules
from groundswell.epics.rules.forecasts import NoDate
from groundswell.kit import clock
from groundswell.people import queries as people

_RUNS = 2_000
_RATIOS = 100
_SHOWN = 12  # points of the fan, the first one aside
_FAN_WEEKS = 52  # how far it goes where the last date lies too far away
_FAN = (0.05, 0.5, 0.95)


def forecast_all() -> int:
    """Say when each epic is done, as of today; return how many. Twice a day is once.

    Each is written by itself: nobody waits for the disk while others are computed, and one that a worker leaves undone
    is done by the next.
    """
    today = clock.today()
    week = rules.week_of(people.sprint_of(today).first, today)
    told = set(Stand.objects.filter(day=week, told_on=today).values_list("epic_id", flat=True))
    resting = [each for each in queries.rests_on(today) if each.epic.id not in told]
    # The first day of a week is kept before anything is said: the sprint that ended with it counts.
    with transaction.atomic():
        for rest in resting:
            Stand.objects.get_or_create(epic=rest.epic, day=week, defaults={"left": rest.left})
    team = queries.team_on(today)
    past = ratios_of([first for first, _whole in team.grown], [whole for _first, whole in team.grown])
    for rest in resting:
        before = Stand.objects.filter(epic=rest.epic, day__lt=week, told_on__isnull=False).last()
        Stand.objects.filter(epic=rest.epic, day=week).update(told_on=today, **_said(rest, team, past, before, today))
    return len(resting)


def _said(rest: Rest, team: Team, past: Ratios, before: Stand | None, today: date) -> dict[str, object]:
    basis = _basis(rest, team, past)
    told: dict[str, object] = {
        "basis": _written(basis),
        "hours": _hours(rest, past),
        "record": [[each.came, each.said] for each in team.record],
        "dates": [],
        "moved": {},
        "fan": [],
        "why_not": "",
    }
    why_not = rules.why_no_date(
        left=sum(rest.left.values()), is_held=rest.is_held, capacity=rest.capacity, kept=basis.throughput
    )
    if why_not is not None:
        return told | {"why_not": why_not.value}
    asked = Asked([basis.scope * each for each in basis.estimate], basis.capacity)
    weeks = epic_weeks(asked, basis.throughput, weeks_per_sprint=team.weeks_per_sprint).weeks
    if weeks[0] is None:
        return told | {"why_not": NoDate.TOO_FAR.value}
    dates = [each.isoformat() if each else None for each in rules.days_from(today, weeks)]
    moved = _moved(before, basis, team, today) if weeks[1] is not None else {}
    return told | {"dates": dates, "moved": moved, "fan": _fan(basis, weeks[2] or _FAN_WEEKS, team.weeks_per_sprint)}


def _basis(rest: Rest, team: Team, past: Ratios) -> Basis:
    return Basis(
        scope=sum(rest.left.values()) / 2,
        capacity=rest.capacity,
        estimate=_growth(list(rest.left.values()), past),
        throughput=tuple(round(each, 4) for each in team.kept),
    )


def _hours(rest: Rest, past: Ratios) -> dict[str, list[float]]:
    """Return how many hours each open ticket will have taken at each level, and all of them; nothing where unknown."""
    if not rest.left or not past.is_enough:
        return {}
    asked = {ticket: [halves] for ticket, halves in rest.left.items()} | {queries.ALL: [*rest.left.values()]}
    levels = [percent / 100 for percent in rules.LEVELS]
    return {
        name: [round(halves / 2, 1) for halves in hours_of(tasks, past, levels) or ()] for name, tasks in asked.items()
    }


def _growth(left: Sequence[int], past: Ratios) -> tuple[float, ...]:
    """Return what so many hours became, as ratios each as likely as the other; one alone where too few are done."""
    if not left or not past.is_enough:
        return (1.0,)
    runs = hours_in_runs(left, past, np.random.default_rng(1), _RUNS) / sum(left)
    places = (np.arange(_RATIOS) + 0.5) / _RATIOS
    return tuple(round(float(each), 4) for each in np.quantile(runs, places))


def _moved(before: Stand | None, now: Basis, team: Team, today: date) -> dict[str, float]:
    """Return the weeks by which each part moved the date at 85 %; time that passed is one of them."""
    if before is None or before.told_on is None or not before.dates or before.dates[1] is None:
        return {}
    then = Basis(
        scope=before.basis["scope"],
        capacity=before.basis["capacity"],
        estimate=tuple(before.basis["estimate"]),
        throughput=tuple(before.basis["throughput"]),
    )
    parts = what_moved(then, now, weeks_per_sprint=team.weeks_per_sprint)
    passed = (today - before.told_on) / rules.WEEK
    parts["moved"] += passed
    return {part: round(weeks, 2) for part, weeks in {"time": passed, **parts}.items()}


def _fan(basis: Basis, weeks: int, weeks_per_sprint: int) -> list[list[float]]:
    """Return the hours that are left after some weeks: low, middle and high."""
    dice = np.random.default_rng(1)
    work = work_of_weeks(np.asarray(basis.throughput), max(weeks, 1), weeks_per_sprint, _RUNS, dice)
    need = basis.scope * dice.choice(np.asarray(basis.estimate), _RUNS)
    apart = max(1, -(-weeks // _SHOWN))
    places = sorted({0, *range(apart, weeks + 1, apart), weeks})
    found = []
    for week in places:
        left = need if week == 0 else np.maximum(need - basis.capacity * work[week - 1], 0)
        found.append([week, *(round(float(each), 1) for each in np.quantile(left, _FAN))])
    return found


def _written(basis: Basis) -> dict[str, object]:
    return {
        "scope": basis.scope,
        "capacity": basis.capacity,
        "estimate": list(basis.estimate),
        "throughput": list(basis.throughput),
    }
