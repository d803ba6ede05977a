"""Asks GitLab: issues that changed, and what was said about each."""

from urllib.parse import quote

from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, rows
from groundswell.connectors.shape import Opened

# Far below the 2,000 a minute that gitlab.com allows a signed-in user.
PACE = Pace(a_minute=300, at_once=20)
A_PAGE = 100


class GitLab:
    """GitLab, with one key."""

    def __init__(self, opened: Opened) -> None:
        self.ask = opened.asker({"PRIVATE-TOKEN": opened.key} if opened.key else {})

    def issues(self, project: str, since: str, page: int) -> list[Row]:
        """Return issues that changed at or after a moment, oldest change first."""
        query = [("order_by", "updated_at"), ("sort", "asc"), ("scope", "all"), ("per_page", A_PAGE), ("page", page)]
        return rows(self.ask.json(f"{_path(project)}/issues", [*query, *([("updated_after", since)] if since else [])]))

    def notes(self, project: str, issue: str, page: int) -> list[Row]:
        """Return a page of what was said about an issue, oldest first."""
        query = [("sort", "asc"), ("order_by", "created_at"), ("per_page", A_PAGE), ("page", page)]
        return rows(self.ask.json(f"{_path(project)}/issues/{issue}/notes", query))

    def project(self, project: str) -> Row:
        """Return what there is to know of a project."""
        return inner({"is": self.ask.json(_path(project))}, "is")


def _path(project: str) -> str:
    return f"/api/v4/projects/{quote(project, safe='')}"
