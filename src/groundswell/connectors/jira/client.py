"""Asks Jira: issues that changed, with their comments, and worklogs; Cloud and Data Center are asked in two ways."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.pace import Pace
from groundswell.connectors.reading import Row, inner, needed, rows, word
from groundswell.connectors.shape import Opened

PACE = Pace(a_minute=120, at_once=10)
A_PAGE = 100
FIELDS = "summary,created,updated,reporter,resolutiondate,labels,status,comment,description,project"


class Jira:
    """One Jira. With an address of who the token belongs to it is Cloud, without one Data Center."""

    def __init__(self, opened: Opened) -> None:
        mail = opened.choices.get("mail", "").strip()
        self.is_cloud = bool(mail)
        basic = b64encode(f"{mail}:{opened.key}".encode()).decode()
        self.ask = opened.asker({"Authorization": f"Basic {basic}" if mail else f"Bearer {opened.key}"})

    def zone(self) -> ZoneInfo:
        """Return the time zone in which Jira understands what we ask."""
        try:
            return ZoneInfo(word(inner({"is": self.ask.json("/rest/api/2/myself")}, "is"), "timeZone") or "UTC")
        except (ValueError, OSError):
            return ZoneInfo("UTC")

    def issues(self, query: str) -> Iterator[list[Row]]:
        """Yield pages of the issues that a query names, in its order."""
        if self.is_cloud:
            yield from self._by_token(query)
        else:
            yield from self._by_number(query)

    def comments(self, issue: str) -> Iterator[Row]:
        """Yield all comments of an issue: a list of issues holds only some."""
        start = 0
        while True:
            query = [("startAt", start), ("maxResults", A_PAGE), ("orderBy", "created")]
            found = self.ask.json(f"/rest/api/2/issue/{issue}/comment", query)
            page = needed(found, "comments", origin=self.ask.place.origin)
            yield from page
            start += len(page)
            if not page or start >= int(inner({"is": found}, "is").get("total") or 0):
                return

    def worklogs_that(self, what: str, since: int) -> Iterator[tuple[list[int], int]]:
        """Yield the numbers of worklogs that were "updated" or "deleted", oldest first, with since when to ask next.

        Times are thousandths of a second since 1970. What happened in the last minute Jira leaves to the next reading.
        """
        is_last = False
        while not is_last:
            found = self.ask.json(f"/rest/api/2/worklog/{what}", [("since", since)])
            page = needed(found, "values", origin=self.ask.place.origin)
            until = found.get("until")
            # Of several of one moment, some may stand on the next page; and it always goes on.
            since = max(until - 1, since + 1) if isinstance(until, int) else since
            is_last = not page or found.get("lastPage") is not False
            yield [number for row in page if isinstance(number := row.get("worklogId"), int)], since

    def worklogs(self, numbers: list[int]) -> list[Row]:
        """Return worklogs by their numbers, as far as the token may see them; a thousand at most."""
        found = self.ask.look_up("/rest/api/2/worklog/list", {"ids": numbers}) if numbers else []
        return needed({"worklogs": found}, "worklogs", origin=self.ask.place.origin)

    def issues_numbered(self, numbers: Iterable[str]) -> dict[str, Row]:
        """Return issues with their keys and summaries, by number; what the token may not see is not among them."""
        wanted = sorted(set(filter(str.isdecimal, numbers)), key=int)
        found: list[Row] = []
        for start in range(0, len(wanted), A_PAGE):
            some = wanted[start : start + A_PAGE]
            if self.is_cloud:
                told: dict[str, object] = {"issueIdsOrKeys": some, "fields": ["summary"]}
                page = self.ask.look_up("/rest/api/3/issue/bulkfetch", told)
            else:
                query = f"id in ({', '.join(some)})"
                told = {"jql": query, "fields": ["summary"], "maxResults": A_PAGE, "validateQuery": False}
                page = self.ask.look_up("/rest/api/2/search", told)
            found += needed(page, "issues", origin=self.ask.place.origin)
        known = {word(row, "id"): row for row in found}
        # A search knows nothing of an issue that is archived, or not in its index yet.
        return known | {
            number: self._if_there(f"issue/{number}", "fields", "summary") for number in {*wanted} - {*known}
        }

    def account(self, key: str) -> Row:
        """Return who a key of Data Center is; nobody where it is no longer known."""
        return self._if_there("user", "key", key)

    def _if_there(self, path: str, name: str, value: str) -> Row:
        try:
            return inner({"is": self.ask.json(f"/rest/api/2/{path}", [(name, value)])}, "is")
        except Unanswered as fault:
            if fault.why is not Why.MISSING:
                raise
            return {}

    def newest(self) -> list[Row]:
        """Return the issue that changed last."""
        return next(self.issues("order by updated desc"), [])[:1]

    def _by_token(self, query: str) -> Iterator[list[Row]]:
        """Cloud names the next page by a token, and never says how many there are."""
        token = ""
        while True:
            asked = [("jql", query), ("fields", FIELDS), ("maxResults", A_PAGE)]
            found = self.ask.json("/rest/api/2/search/jql", [*asked, *([("nextPageToken", token)] if token else [])])
            yield needed(found, "issues", origin=self.ask.place.origin)
            token = word(found, "nextPageToken")
            if not token or found.get("isLast") is True:
                return

    def _by_number(self, query: str) -> Iterator[list[Row]]:
        start = 0
        while True:
            asked = [("jql", query), ("fields", FIELDS), ("maxResults", A_PAGE), ("startAt", start)]
            found = self.ask.json("/rest/api/2/search", asked)
            page = needed(found, "issues", origin=self.ask.place.origin)
            yield page
            start += len(page)
            if not page or start >= int(found.get("total") or 0):
                return


def comments_of(issue: Row) -> tuple[list[Row], bool]:
    """Return the comments that came with an issue, and whether these are all."""
    told = inner(issue, "fields", "comment")
    found = rows(told, "comments")
    total = told.get("total")
    return found, not isinstance(total, int) or total <= len(found)
