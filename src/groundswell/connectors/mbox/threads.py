"""What answers what, of all mails of an archive. Kept in memory: with its head less than a kilobyte for each mail."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from groundswell.connectors.mbox.mails import Head

# A "Re:" of an old subject answers nothing that long ago.
_LIVELY = timedelta(days=60)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Threads:
    """By id: what each mail answers, and when it was written."""

    _before: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _at: dict[str, datetime] = field(default_factory=dict)
    _begun: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    _strays: list[tuple[datetime, str, str]] = field(default_factory=list)
    _roots: dict[str, str] = field(default_factory=dict)
    _openers: dict[str, str] = field(default_factory=dict)
    # What says that it answers something, and nobody knows what.
    _unplaced: set[str] = field(default_factory=set)

    def note(self, head: Head, at: datetime) -> None:
        """Note a mail; a second one of the same id is the same mail."""
        if head.key in self._at:
            return
        self._at[head.key] = at
        if head.before:
            self._before[head.key] = head.before
        elif head.is_reply:
            self._strays.append((at, head.key, head.bare_subject.casefold()))
        else:
            self._begun[head.bare_subject.casefold()].append((at, head.key))

    def close(self) -> None:
        """Say of every mail to which thread it belongs."""
        for begun in self._begun.values():
            begun.sort()
        for at, key, subject in self._strays:
            begun = self._begun.get(subject, [])
            place = bisect_left(begun, (at, key))
            if place and at - begun[place - 1][0] <= _LIVELY:
                self._before[key] = (begun[place - 1][1],)
            else:
                self._unplaced.add(key)
        self._begun.clear()
        self._strays.clear()
        for key in self._at:
            root = self.root_of(key)
            opener = self._openers.get(root)
            if root == key or opener is None or (opener != root and self._place(key) < self._place(opener)):
                self._openers[root] = key

    def root_of(self, key: str) -> str:
        """Return the id that a mail's thread is known by: its first mail, or the oldest that is named."""
        path: list[str] = []
        while key not in self._roots:
            path.append(key)
            above = self._parent(key)
            if above is None or above in path:
                # The first mail; or a ring, which is known by the first of its ids.
                self._roots[key] = key if above is None else min(path[path.index(above) :])
                break
            key = above
        root = self._roots[key]
        for each in path:
            self._roots[each] = root
        return root

    def opens(self, key: str) -> bool:
        """Tell whether a mail is the first of its thread that is here."""
        return self._openers.get(self.root_of(key)) == key

    def is_begun(self, root: str) -> bool:
        """Tell whether a thread is here from its first mail on, so that nobody knows more of it."""
        return root in self._at and root not in self._before and root not in self._unplaced

    def is_here(self, key: str) -> bool:
        """Tell whether a mail is in the archive."""
        return key in self._at

    def at(self, key: str) -> datetime:
        """Return when a mail was written."""
        return self._at[key]

    def _place(self, key: str) -> tuple[datetime, str]:
        return self._at[key], key

    def _parent(self, key: str) -> str | None:
        """Return the nearest mail above that is here; else the oldest that is named, which others may name too."""
        before = self._before.get(key, ())
        if not before:
            return None
        return next((each for each in reversed(before) if each in self._at), before[0])
