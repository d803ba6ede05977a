"""Reads projects live: issues by what changed last, with all their comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.jira import api, webhooks
from groundswell.connectors.jira.client import PACE, Jira, comments_of
from groundswell.connectors.reading import Row, inner, moment, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.questions.records import Batch

# Jira is asked by the minute, and Cloud's search lags behind what was done.
_OVERLAP = timedelta(minutes=2)


@dataclass
class JiraReader:
    """Reads the projects that a source names."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield a page of issues at a time, oldest change first."""
        newest, jira = word(cursor_of(since), "since"), Jira(self.opened)
        with jira.ask:
            query = asked(self.opened.listed("projects"), newest, jira.zone() if newest else ZoneInfo("UTC"))
            for page in jira.issues(query):
                changed = [when for row in page if (when := moment(inner(row, "fields").get("updated"))) is not None]
                newest = max([newest, *(when.isoformat() for when in changed)])
                whole = [(row, self._comments(jira, row)) for row in page]
                yield api.from_issues(whole, self.opened.address, cursor_as({"since": newest}))

    def _comments(self, jira: Jira, issue: Row) -> list[Row]:
        found, are_all = comments_of(issue)
        return found if are_all else list(jira.comments(word(issue, "key")))


def asked(projects: list[str], since: str, zone: ZoneInfo) -> str:
    """Return the query for what changed in these projects, in the time zone in which Jira understands it."""
    named = ", ".join('"' + project.replace("\\", "").replace('"', "") + '"' for project in projects)
    at = moment(since)
    later = f' and updated >= "{(at - _OVERLAP).astimezone(zone):%Y-%m-%d %H:%M}"' if at else ""
    return f"project in ({named}){later} order by updated asc, key asc"


def look(opened: Opened) -> Seen:
    """Return when an issue last changed; how many there are, Cloud does not say."""
    jira = Jira(opened)
    with jira.ask:
        found = jira.newest()
    newest = [when for row in found if (when := moment(inner(row, "fields").get("updated"))) is not None]
    return Seen(words=_("issues"), newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="jira",
    name="Jira",
    address=_("The address of Jira, like https://example.atlassian.net"),
    secret=_("API token (Cloud), or personal access token (Data Center)"),
    is_secret_needed=True,
    choices=(
        Choice(name="projects", words=_("Projects"), help=_("Their keys, one a line."), is_needed=True),
        Choice(
            name="mail",
            is_line=True,
            words=_("The address that the token belongs to"),
            help=_("For Cloud; leave it empty for Data Center."),
        ),
    ),
    pace=PACE,
    look=look,
    reader=JiraReader,
    hook=webhooks.HOOK,
)
