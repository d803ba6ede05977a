"""Mutation tests: one small thing is made wrong, and the tests have to notice.

python -m benchmarks.mutants disclosure seal people register [--state FILE] [--json]

The tests are collected and run once, in one process, which remembers the lines that each of them ran. Then each mutant
lives in a fork of that process: its code is put into the loaded module, and only tests that ran the changed line are
run, the shortest first, until one fails. A mutant with which a test takes three times its processor time and two
seconds is killed too, and counted apart. What was found is kept in `--state`, line by line; a later run tries only what
it does not hold, or held for another source. `--again` tries those that lived once more, after a test was written.

`--within 1` asks only tests of a second at most, to find first what most needs a test; `--again` then asks the others.

Hypothesis draws the same examples each time, and shrinks nothing.
"""

import argparse
import ast
import hashlib
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.machinery import PathFinder, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from benchmarks.grafting import functions, graft
from benchmarks.mutating import Mutant, mutants_of

SOURCE = Path(__file__).parents[1] / "src"
ENGINE, SEAL = "groundswell.engines.disclosure", "groundswell.kit.seal"
# What is mutated, and whose tests have to notice.
TARGETS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "disclosure": (
        tuple(
            f"{ENGINE}.{name}"
            for name in (
                "counting",
                "opening",
                "public",
                "memory",
                "rounding",
                "rowspace",
                "search",
                "figures",
                "audit",
                "choosing",
                "gate",
                "simulation",
            )
        ),
        ("src/groundswell/engines/disclosure/tests",),
    ),
    "seal": (
        tuple(
            f"{SEAL}.{name}"
            for name in (
                "ballots",
                "boxes",
                "codes",
                "derive",
                "files",
                "locks",
                "padding",
                "passphrase",
                "receipts",
                "texts",
                "throttle",
                "tokens",
            )
        ),
        ("src/groundswell/kit/seal/tests",),
    ),
    # Of the tests with a database, those about who may do what: the rest meets a policy by the way, and takes minutes.
    "people": (
        ("groundswell.people.policy",),
        tuple(f"src/groundswell/people/tests/test_{name}.py" for name in ("policy", "roles", "audiences")),
    ),
    "register": (
        ("groundswell.register.policy",),
        tuple(
            f"src/groundswell/register/tests/test_{name}.py" for name in ("policy", "readers", "kept_from_advocates")
        ),
    ),
}
TOOL = 4
TIMES, SPARE_SECONDS, WALL_SECONDS = 3, 2, 60
FRESH_SECONDS = 900
KILLED, TIMED_OUT, LIVED, UNTOUCHED = "killed", "killed by time", "lived", "could not be put in place"
PASSED = "passed the short tests"
OPEN = {LIVED, UNTOUCHED, PASSED}


def source_of(module: str) -> Path:
    """Return a module's file."""
    return (SOURCE / module.replace(".", "/")).with_suffix(".py")


def compiled(mutant: Mutant) -> CodeType:
    """Return a mutant's code, with the lines of the source."""
    return compile(mutant.tree, str(source_of(mutant.module)), "exec", dont_inherit=True)


class Findings:
    """What became of each mutant, in a file that grows line by line."""

    def __init__(self, file: Path | None) -> None:
        """Read what is there."""
        self.file, self.of = file, {}
        if file and file.exists():
            rows = (json.loads(line) for line in file.read_text().splitlines())
            self.of = {(row["mutant"], row["source"]): row["outcome"] for row in rows}

    def note(self, mutant: str, source: str, outcome: str) -> None:
        """Keep an outcome."""
        self.of[mutant, source] = outcome
        if self.file:
            with self.file.open("a") as out:
                out.write(json.dumps({"mutant": mutant, "source": source, "outcome": outcome}) + "\n")


class Hunt:
    """A plugin of pytest: collects, runs everything once, then tries mutants instead of running tests."""

    def __init__(
        self, modules: Iterable[str], tests: tuple[str, ...], found: Findings, *, again: bool, within: float
    ) -> None:
        """Name what is hunted."""
        self.modules, self.tests, self.found, self.again = list(modules), tests, found, again
        self.within = within
        self.lines: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self.took: dict[str, float] = {}
        self.items: dict[str, pytest.Item] = {}
        self.running = ""
        self.files = {str(source_of(module)): module for module in self.modules}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Let Hypothesis draw the same examples each time; the house's own profile has been loaded by now."""
        steady()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every test once, then hunt."""
        self.items = {item.nodeid: item for item in session.items}
        self._watch()
        for item, following in in_order(session.items):
            self._measured(item, following)
        sys.monitoring.free_tool_id(TOOL)
        self._control()
        for module in self.modules:
            self._hunt(module)
        return True

    def _control(self) -> None:
        """Run everything in a fork without a mutant: were a fork itself noticed, every mutant would seem killed."""
        asked = [item for name, item in self.items.items() if self.took[name] <= self.within]
        tests = sorted(asked, key=lambda item: (self.took[item.nodeid], item.nodeid))
        module = self.modules[0]
        unchanged = compile(source_of(module).read_text(), str(source_of(module)), "exec", dont_inherit=True)
        if (outcome := self._in_a_fork(module, unchanged, tests, control=True)) != LIVED:
            raise pytest.UsageError(f"No mutant at all is {outcome}.")

    def _watch(self) -> None:
        """Remember which lines of the modules each test runs."""
        sys.monitoring.use_tool_id(TOOL, "mutants")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, self._ran)
        for module in self.modules:
            for code in codes_of(import_module(module)):
                sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.LINE)

    def _ran(self, code: CodeType, line: int) -> object:
        module = self.files.get(code.co_filename)
        if module:
            self.lines[module, line].add(self.running)
        return sys.monitoring.DISABLE

    def _measured(self, item: pytest.Item, following: pytest.Item) -> None:
        self.running = item.nodeid
        sys.monitoring.restart_events()
        began = time.process_time()
        if failed := failures(item, following):
            raise pytest.UsageError(f"{item.nodeid} fails without any mutant:\n{failed}")
        self.took[item.nodeid] = time.process_time() - began

    def _hunt(self, module: str) -> None:
        text = source_of(module).read_text()
        source = hashlib.sha256(text.encode()).hexdigest()[:16]
        whole = functions_of(text)
        began, done = time.monotonic(), Counter()
        for mutant in mutants_of(module, text):
            before = self.found.of.get((mutant.name, source))
            if before is None or (self.again and before in OPEN):
                before = self._tried(mutant, whole)
                self.found.note(mutant.name, source, before)
                if before in OPEN:
                    print(f"  {before}: {mutant.name}", file=sys.stderr, flush=True)
            done[before] += 1
        print(f"{module}: {dict(done)}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)

    def _tried(self, mutant: Mutant, whole: dict[str, range]) -> str:
        code = compiled(mutant)
        tests = self._tests_of(mutant, whole)
        outcome = self._in_a_fork(mutant.module, code, tests)
        # What is run while a module is imported has been run before the fork.
        if outcome == LIVED and self.within < math.inf:
            return PASSED
        if outcome == UNTOUCHED or (outcome == LIVED and not (mutant.function and tests)):
            # A test may notice a module's own lines without running one of them: by what a class prints, say.
            noticing = [item.nodeid for item in tests] if mutant.function else []
            outcome = in_a_fresh_process(mutant.name, noticing or self.tests)
        return outcome

    def _tests_of(self, mutant: Mutant, whole: dict[str, range]) -> list[pytest.Item]:
        """Return the tests that ran the changed lines, else its function, else (a module's own lines) the module."""
        here = self._running(mutant.module, range(mutant.first_line, mutant.last_line + 1))
        if not mutant.function:
            here = {name for (module, _), names in self.lines.items() if module == mutant.module for name in names}
        here = here or self._running(mutant.module, whole.get(mutant.function, range(0)))
        short = [name for name in here if name and self.took[name] <= self.within]
        return [self.items[name] for name in sorted(short, key=lambda name: (self.took[name], name))]

    def _running(self, module: str, lines: range) -> set[str]:
        return set().union(*(self.lines.get((module, line), set()) for line in lines))

    def _in_a_fork(self, module: str, code: CodeType, tests: list[pytest.Item], *, control: bool = False) -> str:
        if not tests:
            return LIVED
        close_connections(tests)
        limits = [TIMES * self.took[item.nodeid] + SPARE_SECONDS for item in tests]
        child = os.fork()
        if not child:
            live(module, code, tests, limits, control=control)
        return ended(child)


def codes_of(module: ModuleType) -> Iterator[CodeType]:
    """Yield the code of every function of a module, and of what is inside."""

    def inside(code: CodeType) -> Iterator[CodeType]:
        yield code
        for each in code.co_consts:
            if isinstance(each, CodeType):
                yield from inside(each)

    for value in vars(module).values():
        found = vars(value).values() if isinstance(value, type) and value.__module__ == module.__name__ else [value]
        for each in found:
            for function in functions(each):
                if function.__module__ == module.__name__:
                    yield from inside(function.__code__)


def steady() -> None:
    """Make Hypothesis repeat itself, and stop at the first failure."""
    from hypothesis import Phase, settings  # noqa: PLC0415 - after its plugin

    settings.register_profile(
        "mutants", deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutants")


def functions_of(text: str) -> dict[str, range]:
    """Return the lines of each outermost function."""
    found: dict[str, range] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            found[node.name] = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return found


def in_order(tests: list[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item]]:
    """Yield each test with the one after it, so that pytest takes down what the next one does not share."""
    return zip(tests, [*tests[1:], tests[0]], strict=True)


def failures(item: pytest.Item, following: pytest.Item) -> str:
    """Run a test, and return what failed; "" when nothing did."""
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - pytest's own loop does no more

    item._initrequest()  # type: ignore[attr-defined]  # noqa: SLF001 - a test that runs again needs its fixtures anew
    reports = runtestprotocol(item, log=False, nextitem=following)
    return "\n".join(report.longreprtext for report in reports if report.failed)


def close_connections(tests: list[pytest.Item]) -> None:
    """Close databases before a fork: a connection of SQLite must not be shared."""
    if any(item.get_closest_marker("django_db") for item in tests):
        from django.db import connections  # noqa: PLC0415 - only where there are some

        for each in connections.all(initialized_only=True):
            if each.connection is not None:
                each.connection.close()
                each.connection = None


def live(module: str, code: CodeType, tests: list[pytest.Item], limits: list[float], *, control: bool) -> None:
    """Live as a mutant, in the fork: 0 when no test noticed, 1 when one did, 3 when nothing could be put in place."""
    status = 1
    try:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        if control:
            print("".join(noticed_by(tests, limits)), file=sys.stderr)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if not graft(import_module(module), code) and not control:
            status = 3
        elif not any(noticed_by(tests, limits)):
            status = 0
    finally:
        os._exit(status)


def noticed_by(tests: list[pytest.Item], limits: list[float]) -> Iterator[str]:
    """Run the tests, each with its own limit of processor time, and yield what failed."""
    for (item, following), limit in zip(in_order(tests), limits, strict=True):
        signal.setitimer(signal.ITIMER_PROF, limit)
        yield failures(item, following)


def ended(child: int) -> str:
    """Wait for a mutant, and say what became of it. One that does nothing for a while waits for what never comes."""
    worked, until = "", time.monotonic() + WALL_SECONDS
    while time.monotonic() < until:
        if (now := work_of(child)) != worked:
            worked, until = now, time.monotonic() + WALL_SECONDS
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if os.WIFSIGNALED(status):
                return TIMED_OUT
            return {0: LIVED, 3: UNTOUCHED}.get(os.waitstatus_to_exitcode(status), KILLED)
        time.sleep(0.03)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return TIMED_OUT


def work_of(child: int) -> str:
    """Return the processor time of a process, as Linux writes it; elsewhere nothing."""
    file = Path(f"/proc/{child}/stat")
    return " ".join(file.read_text().rpartition(")")[2].split()[11:13]) if file.exists() else ""


def in_a_fresh_process(name: str, tests: Iterable[str]) -> str:
    """Try a mutant of a module's own lines: it has to be there before anything is imported."""
    call = [sys.executable, "-m", "benchmarks.mutants", "--fresh", name, *tests]
    try:
        ran = subprocess.run(call, check=False, capture_output=True, timeout=FRESH_SECONDS)
    except subprocess.TimeoutExpired:
        return TIMED_OUT
    return LIVED if ran.returncode == 0 else KILLED


class Loader(SourceFileLoader):
    """Loads the mutant instead of the module."""

    def __init__(self, mutant: CodeType, module: str, path: str) -> None:
        """Keep its code."""
        super().__init__(module, path)
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        """Return the mutant's."""
        del fullname
        return self.mutant


class Finder(PathFinder):
    """Finds the mutant in place of its module."""

    mutant: tuple[str, CodeType]

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):  # noqa: ANN001, ANN206 - importlib's own shape
        """Return the mutant's loader for its name."""
        del path, target
        module, code = cls.mutant
        if fullname != module:
            return None
        file = str(source_of(module))
        return spec_from_loader(fullname, Loader(code, fullname, file), origin=file)


class Steady:
    """A plugin of pytest: the same examples in a fresh process too."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """As in `Hunt`."""
        steady()


def fresh(name: str, tests: list[str]) -> int:
    """Run the tests with one mutant in place from the beginning."""
    module = name.partition(":")[0]
    for mutant in mutants_of(module, source_of(module).read_text()):
        if mutant.name == name:
            Finder.mutant = (module, compiled(mutant))
            sys.meta_path.insert(0, Finder)  # type: ignore[arg-type]
            break
    return int(pytest.main([*QUIETLY, "-x", *tests], plugins=[Steady()]))


QUIETLY = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow", "--no-header"]


def table(found: Findings, targets: Iterable[str]) -> Iterator[dict[str, object]]:
    """Yield a row for each module: how many mutants, and what became of them."""
    for target in targets:
        for module in TARGETS[target][0]:
            text = source_of(module).read_text()
            source = hashlib.sha256(text.encode()).hexdigest()[:16]
            names = [mutant.name for mutant in mutants_of(module, text)]
            ends = Counter(found.of[name, source] for name in names if (name, source) in found.of)
            lived = sorted(name for name in names if found.of.get((name, source)) in OPEN)
            tried = sum(ends.values())
            yield {"module": module, "mutants": len(names), "tried": tried, **ends, "living": lived}


def main() -> None:
    """Hunt, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", default=list(TARGETS))
    parser.add_argument("--module", default="", help="only modules whose name ends so, or so,or,so")
    parser.add_argument("--state", type=Path)
    parser.add_argument("--again", action="store_true", help="try those that lived once more")
    parser.add_argument("--within", type=float, default=math.inf, help="ask only tests of at most so many seconds")
    parser.add_argument("--only", default="", help="pytest's -k: which tests are collected at all")
    parser.add_argument("--table", action="store_true", help="only print what --state holds")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fresh", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.fresh:
        sys.exit(fresh(arguments.fresh, arguments.targets))
    found = Findings(arguments.state)
    for target in [] if arguments.table else arguments.targets:
        modules, tests = TARGETS[target]
        modules = tuple(each for each in modules if each.endswith(tuple(arguments.module.split(","))))
        only = ["-k", arguments.only] if arguments.only else []
        hunt = Hunt(modules, tests, found, again=arguments.again, within=arguments.within)
        pytest.main([*QUIETLY, *only, *tests], plugins=[hunt])
    rows = list(table(found, arguments.targets))
    if arguments.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(f"{row['module']}: " + ", ".join(f"{key} {value}" for key, value in row.items() if key != "module"))


if __name__ == "__main__":
    main()
