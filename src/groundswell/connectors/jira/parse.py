"""What Jira's interface answered, kept in files: pages of a search, or issues, with the comments in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from groundswell.connectors.jira.api import from_issues
from groundswell.connectors.jira.client import comments_of
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.valued import Valued
from groundswell.questions.records import Batch

_DEEPEST = 40
# What ends a line in a document of version 3 of the interface.
_LINES = frozenset({"paragraph", "heading", "codeBlock", "listItem", "tableRow", "hardBreak", "blockquote", "rule"})


@dataclass
class Files(Valued):
    """Reads such files. `address` is Jira, where the issues do not say it themselves."""

    name = "Jira"

    def batches(self, row: Row) -> Iterator[Batch]:
        """Yield what one value says: a page of issues, or one."""
        listed = rows(row, "issues") or ([row] if "key" in row and "fields" in row else [])
        if not listed:
            self.leave_out(_("values that are no issue"))
        for issue in listed:
            comments, are_all = comments_of(issue)
            if not are_all:
                self.leave_out(_("issues of which the file holds only the first comments"))
            said = [comment | {"body": plain(comment.get("body"))} for comment in comments]
            fields = inner(issue, "fields")
            whole = issue | {"fields": fields | {"description": plain(fields.get("description"))}}
            yield from_issues([(whole, said)], self.address or word(issue, "self").partition("/rest/")[0])


def plain(found: Any) -> object:  # noqa: ANN401 - text, or a document of Atlassian's own form
    """Return the text of a document (ADF) as plain text; text stays as it is."""
    return "".join(_words(found, 0)).strip() if isinstance(found, dict) else found


def _words(node: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - as above
    if not isinstance(node, dict) or depth > _DEEPEST:
        return
    about = inner(node, "attrs")
    yield str(node.get("text") or about.get("text") or about.get("url") or "")
    inside = node.get("content")
    for each in inside if isinstance(inside, list) else []:
        yield from _words(each, depth + 1)
    if node.get("type") in _LINES:
        yield "\n"
