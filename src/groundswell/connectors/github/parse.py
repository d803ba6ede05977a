"""Archives of GitHub: issues, comments and discussions as its APIs list them, and the events that GH Archive keeps.

Each file is a JSON value, a list, or one value a line, packed by gzip or not; what Perceval wrote is read too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.connectors.github.api import from_comments, from_discussions, from_issues
from groundswell.connectors.reading import Row, inner, moment, rows, word
from groundswell.connectors.valued import Valued
from groundswell.questions.records import Batch, Gone

_REPOSITORY = re.compile(r"github\.[^/]+/(?:repos/)?([^/]+/[^/#]+?)(?:/(?:issues|discussions|pull)\b|$)")


@dataclass
class Files(Valued):
    """Reads an archive. `address` is the repository, where the file itself does not say which it is of."""

    name = "GitHub"

    def batches(self, row: Row) -> Iterator[Batch]:
        """Yield what one value says: an event, an issue with its comments, a comment, or a page of discussions."""
        listed = rows(row, "data", "repository", "discussions", "nodes") or ([row] if "answerChosenAt" in row else [])
        if "payload" in row:
            yield from self._event(row)
        elif listed:
            yield from_discussions(listed, self._repository(word(listed[0], "url")))
        elif "data" in row and "backend_name" in row:
            yield from self.batches(inner(row, "data"))
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
