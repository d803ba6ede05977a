"""Reads projects live: issues by what changed last, each with its notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.gitlab import api, webhooks
from groundswell.connectors.gitlab.client import A_PAGE, PACE, GitLab
from groundswell.connectors.gitlab.notes import Mark, bites
from groundswell.connectors.reading import Row, inner, moment, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.walking import by_update
from groundswell.questions.records import Batch


@dataclass
class GitLabReader:
    """Reads the projects that a source names."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield issues that changed, oldest change first: a page at a time, or as much of one as a batch holds.

        `notes` in the cursor: within the page that begins at a project's moment, where the next batch goes on.
        """
        told, lab = cursor_of(since), GitLab(self.opened)
        with lab.ask:
            for project in self.opened.listed("projects"):
                page, ask = partial(lab.issues, project), partial(lab.notes, project)
                for found, after in by_update(page, word(told, project), size=A_PAGE, updated=_updated):
                    left = told.pop("notes", None)
                    mark = Mark.of(inner(left)) if inner(left).get("project") == project else Mark()
                    for issues, goes_on in bites(found, mark, ask):
                        place = {"notes": {"project": project, **goes_on.told()}} if goes_on else {project: after}
                        yield api.from_issues(issues, project, cursor_as(told | place))
                    told[project] = after


def _updated(row: Row) -> str:
    return word(row, "updated_at")


def look(opened: Opened) -> Seen:
    """Return how many open issues the projects have, and when something was last done there."""
    lab = GitLab(opened)
    with lab.ask:
        found = [lab.project(name) for name in opened.listed("projects")]
    newest = [when for row in found if (when := moment(row.get("last_activity_at"))) is not None]
    count = sum(row["open_issues_count"] for row in found if isinstance(row.get("open_issues_count"), int))
    return Seen(words=_("open issues"), count=count, newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="gitlab",
    name="GitLab",
    address=_("The address of GitLab, like https://gitlab.com"),
    usual_address="https://gitlab.com",
    secret=_("Access token with the scope read_api (a public project needs none)"),
    choices=(Choice(name="projects", words=_("Projects"), help=_("group/project, one a line."), is_needed=True),),
    pace=PACE,
    look=look,
    reader=GitLabReader,
    hook=webhooks.HOOK,
)
