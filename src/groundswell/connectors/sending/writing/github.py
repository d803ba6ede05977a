"""GitHub, or GitHub Enterprise under /api/v3: an issue, and a pull request with a change of a handbook.

Issues are listed and not searched for: the search of GitHub lags behind, its lists do not.
"""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote, urlencode

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words, objects, written
from groundswell.connectors.sending.writing.plainly import A_PAGE, PlainIssue, Plainly, made_of

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_UNPROCESSABLE = 422
_LINK = "html_url"


class Issue(PlainIssue):
    """An issue in a repository (`spot` is owner/name)."""

    openly: ClassVar[Mapping[str, str]] = _HEADERS
    text, link = "body", _LINK

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the one letter that opens the issue; the marker is a comment that no reader sees."""
        del known
        body = {"title": words.title, "body": self.marked(words.text, marker)}
        return (Letter("POST", f"/repos/{quote(where.spot)}/issues", written(body)),)

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the list of issues that changed since then, the newest first."""
        del marker
        asked = {"state": "all", "sort": "created", "direction": "desc", "per_page": str(A_PAGE)}
        return f"/repos/{quote(where.spot)}/issues?{urlencode({**asked, 'since': f'{since:%Y-%m-%dT%H:%M:%SZ}'})}"


class Change(Plainly):
    """A pull request on a branch that bears the marker: three letters, each of which can be sent again."""

    openly: ClassVar[Mapping[str, str]] = _HEADERS

    def before(self, where: Where) -> str:
        """Return where the end of the main branch is told."""
        return f"/repos/{quote(where.spot)}/git/ref/heads/{quote(where.branch)}"

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...] | None:
        """Return the branch, the file on it, and the request."""
        said = known.data() if known is not None and known.is_good else None
        at = said.get("object") if isinstance(said, dict) else None
        end = at.get("sha") if isinstance(at, dict) else None
        if not isinstance(end, str):
            return None
        file = quote("/".join(part for part in (where.folder, words.name) if part))
        content = b64encode(words.text.encode()).decode()
        branch = {"ref": f"refs/heads/{marker}", "sha": end}
        change = {"message": words.title, "content": content, "branch": marker}
        request = {"title": words.title, "head": marker, "base": where.branch, "body": words.text}
        return (
            Letter("POST", f"/repos/{quote(where.spot)}/git/refs", written(branch)),
            Letter("PUT", f"/repos/{quote(where.spot)}/contents/{file}", written(change)),
            Letter("POST", f"/repos/{quote(where.spot)}/pulls", written(request)),
        )

    def is_done(self, answer: Reply) -> bool:
        """Tell whether it was done; that a branch or file is there already was our own earlier try: it has our mark."""
        said = answer.body.decode(errors="replace").lower()
        return answer.is_good or (
            answer.status == _UNPROCESSABLE and ("already exists" in said or "wasn't supplied" in said)
        )

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the request."""
        del where
        return made_of(answer.data(), _LINK, "open")

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the list of requests from the branch."""
        del since
        owner = where.spot.partition("/")[0]
        return f"/repos/{quote(where.spot)}/pulls?{urlencode({'head': f'{owner}:{marker}', 'state': 'all'})}"

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the requests from the branch, and how each stands."""
        del where, marker
        said = objects(answer.data())
        if not answer.is_good or said is None:
            return None
        stands = ("merged" if each.get("merged_at") else str(each.get("state", "")) for each in said)
        made = (made_of(each, _LINK, stand) for each, stand in zip(said, stands, strict=True))
        return [each for each in made if each is not None]
