"""One file a kind of place: how a letter to it is written, how it says that something was made, how one looks for it.

All of it is pure: words and answers in, letters and facts out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from groundswell.connectors.sending.letters import Letter, Made, Reply, Where, Words
from groundswell.connectors.sending.rules import Kind, What
from groundswell.connectors.sending.writing import discourse, github, gitlab, jira, mattermost, slack


class Writer(Protocol):
    """What can be made at a kind of place. `openly` are headers that go with every letter, and are shown with it."""

    @property
    def openly(self) -> Mapping[str, str]:
        """Return them."""
        ...

    def headers(self, secret: str) -> dict[str, str]:
        """Return what opens the place; shown to nobody."""
        ...

    def before(self, where: Where) -> str:
        """Return a path to be asked before letters can be written, or nothing. What it answers goes into `letters`."""
        ...

    def letters(self, where: Where, words: Words, marker: str, known: Reply | None) -> tuple[Letter, ...] | None:
        """Return what would leave, in its order; None where `known` is no answer to `before`."""
        ...

    def is_done(self, answer: Reply) -> bool:
        """Tell whether a letter did what it should, now or at an earlier try."""
        ...

    def made(self, where: Where, answer: Reply) -> Made | None:
        """Return what the last letter made, or None where the answer does not say."""
        ...

    def look(self, where: Where, marker: str, since: datetime) -> str:
        """Return the path that lists what was made since a moment."""
        ...

    def found(self, where: Where, answer: Reply, marker: str) -> list[Made] | None:
        """Return what bears the marker, or None where the answer tells neither yes nor no."""
        ...


_ISSUES: dict[Kind, Writer] = {
    Kind.JIRA_CLOUD: jira.Issue(is_cloud=True),
    Kind.JIRA: jira.Issue(is_cloud=False),
    Kind.GITHUB: github.Issue(),
    Kind.GITLAB: gitlab.Issue(),
}
WRITERS: dict[tuple[Kind, What], Writer] = {
    **{(kind, What.HAND_OFF): issue for kind, issue in _ISSUES.items()},
    **{(kind, What.TICKET): issue for kind, issue in _ISSUES.items()},
    (Kind.DISCOURSE, What.BRIEF): discourse.Topic(),
    (Kind.GITHUB, What.HANDBOOK): github.Change(),
    (Kind.GITLAB, What.HANDBOOK): gitlab.Change(),
    (Kind.SLACK, What.ASK): slack.Message(),
    (Kind.MATTERMOST, What.ASK): mattermost.Message(),
}
