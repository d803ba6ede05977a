"""Reads the notes of a page of issues in bites, so that no batch is without end: an issue may have thousands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from groundswell.connectors.gitlab.client import A_PAGE
from groundswell.connectors.reading import Row, word

# How many pages of notes one batch holds, at most: with a hundred notes each, and some twenty questions a batch.
PAGES_A_BATCH = 20
_MOST_DIGITS = 6

type Ask = Callable[[str, int], list[Row]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the next batch goes on within a page of issues: at which issue, and at which page of its notes."""

    issue: str = ""
    updated: str = ""
    page: int = 1

    @classmethod
    def of(cls, told: Row) -> Self:
        """Read what a cursor holds; what cannot be read begins at the issue's first note, which doubles nothing."""
        page = word(told, "page")
        is_number = page.isascii() and page.isdecimal() and len(page) <= _MOST_DIGITS
        return cls(word(told, "issue"), word(told, "updated"), max(int(page), 1) if is_number else 1)

    def told(self) -> Mapping[str, object]:
        """Return it as a cursor holds it."""
        return {"issue": self.issue, "updated": self.updated, "page": self.page}

    def still(self, issues: list[Row]) -> list[Row]:
        """Return the issues that are still to be read.

        Those that changed before the marked one were read. Where that changed meanwhile, it comes again later, and
        what changed at its moment is read once more: better twice than never.
        """
        left = [row for row in issues if word(row, "updated_at") >= self.updated]
        return next((left[place:] for place, row in enumerate(left) if self.is_at(row)), left)

    def is_at(self, issue: Row) -> bool:
        """Tell whether this is the marked issue, unchanged since."""
        return (word(issue, "iid"), word(issue, "updated_at")) == (self.issue, self.updated)


def bites(issues: list[Row], mark: Mark, ask: Ask) -> Iterator[tuple[list[tuple[Row, list[Row]]], Mark | None]]:
    """Yield issues with as many notes as a batch holds, and where the next goes on; None: this page is done.

    `ask` returns a page of the notes of an issue.
    """
    held: list[tuple[Row, list[Row]]] = []
    asked = 0
    for issue in mark.still(issues):
        number, page, before = word(issue, "iid"), mark.page if mark.is_at(issue) else 1, list[Row]()
        notes = list[Row]()
        held.append((issue, notes))
        while page and issue.get("user_notes_count") != 0:
            if asked == PAGES_A_BATCH:
                yield held, Mark(number, word(issue, "updated_at"), page)
                notes, asked = [], 0
                held = [(issue, notes)]
            found, asked = ask(number, page), asked + 1
            # A service that shows the same page again and again has no other.
            is_new = found != before
            notes += found if is_new else []
            page, before = page + 1 if is_new and len(found) == A_PAGE else 0, found
    yield held, None
