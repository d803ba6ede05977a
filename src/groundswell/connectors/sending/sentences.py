"""What is said to people about what leaves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from groundswell.connectors.sending.rules import Kind, State, What

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Words = str | _StrPromise


@dataclass(frozen=True)
class Spot:
    """How a kind of place is asked for."""

    address: "Words"
    label: "Words"
    help: "Words"
    secret: "Words"


KINDS: dict[Kind, tuple["Words", "Words"]] = {
    Kind.DISCOURSE: (_("A Discourse forum"), _("takes a brief as a topic")),
    Kind.JIRA_CLOUD: (_("Jira in the cloud"), _("takes tickets")),
    Kind.JIRA: (_("Jira of your own"), _("takes tickets")),
    Kind.GITHUB: (_("GitHub"), _("takes tickets, and changes of a handbook")),
    Kind.GITLAB: (_("GitLab"), _("takes tickets, and changes of a handbook")),
    Kind.SLACK: (_("Slack"), _("takes the ask of a review")),
    Kind.MATTERMOST: (_("Mattermost"), _("takes the ask of a review")),
}
SPOTS: dict[Kind, Spot] = {
    Kind.DISCOURSE: Spot(
        _("Say https://forum.example.org"),
        _("Category"),
        _("Its number: it stands at the end of its address."),
        _("The name that it posts under, a colon, and a key of the API."),
    ),
    Kind.JIRA_CLOUD: Spot(
        _("Say https://example.atlassian.net"),
        _("Project"),
        _("Its key, say OPS."),
        _("An address to sign in with, a colon, and an API token of it."),
    ),
    Kind.JIRA: Spot(
        _("Say https://jira.example.org"), _("Project"), _("Its key, say OPS."), _("A personal access token.")
    ),
    Kind.GITHUB: Spot(
        _("https://api.github.com, or https://git.example.org/api/v3"),
        _("Repository"),
        _("owner/name"),
        _("A token that may write issues, contents and pull requests of this repository alone."),
    ),
    Kind.GITLAB: Spot(
        _("Say https://gitlab.example.org"),
        _("Project"),
        _("group/project, or its number"),
        _("A project access token with the scope api."),
    ),
    Kind.SLACK: Spot(
        "https://slack.com",
        _("Channel"),
        _("Its id, say C0123456789: it stands in the details of the channel."),
        _("The token of a bot (xoxb-…) with chat:write, and channels:history to find what it wrote."),
    ),
    Kind.MATTERMOST: Spot(
        _("Say https://chat.example.org"),
        _("Channel"),
        _("Its id: it stands in the details of the channel."),
        _("The access token of a bot."),
    ),
}
WHATS: dict[What, "Words"] = {
    What.BRIEF: _("The brief, as a topic of a forum"),
    What.TICKET: _("A ticket in a tracker"),
    What.ASK: _("The ask of its review, as a message"),
    What.HAND_OFF: _("The question that was handed on, as a ticket in a tracker"),
    What.HANDBOOK: _("What was decided, as a change of the handbook"),
}
STATES: dict[State, "Words"] = {
    State.PREPARED: _("prepared, nothing has left"),
    State.TRYING: _("on its way"),
    State.SENT: _("there"),
    State.REFUSED: _("refused there, nothing was made"),
    State.UNSURE: _("nobody knows whether it is there"),
}
STANDS: dict[str, "Words"] = {"open": _("open"), "merged": _("merged"), "closed": _("closed without merging")}
