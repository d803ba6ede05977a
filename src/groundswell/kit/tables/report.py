"""What a run of the import found, changed, and left alone."""

from dataclasses import dataclass, field
from hashlib import blake2b

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


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
    def would_change(self) -> str:
        """What the lines that can be done change, in a few words."""
        count = len(self.changes)
        return ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}

    @property
    def nothing_changes(self) -> str:
        """Why a run without a change has none: “so already” only where no line is wrong, and none was left alone."""
        if self.problems:
            return _("Nothing changes: only lines that are wrong ask for something.")
        if self.notes:
            return _("Nothing changes: some lines were left alone, and everything else in the file is so already.")
        return _("Nothing changes: everything in the file is so already.")

    @property
    def fingerprint(self) -> str:
        """A short code of what would change: what was previewed is what is done."""
        lines = "\n".join(f"{change.line} {change.who} {change.sentence}" for change in self.changes)
        return blake2b(lines.encode(), digest_size=16).hexdigest()
