"""GitLab, Jira and Stack Exchange, served as they do: things by when they changed, and what was said about them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.replay.server import Asked, Reply

BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
type Row = dict[str, Any]


def moment(minutes: int) -> str:
    return (BEGAN + timedelta(minutes=minutes)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class GitLabProject:
    """So many issues, with up to 120 notes."""

    issues: int = 230

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/api/v4/projects/g%2Fp":
            return Reply({"open_issues_count": 9, "last_activity_at": moment(5)})
        size, page = int(asked.first("per_page")), int(asked.first("page"))
        if asked.path == "/api/v4/projects/g%2Fp/issues":
            since = asked.first("updated_after")
            rows = [row for number in range(1, self.issues + 1) if (row := self.issue(number))["updated_at"] >= since]
        else:
            rows = [self.note(int(asked.path.split("/")[-2]), place) for place in range(self._notes(asked.path))]
        return Reply(rows[(page - 1) * size : page * size])

    def issue(self, number: int) -> Row:
        return {
            "iid": number, "title": f"Issue {number}", "description": "It breaks", "web_url": f"https://x/{number}",
            "created_at": moment(number), "updated_at": moment(number // 4),
            "closed_at": moment(number) if number % 5 == 0 else None, "labels": ["bug"],
            "author": {"username": f"Dev{number % 5}", "name": "Dev"},
            "user_notes_count": self._count(number), "confidential": number == 13,
        }  # fmt: skip  # as an answer looks

    def note(self, issue: int, place: int) -> Row:
        return {
            "id": issue * 1000 + place, "body": f"Note {place}", "author": {"username": "Dev1"}, "system": place == 1,
            "internal": place == 2, "created_at": moment(issue + place), "updated_at": moment(issue + place),
        }  # fmt: skip  # as above

    def _notes(self, path: str) -> int:
        return self._count(int(path.split("/")[-2]))

    def _count(self, number: int) -> int:
        return 120 if number == 7 else number % 3


@dataclass
class JiraSite:
    """So many issues; every tenth has more comments than a list holds. `is_cloud`: which way is answered."""

    issues: int = 230
    is_cloud: bool = True

    def __call__(self, asked: Asked) -> Reply:
        if asked.path.endswith("/myself"):
            return Reply({"timeZone": "Europe/Berlin"})
        if asked.path.endswith("/comment"):
            number, start = int(asked.path.split("/")[-2].partition("-")[2]), int(asked.first("startAt"))
            whole = [self.comment(number, place) for place in range(self._count(number))]
            return Reply({"comments": whole[start : start + 10], "total": len(whole)})
        if asked.path.endswith("/search/jql") is not self.is_cloud:
            return Reply({}, 410)
        return self._found(asked)

    def _found(self, asked: Asked) -> Reply:
        rows = [self.issue(number) for number in range(1, self.issues + 1)]
        jql = asked.first("jql")
        if "updated >=" in jql:
            said = datetime.strptime(jql.split('"')[3], "%Y-%m-%d %H:%M").replace(tzinfo=UTC) - timedelta(hours=1)
            rows = [
                row for row in rows if row["fields"]["updated"][:23] >= said.isoformat(timespec="milliseconds")[:23]
            ]
        if "desc" in jql:
            rows.reverse()
        start = int(asked.first("nextPageToken") or asked.first("startAt") or 0)
        page = rows[start : start + 50]
        if not self.is_cloud:
            return Reply({"issues": page, "total": len(rows)})
        more = start + 50 < len(rows)
        return Reply({"issues": page, "isLast": not more, **({"nextPageToken": str(start + 50)} if more else {})})

    def issue(self, number: int) -> Row:
        count = self._count(number)
        return {
            "key": f"ABC-{number}", "fields": {
                "summary": f"Issue {number}", "created": moment(number),
                "updated": moment(number).replace("Z", "+0000"),
                "reporter": {"accountId": f"acc{number % 6}", "displayName": "Dev"}, "labels": ["lms"],
                "resolutiondate": moment(number) if number % 4 == 0 else None, "description": "It breaks",
                "project": {"name": "Alphabet"}, "status": {"statusCategory": {"key": "new"}},
                "comment": {"total": count, "comments": [self.comment(number, each) for each in range(min(count, 3))]},
            },
        }  # fmt: skip  # as an answer looks

    def comment(self, issue: int, place: int) -> Row:
        return {
            "id": str(issue * 1000 + place), "body": f"Comment {place}", "author": {"accountId": "acc1"},
            "created": moment(issue + place), "updated": moment(issue + place), "jsdPublic": place != 1,
        }  # fmt: skip  # as above

    def _count(self, number: int) -> int:
        return 25 if number % 10 == 0 else number % 3


@dataclass
class Site:
    """Questions with an answer and comments. `allowed` is how many questions may still be asked today."""

    questions: int = 230
    allowed: int = 10_000

    def __call__(self, asked: Asked) -> Reply:
        self.allowed -= 1
        if asked.path.endswith("/questions"):
            since = int(asked.first("min") or 0)
            rows = [
                row
                for each in range(1, self.questions + 1)
                if (row := self.question(each))["last_activity_date"] >= since
            ]
        else:
            numbers = [int(each) for each in asked.path.split("/")[-2].split(";")]
            make = self.answer if asked.path.endswith("/answers") else self.comment
            rows = [make(number) for number in numbers]
        page, size = int(asked.first("page")), int(asked.first("pagesize"))
        told = {"items": rows[(page - 1) * size : page * size], "has_more": page * size < len(rows)}
        return Reply(
            {
                **told,
                "quota_remaining": max(0, self.allowed),
                **({"backoff": 2} if asked.path.endswith("/answers") else {}),
            }
        )

    def question(self, number: int) -> Row:
        at = int(BEGAN.timestamp()) + number // 3
        return {
            "question_id": number, "title": f"Why &lt;b&gt; {number}?", "link": f"https://so/{number}", "tags": ["lms"],
            "creation_date": at, "last_activity_date": at, "owner": {"user_id": number % 9, "display_name": "D&amp;v"},
            "answer_count": 1, "body": "<p>It <code>breaks</code></p>",
            **({"accepted_answer_id": number + 10_000} if number % 2 else {}),
        }  # fmt: skip  # as an answer looks

    def answer(self, number: int) -> Row:
        return {
            "answer_id": number + 10_000, "question_id": number, "creation_date": int(BEGAN.timestamp()) + number,
            "body": "<p>So</p>", "owner": {"display_name": "gone"}, "is_accepted": bool(number % 2),
        }  # fmt: skip  # as above

    def comment(self, post: int) -> Row:
        return {
            "comment_id": post + 50_000, "post_id": post, "creation_date": int(BEGAN.timestamp()) + post,
            "body": "<b>Yes</b>", "owner": {"user_id": 3, "display_name": "C"},
        }  # fmt: skip  # as above
