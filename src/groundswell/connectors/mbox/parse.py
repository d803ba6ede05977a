"""Mailing lists as mbox files: the whole archive is looked through once for its threads, then read."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering
from groundswell.connectors.mbox.mails import Head, ends_well, head_of, words_of
from groundswell.connectors.mbox.reading import Raw, mails
from groundswell.connectors.mbox.threads import LONG_AGO, Threads
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

_UNKNOWN = "unknown"


@dataclass
class _Heads:
    """The heads of a file, in its order, and where each mail ends: they are taken apart once."""

    ends: array[int] = field(default_factory=lambda: array("q"))
    heads: list[Head | None] = field(default_factory=list)

    def at(self, number: int, raw: Raw) -> Head | None:
        """Return the head of the mail of this number; of a file that was changed meanwhile it is taken apart anew."""
        if number == len(self.heads):
            self.ends.append(raw.end)
            self.heads.append(head_of(raw.content))
        return self.heads[number] if self.ends[number] == raw.end else head_of(raw.content)


@dataclass
class _Writers:
    """Who wrote the mails of a batch, each once, as their latest mail says it."""

    _latest: dict[str, tuple[datetime, Head]] = field(default_factory=dict)

    def note(self, head: Head, at: datetime) -> None:
        """Note who wrote a mail."""
        who = head.sender or _UNKNOWN
        before = self._latest.get(who)
        if before is None or at >= before[0]:
            self._latest[who] = (at, head)

    def taken(self) -> list[Author]:
        """Return them all, and begin anew."""
        found = [
            Author(key=who, name=head.name or head.sender, address=head.sender, bot=head.is_machine, as_of=at)
            for who, (at, head) in self._latest.items()
        ]
        self._latest.clear()
        return found


@dataclass
class Files:
    """Reads an archive. `address` is not used: a mail has no page of its own."""

    archive: Archive
    address: str = ""
    _threads: Threads = field(default_factory=Threads)
    _heads: dict[str, _Heads] = field(default_factory=lambda: defaultdict(_Heads))

    def read(self, since: str) -> Iterator[Batch]:
        """Yield mails, in the order of the files and of what is in them, after the place that `since` names."""
        self._look_through()
        name, _tab, place = since.partition("\t")
        gathered, writers = Gathering(), _Writers()
        for entry in self.archive.entries:
            if entry.name < name:
                continue
            start = int(place) if entry.name == name and place else 0
            latest = LONG_AGO
            for raw, head in self._mails(entry):
                latest = head.at or latest
                if raw.end > start and not self._is_cut(entry, raw, head):
                    writers.note(head, latest)
                    gathered.add(*self._records(raw, head, latest))
                if gathered.is_full:
                    gathered.add(*writers.taken())
                    yield gathered.batch(f"{entry.name}\t{raw.end}")
        gathered.add(*writers.taken())
        yield gathered.batch("")

    def _look_through(self) -> None:
        self._threads = Threads()
        self._heads.clear()
        faults = list(self.archive.faults)
        for entry in self.archive.entries:
            latest = LONG_AGO
            for _raw, head in self._mails(entry):
                latest = head.at or latest
                self._threads.note(head, latest)
        self._threads.close()
        # What is wrong is said when the mails are read.
        self.archive.faults, self.archive.read = faults, 0

    def _mails(self, entry: Entry) -> Iterator[tuple[Raw, Head]]:
        with self.archive.noting(entry), self.archive.open(entry) as file:
            known = self._heads[entry.name]
            for number, raw in enumerate(mails(file, self.archive, entry.name)):
                head = known.at(number, raw)
                if head is None:
                    self._note_cut(entry)
                else:
                    yield raw, head

    def _is_cut(self, entry: Entry, raw: Raw, head: Head) -> bool:
        """Tell whether the last mail of a file breaks off: then it is left out, and comes with the whole file."""
        if raw.is_whole and (raw.content.endswith(b"\n\n") or ends_well(raw.content, head) or len(raw.content) > 2**22):
            return False
        self._note_cut(entry)
        return True

    def _note_cut(self, entry: Entry) -> None:
        why = _("%(name)s: the last mail is cut off and was left out; all mails before it were read.")
        self.archive.faults.append(why % {"name": entry.name})

    def _records(self, raw: Raw, head: Head, at: datetime) -> Iterator[Item | Message]:
        root = self._threads.root_of(head.key)
        who = head.sender or _UNKNOWN
        if self._threads.opens(head.key):
            yield Item(
                key=root,
                kind=ItemKind.THREAD,
                title=head.bare_subject or _("(no subject)"),
                address="",
                opened_at=at,
                author=who,
                as_of=at if root == head.key else None,
            )
        yield Message(
            key=head.key,
            item=root,
            author=who,
            written_at=at,
            text=words_of(raw.content, head),
            reply_to=head.before[-1] if head.before else "",
            is_by_reply=not self._threads.is_begun(root),
            kind=Kind.NOTICE if head.is_automatic else Kind.OPENING if head.key == root else Kind.REPLY,
        )
