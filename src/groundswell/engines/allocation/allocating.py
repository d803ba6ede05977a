"""From a problem to a plan: greedy at once, better as long as there is time, and then why.

The relaxation gives a bound, and a plan near it is made by integer programs; then tickets are planned anew where most
is lost to the bound, two parts at a time. A small problem is at the same time solved as a whole, until it is proven.
"""

import itertools
import math
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

import numpy as np

from groundswell.engines.allocation import polish
from groundswell.engines.allocation.conflicts import check_pins, unbalanced
from groundswell.engines.allocation.explaining import explained
from groundswell.engines.allocation.greedy import completed, first_plan, repaired
from groundswell.engines.allocation.neighbourhood import Neighbourhood, Part
from groundswell.engines.allocation.plan import Plan
from groundswell.engines.allocation.problem import Problem
from groundswell.engines.allocation.program import Option, Solution, solve
from groundswell.engines.allocation.reading import BadProblem
from groundswell.engines.allocation.relaxation import Relaxed, relaxed
from groundswell.engines.allocation.score import MISSED_TOUCH, is_sound, merit, missed, sums, value
from groundswell.engines.allocation.staying import Staying
from groundswell.engines.allocation.tables import WHOLE, Assignment, Flags, Tables
from groundswell.engines.allocation.watch import Watch

# So many pairs are solved as a whole while they are polished.
SMALL = 800
# From so many pairs on, the relaxation is solved by an interior point method.
LARGE = 12_000
HANDS = 2
# Parts that share nobody are in work at the same time.
AT_ONCE = 3
# How the plan loses to the bound is looked at again after one better part for so many people.
PEOPLE_OF_A_LOOK = 100
LONGEST_BALANCE = 10.0


@dataclass(frozen=True)
class Draft:
    """A plan on the way: its value, the bound so far, the seconds since the beginning, and the plan without reasons."""

    value: int
    bound: int | None
    seconds: float
    tables: Tables = field(repr=False)
    assignment: Assignment = field(repr=False)

    def plan(self) -> Plan:
        """Return it as a plan; reasons are given at the end."""
        bound = self.value if self.bound is None else self.bound
        return explained(self.tables, self.assignment, bound=bound, seconds=self.seconds)


@dataclass(frozen=True)
class _AtWork:
    """A part that is being solved."""

    group: polish.Group
    part: Part
    solving: "Future[Solution | None]"


class Search:
    """One problem, the best plan so far, and how good it could be."""

    def __init__(
        self, problem: Problem, watch: Watch, *, published: Plan | None, on_better: Callable[[Draft], None] | None
    ) -> None:
        problem.check()
        check_pins(problem)
        self.watch, self.on_better = watch, on_better
        self.tables = Tables(problem)
        self.staying = Staying(self.tables, published)
        self.best = completed(self.tables, self.staying.plan) if self.staying.is_given else first_plan(self.tables)
        if not is_sound(self.tables, self.best):
            self.best = self._balanced()
        self.merit = self._merit(self.best)
        self.is_ended = threading.Event()
        self.bound = math.inf
        self.relaxed: Relaxed | None = None
        self._say()

    def _balanced(self) -> Assignment:
        """Find the development that an advocate's other pins ask for; greedy plans the pins and may find none."""
        tables, nothing = self.tables, self.tables.nothing()
        own = np.flatnonzero(tables.is_advocate[tables.member])
        part = Neighbourhood(tables, nothing, own, whole_hours=True).part()
        found = solve(part.program, seconds=LONGEST_BALANCE)
        plan = None if found.values is None else part.merged(nothing, found.values)
        if plan is None or not is_sound(tables, plan):
            short = [int(one) for one in np.flatnonzero(tables.is_advocate & (sums(tables, nothing).balance < 0))]
            raise unbalanced(tables.problem, [tables.member_rows[one] for one in short])
        return completed(tables, plan)

    def run(self) -> None:
        """Search until the time is over, it is stopped, or nothing better can be."""
        self._relax()
        if self.is_proven or self.watch.is_over:
            return
        with ThreadPoolExecutor(HANDS) as hands:
            whole = hands.submit(self._whole) if self.tables.pairs <= SMALL and not self.staying.is_given else None
            try:
                self._polish(hands, whole)
            finally:
                self.is_ended.set()
            if whole is not None:
                self._take_whole(*whole.result())

    def _take_whole(self, part: Part, solution: Solution) -> None:
        if solution.values is not None:
            self.offer(part.merged(self.best, solution.values))
        if not math.isinf(solution.bound):
            self.bound = min(self.bound, solution.bound)

    @property
    def is_proven(self) -> bool:
        """Whether no plan is better: values are whole numbers."""
        # A sum of floats may be short by a hair.
        return not math.isinf(self.bound) and self.merit >= math.floor(self.bound + 1e-6)

    def _merit(self, plan: Assignment) -> float:
        return merit(self.tables, plan) - self.staying.cost(plan)

    def offer(self, plan: Assignment) -> bool:
        """Take a plan if it is better and holds every limit."""
        worth = self._merit(plan)
        if worth <= self.merit or not is_sound(self.tables, plan):
            return False
        self.best, self.merit = plan, worth
        self._say()
        return True

    def _say(self) -> None:
        if self.on_better is not None:
            bound = None if math.isinf(self.bound) else self.whole_bound
            worth = value(self.tables, self.best)
            self.on_better(Draft(worth, bound, self.watch.passed, self.tables, self.best))

    @property
    def whole_bound(self) -> int:
        """The bound of the value, as a whole number; before the relaxation what hours could be worth at all."""
        if math.isinf(self.bound):
            return self._plain_bound()
        # The bound is of values less what missed touches cost; no plan misses fewer than can be held.
        return max(value(self.tables, self.best), math.floor(self.bound + 1e-6) + self._missed_cost)

    @property
    def _missed_cost(self) -> int:
        return MISSED_TOUCH * missed(self.tables, self.best)

    def _plain_bound(self) -> int:
        tables = self.tables
        return int(((tables.worth + WHOLE) * tables.remaining).sum() + tables.epic_worth.sum())

    def _relax(self) -> None:
        options: dict[str, Option] = {"solver": "ipx", "run_crossover": "off"} if self.tables.pairs > LARGE else {}
        found = relaxed(self.tables, seconds=self.watch.left, options=options)
        if found is None:
            return
        self.relaxed, self.bound = found, found.bound
        self.offer(polish.rounded(self.tables, found))

    def _polish(self, hands: ThreadPoolExecutor, whole: "Future[tuple[Part, Solution]] | None") -> None:
        choice = polish.Choice(self.tables, self.relaxed)
        if self.relaxed is not None and not self.staying.is_given:
            self._follow(hands, choice.columns)
        at_work: deque[_AtWork] = deque()
        news = math.inf
        while not (self.watch.is_over or self.is_proven or (whole is not None and whole.done())):
            if news * PEOPLE_OF_A_LOOK >= self.tables.members:
                choice.look(self.best)
                news = 0
            group = choice.group(self.best, self._busy(at_work)) if len(at_work) < AT_ONCE else None
            if group is not None:
                part = choice.part(self.best, group, self.staying.bonus)
                limits = polish.LIMITS | {"mip_abs_gap": group.points}
                at_work.append(_AtWork(group, part, hands.submit(self._solve, part, limits)))
            elif at_work:  # in a fixed order, whoever is faster
                first = at_work.popleft()
                is_better = self._take(first.part, first.solving.result())
                choice.learn(first.group, is_better=is_better)
                news += is_better
            else:  # nothing is likely, so there is nothing to plan anew; the whole says the rest
                wait([whole] if whole is not None else [])
                break
        self.is_ended.set()
        for one in at_work:
            self._take(one.part, one.solving.result())

    def _busy(self, at_work: Iterable[_AtWork]) -> Flags:
        busy = np.zeros(self.tables.members, bool)
        for one in at_work:
            busy |= one.group.around
        return busy

    def _follow(self, hands: ThreadPoolExecutor, columns: polish.Likely) -> None:
        """Plan all anew near the relaxation, group by group; what that makes is a plan apart until it is better."""
        tables, plan = self.tables, self.best
        for some in itertools.batched(polish.following(tables, columns), HANDS):
            rests = [polish.without(tables, plan, members, columns) for members in some]
            parts = [polish.followed(tables, *one, columns) for one in zip(rests, some, strict=True)]
            found = [hands.submit(self._solve, part, polish.NEARLY) for part in parts]
            for members, part, each in zip(some, parts, found, strict=True):
                solution = each.result()
                if solution is not None and solution.values is not None:
                    made = part.merged(polish.without(tables, plan, members, columns), solution.values)
                    plan = made if is_sound(tables, made) else repaired(tables, made)
            self.offer(completed(tables, plan))

    def _take(self, part: Part, solution: Solution | None) -> bool:
        if solution is None or solution.values is None:
            return False
        return self.offer(part.merged(self.best, solution.values))

    def _solve(self, part: Part, options: Mapping[str, Option]) -> Solution | None:
        if self.watch.is_over:
            return None
        return solve(part.program, seconds=self.watch.left, start=part.start, stop=self._stops, options=options)

    def _stops(self) -> bool:
        return self.is_ended.is_set() or self.watch.is_over

    def _whole(self) -> tuple[Part, Solution]:
        every = np.arange(self.tables.pairs)
        part = Neighbourhood(self.tables, self.best, every, whole_hours=True).part()
        exactly: dict[str, Option] = {"mip_rel_gap": 0.0, "mip_abs_gap": 0.99}
        return part, solve(part.program, seconds=self.watch.left, start=part.start, stop=self._stops, options=exactly)


def search(
    problem: Problem,
    *,
    seconds: float,
    published: Plan | None = None,
    on_better: Callable[[Draft], None] | None = None,
    stop: threading.Event | None = None,
) -> Plan:
    """Return the best plan that was found in so many seconds."""
    if not (seconds >= 0 and math.isfinite(seconds)):
        raise BadProblem(f"{seconds} is no number of seconds to search for.")
    watch = Watch(seconds, stop or threading.Event())
    found = Search(problem, watch, published=published, on_better=on_better)
    found.run()
    return explained(found.tables, found.best, bound=found.whole_bound, seconds=watch.passed, relaxed=found.relaxed)
