"""An issue of Jira, in the cloud or of one's own. The marker is a label; the texts go by version 2, which is plain."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words, objects, written
from groundswell.connectors.sending.writing.plainly import Plainly


@dataclass(frozen=True)
class Issue(Plainly):
    """A task in a project (`spot` is its key)."""

    is_cloud: bool

    def headers(self, secret: str) -> dict[str, str]:
        """Return the authorisation: "address:token" in the cloud, a personal access token elsewhere."""
        if self.is_cloud:
            return {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"}
        return {"Authorization": f"Bearer {secret}"}

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...]:
        """Return the one letter that creates the issue."""
        del known
        fields = {
            "project": {"key": where.spot},
            "issuetype": {"name": "Task"},
            "summary": words.title,
            "description": words.text,
            "labels": [marker],
        }
        return (Letter("POST", "/rest/api/2/issue", written({"fields": fields})),)

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return the issue by its key."""
        said = answer.data()
        key = said.get("key") if isinstance(said, dict) else None
        return Made(f"{where.address}/browse/{key}") if isinstance(key, str) and key else None

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the search for the label; in the cloud the old search is gone, and the new one lags behind."""
        del since
        path = "/rest/api/3/search/jql" if self.is_cloud else "/rest/api/2/search"
        asked = {"jql": f'project = "{where.spot}" AND labels = "{marker}"', "fields": "summary", "maxResults": "2"}
        return f"{path}?{urlencode(asked)}"

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return the issues with the label."""
        del marker
        said = answer.data()
        issues = objects(said.get("issues")) if isinstance(said, dict) and answer.is_good else None
        if issues is None:
            return None
        return [Made(f"{where.address}/browse/{each['key']}") for each in issues if "key" in each]
