"""What goes where, and what may happen next to something that was tried: no Django, no clock, no I/O."""

from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What stands at a place."""

    DISCOURSE = "discourse"
    JIRA_CLOUD = "jira_cloud"
    JIRA = "jira"
    GITHUB = "github"
    GITLAB = "gitlab"
    SLACK = "slack"
    MATTERMOST = "mattermost"


class What(StrEnum):
    """What leaves."""

    BRIEF = "brief"
    TICKET = "ticket"
    ASK = "ask"
    HANDBOOK = "handbook"
    HAND_OFF = "handoff"


class State(StrEnum):
    """Where something stands on its way out."""

    PREPARED = "prepared"
    TRYING = "trying"
    SENT = "sent"
    # The place said no: nothing was made there.
    REFUSED = "refused"
    # The answer got lost: it may be there.
    UNSURE = "unsure"


class Step(StrEnum):
    """What may be done next."""

    NOTHING = "nothing"
    WAIT = "wait"
    LOOK = "look"
    SEND = "send"


TAKES = {
    Kind.DISCOURSE: frozenset({What.BRIEF}),
    Kind.JIRA_CLOUD: frozenset({What.TICKET, What.HAND_OFF}),
    Kind.JIRA: frozenset({What.TICKET, What.HAND_OFF}),
    Kind.GITHUB: frozenset({What.TICKET, What.HAND_OFF, What.HANDBOOK}),
    Kind.GITLAB: frozenset({What.TICKET, What.HAND_OFF, What.HANDBOOK}),
    Kind.SLACK: frozenset({What.ASK}),
    Kind.MATTERMOST: frozenset({What.ASK}),
}
# There is one of it at all, and not one a place.
ONCE_ANYWHERE = frozenset({What.HAND_OFF})
OF_PROPOSITIONS = frozenset({What.BRIEF, What.ASK, What.HANDBOOK})
# Whoever tries may need as long as this: three requests with their patience, and then some.
LEASE = timedelta(minutes=2)
# How long a place may take until what it made is found: Jira's search in the cloud lags behind.
SETTLES = {Kind.JIRA_CLOUD: timedelta(minutes=2)}
SETTLES_SOON = timedelta(seconds=20)
_PREFIX = "groundswell-"


def marker_of(sending_hex: str) -> str:
    """Return what stands in everything that is made outside, so that it is found again: at most 50 characters."""
    return f"{_PREFIX}{sending_hex}"


def next_step(state: State, kind: Kind, tried_at: datetime | None, now: datetime) -> Step:
    """Return what may be done next. Whatever may be there already is looked for before anything is sent again."""
    if state is State.SENT:
        return Step.NOTHING
    if state in {State.PREPARED, State.REFUSED} or tried_at is None:
        return Step.SEND
    patience = LEASE if state is State.TRYING else SETTLES.get(kind, SETTLES_SOON)
    return Step.LOOK if now - tried_at >= patience else Step.WAIT


def folded(title: str, most: int = 40) -> str:
    """Return a title as the name of a file or branch: small letters of ASCII, digits, single hyphens."""
    letters = "".join(each if each.isascii() and each.isalnum() else " " for each in title.lower())
    return "-".join(letters.split())[:most].strip("-") or "change"
