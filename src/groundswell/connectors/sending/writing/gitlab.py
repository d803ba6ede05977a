"""GitLab: an issue, and a merge request with a change of a handbook."""

from datetime import datetime
from urllib.parse import quote, urlencode

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words, objects, written
from groundswell.connectors.sending.writing.plainly import A_PAGE, PlainIssue, Plainly, made_of

_LINK = "web_url"
_THERE_ALREADY = frozenset({400, 409})
_STANDS = {"opened": "open", "locked": "open", "merged": "merged", "closed": "closed"}


class Issue(PlainIssue):
    """An issue in a project (`spot` is its path or number)."""

    text, link = "description", _LINK

    def headers(self, secret: str) -> dict[str, str]:
        """Return the token."""
        return {"PRIVATE-TOKEN": secret}

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the one letter that opens the issue; the marker is a comment that no reader sees."""
        del known
        body = {"title": words.title, "description": self.marked(words.text, marker)}
        return (Letter("POST", f"{_project(where)}/issues", written(body)),)

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the list of issues that were opened since then."""
        del marker
        asked = {"created_after": f"{since:%Y-%m-%dT%H:%M:%SZ}", "per_page": str(A_PAGE), "order_by": "created_at"}
        return f"{_project(where)}/issues?{urlencode(asked)}"


class Change(Plainly):
    """A merge request from a branch that bears the marker: two letters, each of which can be sent again."""

    headers = Issue.headers

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the commit, which makes the branch, and the request."""
        del known
        file = "/".join(part for part in (where.folder, words.name) if part)
        commit = {
            "branch": marker,
            "start_branch": where.branch,
            "commit_message": words.title,
            "actions": [{"action": "create", "file_path": file, "content": words.text}],
        }
        request = {
            "source_branch": marker,
            "target_branch": where.branch,
            "title": words.title,
            "description": words.text,
            "remove_source_branch": True,
        }
        return (
            Letter("POST", f"{_project(where)}/repository/commits", written(commit)),
            Letter("POST", f"{_project(where)}/merge_requests", written(request)),
        )

    def is_done(self, answer: Reply) -> bool:
        """Tell whether it was done; that a branch is there already was our own earlier try: it has our mark."""
        said = answer.body.decode(errors="replace").lower()
        return answer.is_good or (answer.status in _THERE_ALREADY and "branch" in said and "already exists" in said)

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the request."""
        del where
        return made_of(answer.data(), _LINK, "open")

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the list of requests from the branch."""
        del since
        return f"{_project(where)}/merge_requests?{urlencode({'source_branch': marker, 'state': 'all'})}"

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the requests from the branch, and how each stands."""
        del where, marker
        said = objects(answer.data())
        if not answer.is_good or said is None:
            return None
        made = (made_of(each, _LINK, _STANDS.get(str(each.get("state")), "open")) for each in said)
        return [each for each in made if each is not None]


def _project(where: Where) -> str:
    return f"/api/v4/projects/{quote(where.spot, safe='')}"
