"""Reads repositories live: issues, their comments, and discussions, by what changed last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.github import api, webhooks
from groundswell.connectors.github.client import A_PAGE, ADDRESS, PACE, GitHub
from groundswell.connectors.reading import Row, inner, moment, rows, word
from groundswell.connectors.shape import Choice, Connector, Opened, Seen, cursor_as, cursor_of
from groundswell.connectors.walking import Page, by_update
from groundswell.questions.records import Batch

type _Place = dict[str, Any]


@dataclass
class GitHubReader:
    """Reads the repositories that a source names."""

    opened: Opened

    def read(self, since: str) -> Iterator[Batch]:
        """Yield what changed, oldest change first (discussions: newest first, until what is known)."""
        told = cursor_of(since)
        places: dict[str, _Place] = {name: inner(told, name) for name in self.opened.listed("repositories")}
        with GitHub(self.opened) as hub:
            for repository, place in places.items():
                for batch in _repository(hub, repository, place):
                    yield Batch(
                        authors=batch.authors, items=batch.items, messages=batch.messages, cursor=cursor_as(places)
                    )


def _repository(hub: GitHub, repository: str, place: _Place) -> Iterator[Batch]:
    def issues(since: str, page: int) -> list[Row]:
        return hub.issues(repository, since, page)

    def comments(since: str, page: int) -> list[Row]:
        return hub.comments(repository, since, page)

    yield from _changed(issues, api.from_issues, repository, place, "issues")
    yield from _changed(comments, api.from_comments, repository, place, "comments")
    yield from _discussions(hub, repository, place)


def _changed(
    page: Page, read: Callable[[list[Row], str], Batch], repository: str, place: _Place, name: str
) -> Iterator[Batch]:
    since = str(place.get(name, ""))

    def updated(row: Row) -> str:
        return word(row, "updated_at")

    for found, place[name] in by_update(page, since, size=A_PAGE, updated=updated):
        yield read(found, repository)


def _discussions(hub: GitHub, repository: str, place: _Place) -> Iterator[Batch]:
    """Walk from the newest change down to where the last walk began; one that was cut off goes on from its page."""
    known = moment(place.get("talked", ""))
    while True:
        page = hub.discussions(repository, str(place.get("after", "")))
        found = [_whole(hub, row) for row in rows(page, "nodes")]
        if found and not place.get("after"):
            place["talking"] = word(found[0], "updatedAt")
        about = inner(page, "pageInfo")
        oldest = min((when for row in found if (when := moment(row.get("updatedAt"))) is not None), default=None)
        is_last = not about.get("hasNextPage") or (known is not None and oldest is not None and oldest < known)
        place["after"] = "" if is_last else word(about, "endCursor")
        if is_last and place.get("talking"):
            place["talked"] = place.pop("talking")
        yield api.from_discussions(found, repository)
        if is_last:
            return


def _whole(hub: GitHub, discussion: Row) -> Row:
    """Return a discussion with all comments and replies, asking for those that its page left out."""
    comments = _all(inner(discussion, "comments"), partial(hub.more_comments, word(discussion, "id")))
    for comment in comments:
        identity = word(comment, "id")
        comment["replies"] = {"nodes": _all(inner(comment, "replies"), partial(hub.more_replies, identity))}
    return discussion | {"comments": {"nodes": comments}}


def _all(page: Row, more: Callable[[str], Row]) -> list[Row]:
    found = rows(page, "nodes")
    while inner(page, "pageInfo").get("hasNextPage"):
        page = more(word(inner(page, "pageInfo"), "endCursor"))
        found += rows(page, "nodes")
    return found


def look(opened: Opened) -> Seen:
    """Return how many open issues the repositories have, and when one of them was last written to."""
    with GitHub(opened) as hub:
        found = [hub.repository(name) for name in opened.listed("repositories")]
    newest = [when for row in found if (when := moment(row.get("updated_at"))) is not None]
    count = sum(row["open_issues_count"] for row in found if isinstance(row.get("open_issues_count"), int))
    return Seen(words=_("open issues and pull requests"), count=count, newest_at=max(newest, default=None))


CONNECTOR = Connector(
    key="github",
    name="GitHub",
    address=_("https://api.github.com, or https://HOST/api/v3 of an Enterprise Server"),
    usual_address=ADDRESS,
    secret=_("Fine-grained token, read-only: Issues, Discussions, Metadata"),
    choices=(Choice(name="repositories", words=_("Repositories"), help=_("owner/name, one a line."), is_needed=True),),
    pace=PACE,
    look=look,
    reader=GitHubReader,
    hook=webhooks.HOOK,
)
