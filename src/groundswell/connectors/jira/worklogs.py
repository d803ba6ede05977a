"""Reads hours live: worklogs that were written or changed, and those that were removed, each by its own feed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.asking.places import Place
from groundswell.connectors.days import day_of
from groundswell.connectors.jira.client import PACE, Jira
from groundswell.connectors.jira.importing import minutes_of, sum_key
from groundswell.connectors.reading import Row, inner, moment, needed, text, word
from groundswell.connectors.shape import Brings, Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.worklogs import name_of, people_of
from groundswell.hours.actions.arriving import Arriving, Batch
from groundswell.kit import clock

LOOKS_BACK = timedelta(days=30)


def read(opened: Opened, since: str) -> Iterator[tuple[Batch, str]]:
    """Yield a page of worklogs at a time, each with the cursor after it; then what was removed since."""
    place = {name: _moment(cursor_of(since), name) for name in ("updated", "deleted")}
    jira, known = Jira(opened), people_of(opened)
    host, projects = Place.of(opened.address).host, frozenset(opened.listed("projects"))
    with jira.ask:
        for numbers, later in jira.worklogs_that("updated", place["updated"]):
            found = jira.worklogs(numbers)
            issues = jira.issues_numbered(word(row, "issueId") for row in found)
            place["updated"] = later
            batch = hours_of(found, issues, known, host=host, is_cloud=jira.is_cloud)
            yield _of_projects(batch, projects), cursor_as(place)
        yield from removed(jira, host, place)


def removed(jira: Jira, host: str, place: dict[str, int]) -> Iterator[tuple[Batch, str]]:
    """Yield worklogs that are there no more; `place` says since when, and moves on."""
    for numbers, later in jira.worklogs_that("deleted", place["deleted"]):
        place["deleted"] = later
        yield Batch(gone={name_of(str(number), host) for number in numbers}), cursor_as(place)


def hours_of(
    found: list[Row], issues: Mapping[str, Row], people: Mapping[str, str], *, host: str, is_cloud: bool
) -> Batch:
    """Return worklogs as hours, as an export says them: issue, day as it stands there, who, minutes, words."""

    def told(row: Row) -> Told:
        issue = issues.get(word(row, "issueId"), {})
        return Told(word(row, "id"), word(issue, "key"), word(inner(issue, "fields"), "summary"))

    def called(row: Row) -> tuple[str, ...]:
        return names_of(inner(row, "author"), people, is_cloud=is_cloud)

    return batch_of(found, told, called, column="author", host=host)


class Told(NamedTuple):
    """What a worklog says of itself: its number, its issue, and what that is about."""

    number: str
    reference: str
    summary: str


def batch_of(
    found: list[Row], told: Callable[[Row], Told], called: Callable[[Row], tuple[str, ...]], *, column: str, host: str
) -> Batch:
    """Return worklogs of a Jira as hours: `called` says whose one is, the surest name first, and `column` where."""
    batch, seen = Batch(lines=len(found)), {}
    for line, row in enumerate(found, start=1):
        number, reference, summary = told(row)
        day, seconds = day_of(word(row, "started")), row.get("timeSpentSeconds")
        if not (number and reference and day) or not isinstance(seconds, int) or seconds <= 0:
            continue
        who, *also = called(row)
        batch.superseded.add(sum_key(reference))
        seen[number] = Arriving(
            line=line,
            column=column,
            key="",
            who=who,
            also=tuple(also),
            day=day,
            minutes=minutes_of(seconds),
            reference=reference,
            words=" ".join(text(row, "comment").split()) or summary,
            worklog=name_of(number, host),
        )
    batch.rows += seen.values()
    return batch


def names_of(person: Row, people: Mapping[str, str], *, is_cloud: bool) -> tuple[str, ...]:
    """Return what somebody is called, the surest first: what the source says of their account, address, name."""
    accounts = [word(person, name) for name in ("accountId", "key", "name")]
    said = [people[account] for account in accounts if account in people]
    mail = word(person, "emailAddress")
    names = ("displayName",) if is_cloud else ("name", "displayName")
    called = [*said, *([mail] if "@" in mail else []), *(word(person, name) for name in names), *accounts]
    return tuple(dict.fromkeys(filter(None, called))) or ("?",)


def look(opened: Opened) -> Seen:
    """Return when somebody last logged time, in the last thirty days."""
    jira, since = Jira(opened), int((clock.now() - LOOKS_BACK).timestamp() * 1000)
    with jira.ask:
        found = jira.ask.json("/rest/api/2/worklog/updated", [("since", since)])
        page = needed(found, "values", origin=jira.ask.place.origin)
    newest = [when for row in page if (when := moment(row.get("updatedTime"))) is not None]
    return Seen(words=_("worklogs"), newest_at=max(newest, default=None))


def _moment(told: Mapping[str, object], name: str) -> int:
    found = told.get(name)
    return found if isinstance(found, int) else 0


def _of_projects(batch: Batch, projects: frozenset[str]) -> Batch:
    if projects:
        batch.rows = [row for row in batch.rows if row.reference.rpartition("-")[0] in projects]
    return batch


CONNECTOR = Connector(
    key="jira-hours",
    name="Jira (hours)",
    address=_("The address of Jira, like https://example.atlassian.net"),
    secret=_("API token (Cloud), or personal access token (Data Center)"),
    is_secret_needed=True,
    choices=(
        Choice(
            name="mail",
            is_line=True,
            words=_("The address that the token belongs to"),
            help=_("For Cloud; leave it empty for Data Center."),
        ),
        Choice(name="projects", words=_("Projects"), help=_("Their keys, one a line. Empty: all that it may see.")),
        Choice(
            name="people",
            words=_("Who is who"),
            help=_("account = address, one a line, of whomever Jira shows neither address nor the name used here."),
        ),
    ),
    pace=PACE,
    brings=Brings.HOURS,
    tracker="jira",
    look=look,
    hours=read,
    every_minutes=60,
)
