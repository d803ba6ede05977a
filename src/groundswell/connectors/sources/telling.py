"""How a source stands, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.connectors.shape import Connector, Seen
from groundswell.questions.queries.connected import SourceLine

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """A source with the words for how it stands; `key` is the state's for the style sheet."""

    line: SourceLine
    connector: Connector
    words: str
    key: str


def shown(line: SourceLine, connector: Connector) -> Shown:
    """Return a source with the words for how it stands."""
    if line.is_paused:
        return Shown(line, connector, _("paused"), "waiting")
    if line.fault:
        needs = _("waits for you") if line.due_at is None else _("is tried again")
        return Shown(line, connector, needs, "waiting")
    if line.read_at is None and line.due_at is None:
        return Shown(line, connector, _("brought in from files"), "confirmed")
    if line.read_at is None:
        return Shown(line, connector, _("is being read for the first time"), "")
    return Shown(line, connector, _("reads well"), "confirmed")


def of_look(seen: Seen, now: datetime) -> str:
    """Return what a look saw: "It answers: 312 topics, last 2 hours ago."."""
    told = {"count": seen.count, "what": seen.words, "when": ago(seen.newest_at, now) if seen.newest_at else ""}
    if seen.count is None:
        return _("It answers, last %(when)s.") % told if seen.newest_at else _("It answers.")
    if not seen.newest_at:
        return _("It answers: %(count)d %(what)s.") % told
    return _("It answers: %(count)d %(what)s, last %(when)s.") % told


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago something was, in its largest unit."""
    since = max(now - moment, timedelta())
    for unit, one, many in (
        (_DAY, "%(n)d day ago", "%(n)d days ago"),
        (_HOUR, "%(n)d hour ago", "%(n)d hours ago"),
        (_MINUTE, "%(n)d minute ago", "%(n)d minutes ago"),
    ):
        if since >= unit:
            count = since // unit
            return ngettext(one, many, count) % {"n": count}
    return _("a moment ago")
