"""What a reader of files hands over: hours with the name of whose they are, and lines that are wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from groundswell.hours.rules.axes import Activity, Kind, Stream
from groundswell.kit.tables import Note, Problem


@dataclass(frozen=True, slots=True)
class Arriving:
    """An hour as it stands in a file, or in a tracker. None where a default counts.

    `who` is a name, an address or a handle, and `also` what else the same person is called. `worklog` is what a tracker
    that is read live calls it; `key` then is empty. `is_sum`: all that was spent on an issue, of whomever.
    """

    line: int
    column: str
    key: str
    who: str
    day: date
    minutes: int
    reference: str = ""
    words: str = ""
    stream: Stream | None = None
    kind: Kind | None = None
    activity: Activity = Activity.WORK
    funding: str = ""
    role: str = ""
    is_ahead: bool = False
    also: tuple[str, ...] = ()
    worklog: str = ""
    is_sum: bool = False


@dataclass(frozen=True)
class Defaults:
    """What counts where a file does not say it."""

    stream: Stream = Stream.CLIENT
    kind: Kind = Kind.OTHER


@dataclass
class Batch:
    """Everything of a file, or a page of a tracker.

    `superseded`: keys of sums for which single hours came; `gone`: worklogs that the tracker has no more.
    """

    rows: list[Arriving] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    superseded: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    lines: int = 0


class Keys:
    """Names for what has none: a mark of what makes it what it is, counted where several are the same."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, *parts: object) -> str:
        """Return a key that is the same when the file comes again."""
        mark = blake2b("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._seen[mark] = count = self._seen.get(mark, 0) + 1
        return mark if count == 1 else f"{mark} {count}"


def together(problems: Sequence[Problem]) -> list[tuple[Problem, int]]:
    """Return each different problem once, at its first line, and on how many lines it is."""
    found: dict[tuple[str, str], tuple[Problem, int]] = {}
    for problem in problems:
        first, count = found.get((problem.column, problem.sentence), (problem, 0))
        found[problem.column, problem.sentence] = (first, count + 1)
    return sorted(found.values(), key=lambda each: each[0].line)
