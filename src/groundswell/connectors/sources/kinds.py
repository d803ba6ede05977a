"""All connectors that read live."""

from groundswell.connectors.conferences.sync import CONNECTOR as CONFERENCES
from groundswell.connectors.discord.sync import CONNECTOR as DISCORD
from groundswell.connectors.discourse.sync import CONNECTOR as DISCOURSE
from groundswell.connectors.feeds.sync import CONNECTOR as FEED
from groundswell.connectors.github.sync import CONNECTOR as GITHUB
from groundswell.connectors.gitlab.sync import CONNECTOR as GITLAB
from groundswell.connectors.ical.sync import CONNECTOR as ICAL
from groundswell.connectors.imap.sync import CONNECTOR as IMAP
from groundswell.connectors.jira.sync import CONNECTOR as JIRA
from groundswell.connectors.jira.worklogs import CONNECTOR as JIRA_HOURS
from groundswell.connectors.mattermost.sync import CONNECTOR as MATTERMOST
from groundswell.connectors.shape import Connector
from groundswell.connectors.slack.sync import CONNECTOR as SLACK
from groundswell.connectors.stackexchange.sync import CONNECTOR as STACK_EXCHANGE
from groundswell.connectors.tempo.center import CONNECTOR as TEMPO_CENTER
from groundswell.connectors.tempo.live import CONNECTOR as TEMPO
from groundswell.connectors.zulip.sync import CONNECTOR as ZULIP

_ALL = (
    DISCOURSE, GITHUB, GITLAB, JIRA, JIRA_HOURS, TEMPO, TEMPO_CENTER, SLACK, MATTERMOST, ZULIP, DISCORD, STACK_EXCHANGE,
    FEED, IMAP, ICAL, CONFERENCES,
)  # fmt: skip  # names beside each other
CONNECTORS: dict[str, Connector] = {each.key: each for each in _ALL}
KEYS = tuple(CONNECTORS)
