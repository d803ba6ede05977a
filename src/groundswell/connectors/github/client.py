"""Asks GitHub: issues and comments by REST, discussions by GraphQL."""

import json
from dataclasses import replace
from typing import Any, Self

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, rows, word
from groundswell.connectors.shape import Opened

ADDRESS = "https://api.github.com"
# 5,000 an hour with a key.
PACE = Pace(a_minute=80, at_once=20)
A_PAGE = 100
VERSION = "2022-11-28"
_WHO = "author { login __typename ... on User { name } } authorAssociation"
_WORDS = f"databaseId url body createdAt lastEditedAt isMinimized {_WHO}"
_REPLIES = f"replies(first: 50, after: $after) {{ nodes {{ {_WORDS} }} pageInfo {{ hasNextPage endCursor }} }}"
_COMMENT = f"id {_WORDS} isAnswer {_REPLIES.replace(', after: $after', '')}"
_COMMENTS = "nodes { %s } pageInfo { hasNextPage endCursor }" % _COMMENT  # noqa: UP031 - braces of GraphQL
DISCUSSIONS = (
    "query($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) { discussions("
    "first: 20, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) { pageInfo { hasNextPage endCursor } "
    f"nodes {{ id number title url body createdAt updatedAt closedAt lastEditedAt answerChosenAt {_WHO} "
    "answer { databaseId } labels(first: 20) { nodes { name } } category { name } "
    f"comments(first: 50) {{ {_COMMENTS} }} }} }} }} }}"
)
COMMENTS = (
    "query($id: ID!, $after: String) { node(id: $id) { ... on Discussion { comments(first: 50, after: $after) { "
    f"{_COMMENTS} }} }} }} }}"
)
REPLIES = f"query($id: ID!, $after: String) {{ node(id: $id) {{ ... on DiscussionComment {{ {_REPLIES} }} }} }}"


class GitHub:
    """GitHub, or an Enterprise Server, with one key."""

    def __init__(self, opened: Opened) -> None:
        key = {"Authorization": f"Bearer {opened.key}"} if opened.key else {}
        told = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": VERSION}
        self.ask = opened.asker({**told, **key})
        # An Enterprise Server has GraphQL beside its REST interface, and not below.
        beside = replace(opened, address=opened.address.rstrip("/").removesuffix("/v3"))
        self.graph = beside.asker({**told, **key})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.ask.close()
        self.graph.close()

    def issues(self, repository: str, since: str, page: int) -> list[Row]:
        """Return issues and pull requests that changed at or after a moment, oldest change first."""
        more = [("state", "all")]
        return self._changed(f"/repos/{repository}/issues", since, page, more)

    def comments(self, repository: str, since: str, page: int) -> list[Row]:
        """Return comments that changed at or after a moment, oldest change first."""
        return self._changed(f"/repos/{repository}/issues/comments", since, page, [])

    def discussions(self, repository: str, after: str) -> Row:
        """Return a page of discussions, newest change first: `nodes` and `pageInfo`; empty where there are none."""
        owner, _slash, name = repository.partition("/")
        told = {"owner": owner, "name": name, "after": after or None}
        return inner(self._query(DISCUSSIONS, told), "repository", "discussions")

    def more_comments(self, discussion: str, after: str) -> Row:
        """Return more comments of a discussion."""
        return inner(self._query(COMMENTS, {"id": discussion, "after": after}), "node", "comments")

    def more_replies(self, comment: str, after: str) -> Row:
        """Return more replies to a comment of a discussion."""
        return inner(self._query(REPLIES, {"id": comment, "after": after}), "node", "replies")

    def repository(self, repository: str) -> Row:
        """Return what there is to know of a repository."""
        return inner({"is": self.ask.json(f"/repos/{repository}")}, "is")

    def _changed(self, path: str, since: str, page: int, more: list[tuple[str, str]]) -> list[Row]:
        query = [("sort", "updated"), ("direction", "asc"), ("per_page", A_PAGE), ("page", page), *more]
        return rows(self.ask.json(path, [*query, *([("since", since)] if since else [])]))

    def _query(self, query: str, told: dict[str, Any]) -> Row:
        found = self.graph.look_up("/graphql", {"query": query, "variables": told})
        if inner(found, "data"):
            return inner(found, "data")
        said = "; ".join(word(each, "message") for each in rows(found, "errors")) or json.dumps(found)[:100]
        words = _("%(origin)s did not understand a question about discussions: %(said)s")
        raise Unanswered(Why.STRANGE, words % {"origin": self.ask.place.origin, "said": said[:200]})
