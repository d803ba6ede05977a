"""A source, opened: its address, choices and secrets as its connector needs them."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext as _

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.own_network import is_named
from groundswell.connectors.shape import Connector, Opened
from groundswell.connectors.sources.kinds import CONNECTORS
from groundswell.questions.queries.connected import Told

# What reading data of an unforeseen shape ends in.
STRANGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Secrets:
    """The key that we open a source with, and the secret that it signs with."""

    key: str = field(default="", repr=False)
    hook: str = field(default="", repr=False)


def closed(told: Secrets, *, source: UUID) -> bytes:
    """Return secrets as they are kept."""
    if not told.key and not told.hook:
        return b""
    return secrets.closed(json.dumps({"key": told.key, "hook": told.hook}), of=f"source {source}")


def secrets_of(told: Told) -> Secrets:
    """Return the secrets of a source. Raises Unanswered where the key of the installation is another one."""
    try:
        content = secrets.opened(told.secret, of=f"source {told.id}")
    except secrets.Unopenable:
        words = _("The key of this source cannot be opened with the keys of this installation. Enter it again.")
        raise Unanswered(Why.KEY, words) from None
    return Secrets(**json.loads(content)) if content else Secrets()


def connector_of(told: Told) -> Connector:
    """Return the connector of a source. Raises Unanswered for one that is not read live."""
    connector = CONNECTORS.get(told.kind)
    if connector is None:
        raise Unanswered(Why.ADDRESS, _("This source came from a file; it is not read live."))
    return connector


def opened(told: Told) -> Opened:
    """Return a source as its connector opens it. Raises Unanswered."""
    return assembled(connector_of(told), told.address, told.settings, secrets_of(told).key)


@contextmanager
def understood(name: str) -> Iterator[None]:
    """Make of what nobody could read one sentence: a service may answer with anything. Raises Unanswered."""
    try:
        yield
    except STRANGE as fault:
        logger.warning("What a source said could not be read: %s", type(fault).__name__)
        words = _("%(name)s answered with something that nobody here understands (%(kind)s).")
        raise Unanswered(Why.STRANGE, words % {"name": name, "kind": type(fault).__name__}) from None


def hurried(at: Opened) -> Opened:
    """Return an opened source for somebody who waits for the page: asked once, and not waited for long."""
    return replace(at, pace=replace(at.pace, tries=1), seconds=8.0)


def assembled(connector: Connector, address: str, settings: Mapping[str, object], key: str) -> Opened:
    """Return an opened source from its parts. Raises Unanswered for an address that is none."""
    choices = settings.get("choices")
    a_minute = settings.get("a_minute")
    pace = connector.pace
    if isinstance(a_minute, int | float) and a_minute > 0:
        pace = replace(pace, a_minute=float(a_minute), at_once=max(1, min(int(a_minute), 1000)))
    where = address or connector.usual_address
    return Opened(
        address=where,
        key=key,
        choices={name: str(value) for name, value in choices.items()} if isinstance(choices, dict) else {},
        pace=pace,
        may_be_inside=is_named(connector.place(where)),
    )
