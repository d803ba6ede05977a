"""What GitLab's interface answered, kept in files: issues, each with its notes or beside them; discussions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groundswell.connectors.gitlab.api import from_issues, from_note
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.valued import Valued
from groundswell.questions.records import Batch

_PROJECT = re.compile(r"^https?://[^/]+/(.+?)(?:/-)?(?:/(?:issues|work_items|merge_requests)/\d+)?(?:#.*)?$")


@dataclass
class Files(Valued):
    """Reads such files. `address` is the project, where its files do not say it themselves."""

    name = "GitLab"

    # By number, as issues say it: notes name their project by that alone.
    _projects: dict[str, str] = field(default_factory=dict)

    def batches(self, row: Row) -> Iterator[Batch]:
        """Yield what one value says."""
        if "source_branch" in row or word(row, "noteable_type") == "MergeRequest":
            self.leave_out(_("merge requests, and what was said about them"))
        elif "noteable_type" in row:
            yield from self._note(row)
        elif "iid" in row and "title" in row:
            yield from self._issue(row)
        elif rows(row, "notes"):
            for note in rows(row, "notes"):
                yield from self.batches(note)
        else:
            self.leave_out(_("values that are no issue and no note"))

    def _issue(self, row: Row) -> Iterator[Batch]:
        project = word(inner(row, "references"), "full").rpartition("#")[0] or self._named(word(row, "web_url"))
        self._projects[word(row, "project_id")] = project
        batch = from_issues([(row, rows(row, "notes"))], project)
        if not batch.items:
            self.leave_out(_("issues that are confidential, or without a day"))
        yield batch

    def _note(self, row: Row) -> Iterator[Batch]:
        project, issue = self._projects.get(word(row, "project_id")) or self._named(""), word(row, "noteable_iid")
        if word(row, "noteable_type") == "Issue" and project and issue:
            yield from_note(row, inner(row, "author"), issue, project)
        else:
            self.leave_out(_("notes of which nobody says to what they belong (name the project with --address)"))

    def _named(self, address: str) -> str:
        found = _PROJECT.match(address) or _PROJECT.match(self.address)
        return found[1] if found else self.address.strip("/")
