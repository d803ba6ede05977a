"""What a run of the import found, changed, and left alone."""

from dataclasses import dataclass, field
from hashlib import blake2b


@dataclass(frozen=True)
class Problem:
    """Something wrong on a line (counted as a text editor counts), in a column ("" for the whole line)."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Change:
    """One thing that the file changes."""

    line: int
    who: str
    sentence: str


@dataclass(frozen=True)
class Note:
    """Something that was left alone on purpose."""

    line: int
    sentence: str


@dataclass
class Report:
    """The result of a run. `is_kept` tells whether the changes stand."""

    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_kept: bool = False

    @property
    def fingerprint(self) -> str:
        """A short code of what would change: what was previewed is what is done."""
        lines = "\n".join(f"{change.line} {change.who} {change.sentence}" for change in self.changes)
        return blake2b(lines.encode(), digest_size=16).hexdigest()
