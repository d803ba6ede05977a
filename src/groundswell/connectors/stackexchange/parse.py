"""Archives of Stack Exchange: the files of a data dump (Posts.xml, Comments.xml, Users.xml), and pages of its API."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from typing import IO

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering
from groundswell.connectors.located import Unreadable
from groundswell.connectors.prose import prose_of
from groundswell.connectors.reading import moment, rows
from groundswell.connectors.stackexchange.api import from_posts
from groundswell.questions.records import Author, Batch, Item, ItemKind, Kind, Message

type Row = dict[str, str]

_QUESTION, _ANSWER = "1", "2"
_FIELD = re.compile(r'(\w+)="([^"]*)"')
_TAG = re.compile(r"[^<>|]+")
# A post has at most 30,000 characters. A line of many gigabytes packs into a small ZIP, and is read in such pieces.
LONGEST_LINE = 4 * 2**20
# In this order: a comment says under which post it stands, and only the posts say which question that is.
_DUMP = ("posts.xml", "comments.xml", "users.xml")


@dataclass
class Files:
    """Reads an archive. `address` is the site (https://stackoverflow.com), for the way back."""

    archive: Archive
    address: str = ""
    _questions: dict[str, str] = field(default_factory=dict)
    _writers: set[str] = field(default_factory=set)

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what the files hold; the lines before the one that `since` names are read, and not yielded."""
        rank, _tab, line = since.partition("\t")
        done = (int(rank or -1), int(line or 0))
        gathered = Gathering()
        for place, entry in enumerate(self._in_order()):
            for number, records in self._read(entry):
                if (place, number) > done:
                    gathered.add(*records)
                if gathered.is_full:
                    yield gathered.batch(f"{place}\t{number}")
        yield gathered.batch("")

    def _in_order(self) -> list[Entry]:
        dump = [entry for entry in map(self._named, _DUMP) if entry]
        return [*dump, *self.archive.ending(".json")]

    def _named(self, name: str) -> Entry | None:
        return next((each for each in self.archive.entries if each.name.lower().rpartition("/")[2] == name), None)

    def _read(self, entry: Entry) -> Iterator[tuple[int, list[Author | Item | Message]]]:
        with self.archive.noting(entry):
            if entry.name.lower().endswith(".json"):
                yield 1, self._page(self.archive.value(entry))
                return
            named = entry.name.lower().rpartition("/")[2]
            make = {"posts.xml": self._post, "comments.xml": self._comment, "users.xml": self._user}[named]
            with self.archive.open(entry) as file:
                for number, row in _rows(file, self.archive):
                    yield number, list(make(row))

    def _page(self, found: object) -> list[Author | Item | Message]:
        if not isinstance(found, dict) or not isinstance(found.get("items"), list):
            raise Unreadable(_("This is JSON, but no page of Stack Exchange's API: it has no items."))
        posts = rows(found, "items")
        questions = [row for row in posts if "question_id" in row and "answer_id" not in row]
        answers = [row for row in posts if "answer_id" in row]
        answers += [each for row in questions for each in rows(row, "answers")]
        comments = [each for row in [*questions, *answers] for each in rows(row, "comments")]
        batch = from_posts(questions, answers, comments)
        return [*batch.authors, *batch.items, *batch.messages]

    def _post(self, row: Row) -> Iterator[Author | Item | Message]:
        kind, number, written = row.get("PostTypeId"), row.get("Id", ""), moment(row.get("CreationDate"))
        if kind not in {_QUESTION, _ANSWER} or written is None:
            return
        question = number if kind == _QUESTION else row.get("ParentId", "")
        self._questions[number] = question
        accepted = row.get("AcceptedAnswerId")
        yield from _gone_writer(row, "OwnerUserId", "OwnerDisplayName")
        if kind == _QUESTION:
            yield self._item(row, number, written, accepted)
        yield Message(
            key=f"{'q' if kind == _QUESTION else 'a'}{number}",
            item=f"q{question}",
            author=self._writer(row, "OwnerUserId", "OwnerDisplayName"),
            written_at=written,
            text=prose_of(row.get("Body", "")),
            edited_at=moment(row.get("LastEditDate")),
            kind=Kind.OPENING if kind == _QUESTION else Kind.REPLY,
        )

    def _item(self, row: Row, number: str, written: datetime, accepted: str | None) -> Item:
        last = moment(row.get("LastActivityDate"))
        return Item(
            key=f"q{number}",
            kind=ItemKind.QUESTION,
            title=row.get("Title", ""),
            address=f"{self.address.rstrip('/')}/q/{number}" if self.address else "",
            opened_at=written,
            author=self._writer(row, "OwnerUserId", "OwnerDisplayName"),
            labels=tuple(_TAG.findall(row.get("Tags", ""))),
            closed_at=moment(row.get("ClosedDate")),
            # When an answer was accepted is not said; nothing was done after the last activity.
            resolved_at=(last or written) if accepted else None,
            answered_by=f"a{accepted}" if accepted else "",
            as_of=last,
        )

    def _comment(self, row: Row) -> Iterator[Author | Message]:
        post, written = row.get("PostId", ""), moment(row.get("CreationDate"))
        question = self._questions.get(post)
        if question is None or written is None:
            self.archive.left_out[_("comments on posts that are not here")] += 1
            return
        yield from _gone_writer(row, "UserId", "UserDisplayName")
        yield Message(
            key=f"c{row.get('Id')}",
            item=f"q{question}",
            author=self._writer(row, "UserId", "UserDisplayName"),
            written_at=written,
            text=row.get("Text", ""),
            reply_to=f"{'q' if post == question else 'a'}{post}",
        )

    def _user(self, row: Row) -> Iterator[Author]:
        """Yield somebody who wrote; a dump names everybody who ever came."""
        number = row.get("Id", "")
        if number in self._writers:
            name = row.get("DisplayName", "")
            yield Author(key=number, name=name, handle=name, bot=number == "-1")

    def _writer(self, row: Row, number: str, name: str) -> str:
        """Return by what a writer is known; who left has a name and no number."""
        known = row.get(number, "")
        self._writers.add(known)
        return known or f"name {row.get(name, '')}"


def _gone_writer(row: Row, number: str, name: str) -> Iterator[Author]:
    """Yield somebody who left: no file of writers names them, only what they wrote."""
    if not row.get(number) and row.get(name):
        yield Author(key=f"name {row[name]}", name=row[name], handle=row[name])


def _rows(file: IO[bytes], archive: Archive) -> Iterator[tuple[int, Row]]:
    """Yield the lines of a file of a dump, which are elements by themselves. Raises Unreadable at a cut."""
    line = ""
    for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
        archive.read += len(raw)
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
        if number == 1 and not line.startswith("<?xml") and not line.startswith("<row") and "<posts" not in line:
            raise Unreadable(_("This is no file of a data dump: it does not begin like one."))
        if line.startswith("<row") and line.endswith("/>"):
            yield number, {name: unescape(value) for name, value in _FIELD.findall(line)}
    if not line.startswith("</"):
        raise Unreadable(_("This file is cut off: all that stands whole before it was read. Download it once more."))
