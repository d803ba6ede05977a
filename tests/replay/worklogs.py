"""Worklogs of Jira, by their feeds, and of Tempo in a Data Center, by days; served as they do."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.replay.server import Asked, Reply

type Row = dict[str, Any]
BEGAN, DAY = 1_780_000_000_000, date(2026, 6, 1)
A_PAGE = 40


@dataclass
class Logged:
    """So many worklogs of three people on ten issues.

    `hidden` ones the token may not see; issues that are `archived` no search finds, and one of those is gone ("109").
    """

    worklogs: int = 130
    is_cloud: bool = True
    hidden: frozenset[int] = frozenset()
    archived: frozenset[str] = frozenset()
    changed: dict[int, Row] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/rest/api/2").removeprefix("/rest/api/3")
        if path == "/worklog/updated":
            times = {number: BEGAN + number // 3 for number in range(1, self.worklogs + 1)}
            times |= {number: BEGAN + 10_000 + place for place, number in enumerate(self.changed)}
            return self._feed(times, int(asked.first("since")))
        if path == "/worklog/deleted":
            times = {number: BEGAN + 20_000 + place for place, number in enumerate(self.removed)}
            return self._feed(times, int(asked.first("since")))
        if path == "/worklog/list":
            wanted = set(asked.json()["ids"]) - self.hidden - set(self.removed)  # type: ignore[call-overload]
            return Reply([self.worklog(number) for number in sorted(wanted)])
        if asked.method == "GET":
            return self._one(path, asked)
        if path == "/rest/tempo-timesheets/4/worklogs/search":
            return self._tempo(asked.json())
        return self._issues(path, asked.json())

    def worklog(self, number: int) -> Row:
        who = f"acc{number % 3}" if self.is_cloud else f"JIRAUSER{number % 3}"
        author = {"accountId": who, "displayName": f"Name {number % 3}"} if self.is_cloud else self.user(who)
        row: Row = {
            "id": str(number), "issueId": str(100 + number % 10), "author": author, "timeSpentSeconds": 1800 + number,
            "started": f"{DAY + timedelta(days=number % 20)}T23:30:00.000-0700", "comment": f"Words\n{number}",
        }  # fmt: skip  # as an answer looks
        return row | self.changed.get(number, {})

    def user(self, key: str) -> Row:
        name = ("alice", "bob", "stranger")[int(key[-1])]
        return {"key": key, "name": name, "emailAddress": "hidden at example dot org", "displayName": name.title()}

    def _one(self, path: str, asked: Asked) -> Reply:
        number, key = path.rpartition("/")[2], asked.first("key")
        if path.startswith("/issue/") and number != "109":
            return Reply(self._issue(number))
        return Reply(self.user(key)) if key and key[-1] in "01" else Reply({"errorMessages": ["gone"]}, 404)

    def _feed(self, times: dict[int, int], since: int) -> Reply:
        rows = sorted((at, number) for number, at in times.items() if at >= since)
        page = rows[:A_PAGE]
        until = page[-1][0] if page else max(since, BEGAN)
        values = [{"worklogId": number, "updatedTime": at} for at, number in page]
        return Reply({"values": values, "since": since, "until": until, "lastPage": len(rows) <= A_PAGE})

    def _issues(self, path: str, told: Row) -> Reply:
        if path == "/issue/bulkfetch" and self.is_cloud:
            wanted = told["issueIdsOrKeys"]
        elif path == "/search" and not self.is_cloud and told["validateQuery"] is False:
            wanted = told["jql"].removeprefix("id in (").removesuffix(")").split(", ")
        else:
            return Reply({}, 410)
        return Reply({"issues": [self._issue(number) for number in wanted if number not in self.archived]})

    def _issue(self, number: str) -> Row:
        return {"id": number, "key": key_of(int(number)), "fields": {"summary": f"Issue {number}"}}

    def _tempo(self, told: Row) -> Reply:
        numbers = [number for number in range(1, self.worklogs + 1) if number not in {*self.hidden, *self.removed}]
        rows = [self.of_tempo(self.worklog(number)) for number in numbers]
        return Reply([row for row in rows if told["from"] <= row["started"][:10] <= told["to"]])

    def of_tempo(self, row: Row) -> Row:
        issue = int(row["issueId"])
        return {
            "tempoWorklogId": int(row["id"]), "originId": int(row["id"]), "worker": row["author"]["key"],
            "started": row["started"].replace("T", " ")[:23], "timeSpentSeconds": row["timeSpentSeconds"],
            "comment": row["comment"], "dateUpdated": "2026-06-02 10:00:00.000",
            "issue": {"id": issue, "key": key_of(issue), "summary": f"Issue {issue}"},
        }  # fmt: skip  # as an answer looks


def key_of(issue: int) -> str:
    return f"{'ABC' if issue % 2 else 'XYZ'}-{issue}"
