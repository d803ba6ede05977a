"""Archives of GitHub: issues, comments and discussions as its APIs list them, and the events that GH Archive keeps.

Each file is a JSON value, a list, or one value a line, packed by gzip or not; what Perceval wrote is read too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from groundswell.connectors.archives import Archive, Entry, Gathering, values
from groundswell.connectors.github.api import from_comments, from_discussions, from_issues
from groundswell.connectors.located import Unreadable
from groundswell.connectors.reading import Row, inner, moment, rows, word
from groundswell.questions.records import Batch, Gone

_REPOSITORY = re.compile(r"github\.[^/]+/(?:repos/)?([^/]+/[^/#]+?)(?:/(?:issues|discussions|pull)\b|$)")
_ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")


@dataclass
class Files:
    """Reads an archive. `address` is the repository, where the file itself does not say which it is of."""

    archive: Archive
    address: str = ""

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what the files hold, after the value that `since` names."""
        name, _tab, place = since.partition("\t")
        gathered = Gathering()
        for entry in self.archive.ending(*_ENDINGS):
            if entry.name < name:
                continue
            done = int(place) if entry.name == name and place else 0
            for number, row in self._values(entry):
                if number <= done:
                    continue
                for batch in self._batches(row):
                    gathered.add(*batch.authors, *batch.items, *batch.messages, *batch.gone)
                if gathered.is_full:
                    yield gathered.batch(f"{entry.name}\t{number}")
        yield gathered.batch("")

    def _values(self, entry: Entry) -> Iterator[tuple[int, Row]]:
        with self.archive.noting(entry), self.archive.open(entry) as file:
            listed = (value if isinstance(value, list) else [value] for value in values(file, self.archive))
            for number, row in enumerate(chain.from_iterable(listed), start=1):
                if not isinstance(row, dict):
                    raise Unreadable(_("This is JSON, but nothing that GitHub wrote."))
                yield number, row

    def _batches(self, row: Row) -> Iterator[Batch]:
        """Yield what one value says: an event, an issue with its comments, a comment, or a page of discussions."""
        listed = rows(row, "data", "repository", "discussions", "nodes") or ([row] if "answerChosenAt" in row else [])
        if "payload" in row:
            yield from self._event(row)
        elif listed:
            yield from_discussions(listed, self._repository(word(listed[0], "url")))
        elif "data" in row and "backend_name" in row:
            yield from self._batches(inner(row, "data"))
        elif "pull_request" in row:
            self.archive.left_out[_("pull requests")] += 1
        elif "number" in row and "title" in row and not row.get("created_at"):
            self.archive.left_out[_("issues without created_at (“gh --json” writes other names: use “gh api”)")] += 1
        elif "number" in row and "title" in row:
            yield from_issues([row], self._repository(word(row, "html_url", "url")))
            for name in ("comments_data", "comments"):
                yield from_comments(rows(row, name), self._repository(word(row, "html_url", "url")))
        elif "/issues/" in word(row, "html_url"):
            yield from_comments([row], self._repository(word(row, "html_url")))
        else:
            self.archive.left_out[_("values that are no issue, comment or discussion")] += 1

    def _event(self, row: Row) -> Iterator[Batch]:
        repository, payload = word(inner(row, "repo"), "name"), inner(row, "payload")
        issue, comment = inner(payload, "issue"), inner(payload, "comment")
        if not issue or "pull_request" in issue:
            self.archive.left_out[_("events of other things than issues")] += 1
            return
        yield from_issues([issue], repository)
        if comment and word(payload, "action") == "deleted":
            key = f"issuecomment-{word(comment, 'id')}"
            yield Batch(gone=(Gone(key=key, of="message", at=moment(row.get("created_at"))),))
        elif comment:
            yield from_comments([comment], repository)

    def _repository(self, address: str) -> str:
        found = _REPOSITORY.search(address) or _REPOSITORY.search(self.address)
        return found[1] if found else self.address
