"""Issues, comments and discussions of one repository, served as GitHub does."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.replay.server import Asked, Reply

BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
type Row = dict[str, Any]


def moment(minutes: int) -> str:
    return (BEGAN + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


def user(number: int) -> Row:
    return {"login": "dependabot[bot]" if number == 7 else f"Dev{number}", "type": "Bot" if number == 7 else "User"}


@dataclass
class Repository:
    """So many issues, each with two comments (changed at the same minute as others are), and discussions."""

    issues: int = 250
    discussions: int = 45
    touched: dict[int, int] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/graphql":
            return self._graph(asked.json())
        if asked.path == "/repos/o/r/issues":
            return self._changed(asked, [self.issue(number) for number in range(1, self.issues + 1)])
        if asked.path == "/repos/o/r/issues/comments":
            return self._changed(asked, [self.comment(number) for number in range(1, 2 * self.issues + 1)])
        if asked.path == "/repos/o/r":
            return Reply({"open_issues_count": 12, "updated_at": moment(9)})
        return Reply({"message": "Not Found"}, 404)

    def issue(self, number: int) -> Row:
        changed = self.touched.get(number, number // 3)
        row: Row = {
            "number": number, "title": f"Issue {number}", "body": f"It breaks {number}", "user": user(number % 9),
            "html_url": f"https://github.com/o/r/issues/{number}", "created_at": moment(number // 3),
            "updated_at": moment(changed), "author_association": "MEMBER" if number % 9 == 1 else "NONE",
            "closed_at": moment(changed) if number % 4 == 0 else None,
            "state_reason": "completed" if number % 8 == 0 else "not_planned", "labels": [{"name": "bug"}],
        }  # fmt: skip  # as an answer looks
        return row | ({"pull_request": {}} if number % 10 == 0 else {})

    def comment(self, number: int) -> Row:
        issue = (number + 1) // 2
        kind = "pull" if issue % 10 == 0 else "issues"
        return {
            "id": 5000 + number, "body": f"Comment {number}", "user": user(number % 8),
            "html_url": f"https://github.com/o/r/{kind}/{issue}#issuecomment-{5000 + number}",
            "issue_url": f"https://api.github.com/repos/o/r/issues/{issue}", "author_association": "NONE",
            "created_at": moment(issue // 3 + 1), "updated_at": moment(issue // 3 + 1),
        }  # fmt: skip  # as above

    def discussion(self, number: int) -> Row:
        many = 60 if number == 5 else 2
        comments = [self.said(number, place) for place in range(many)]
        return {
            "id": f"D{number}", "number": number, "title": f"Talk {number}", "body": "How?", "url": f"https://x/{number}",
            "createdAt": moment(number), "updatedAt": moment(self.touched.get(1000 + number, number)),
            "author": {"login": f"Dev{number % 9}", "__typename": "User", "name": f"Dev {number % 9}"},
            "authorAssociation": "NONE", "category": {"name": "Q&A"}, "labels": {"nodes": [{"name": "lms"}]},
            "answerChosenAt": moment(number) if number % 5 == 0 else None,
            "answer": {"databaseId": number * 1000} if number % 5 == 0 else None,
            "comments": paged(comments, 50, ""),
        }  # fmt: skip  # as above

    def said(self, discussion: int, place: int) -> Row:
        number = discussion * 1000 + place * 10
        replies = [self._reply(number, each) for each in range(55 if discussion == 6 and place == 0 else place % 2)]
        return {
            "id": f"C{number}", "databaseId": number, "body": f"Said {number}", "createdAt": moment(discussion),
            "author": None if place == 1 else {"login": "Dev2", "__typename": "User"}, "authorAssociation": "OWNER",
            "isAnswer": place == 0 and discussion % 5 == 0, "replies": paged(replies, 50, ""),
        }  # fmt: skip  # as above

    def _reply(self, comment: int, place: int) -> Row:
        return {"databaseId": comment * 100 + place, "body": "So", "createdAt": moment(3), "author": {"login": "Dev3"}}

    def _changed(self, asked: Asked, rows: list[Row]) -> Reply:
        since, page, size = asked.first("since"), int(asked.first("page", "1")), int(asked.first("per_page"))
        assert (asked.first("sort"), asked.first("direction")) == ("updated", "asc")
        found = sorted((row for row in rows if row["updated_at"] >= since), key=lambda row: row["updated_at"])
        return Reply(found[(page - 1) * size : page * size])

    def _graph(self, told: Row) -> Reply:
        after = told["variables"].get("after") or ""
        identity = told["variables"].get("id", "")
        if identity.startswith("D"):
            whole = [self.said(int(identity[1:]), place) for place in range(60)]
            return Reply({"data": {"node": {"comments": paged(whole, 50, after)}}})
        if identity.startswith("C"):
            whole = [self._reply(int(identity[1:]), place) for place in range(55)]
            return Reply({"data": {"node": {"replies": paged(whole, 50, after)}}})
        rows = sorted(
            (self.discussion(number) for number in range(1, self.discussions + 1)),
            key=lambda row: row["updatedAt"], reverse=True,
        )  # fmt: skip  # as above
        return Reply({"data": {"repository": {"discussions": paged(rows, 20, after)}}})


def paged(rows: list[Row], size: int, after: str) -> Row:
    start = int(after or 0)
    more = start + size < len(rows)
    return {
        "nodes": rows[start : start + size],
        "pageInfo": {"hasNextPage": more, "endCursor": str(start + size)},
    }


def written(told: Row) -> bytes:
    return json.dumps(told).encode()
