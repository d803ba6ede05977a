"""Sources are connected, changed, paused and begun anew, by advocates and administrators."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.own_network import require_named
from groundswell.connectors.plain import tidy
from groundswell.connectors.shape import BRINGS, NEWS, Connector
from groundswell.connectors.sources.opening import Secrets, closed, secrets_of
from groundswell.kit import audit, clock
from groundswell.people import policy
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.questions.actions import connecting
from groundswell.questions.queries import connected
from groundswell.web.access import Access

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_CHOICE = 200, 500, 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """What somebody says of a source. An empty key leaves the one that is kept, when there is one."""

    name: str
    address: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    key: str = field(default="", repr=False)
    hook: str = field(default="", repr=False)
    a_minute: float | None = None
    is_pseudonymous: bool = False
    is_public: bool = False
    retention_months: int | None = None


@transaction.atomic
def connect_source(*, by: Person | None, connector: Connector, words: SourceWords) -> UUID:
    """Add a source; it is read at once. `by` is None at the command line. Raises Refused."""
    _require_may(by)
    source = _keep(None, connector, words, Secrets())
    _record(by, "connect_source", source, kind=connector.key)
    return source


@transaction.atomic
def change_source(*, by: Person | None, source: UUID, connector: Connector, words: SourceWords) -> None:
    """Write a source anew, and read it at once. Raises Refused."""
    _require_may(by)
    told = connected.told_of(source)
    if told is None:
        raise Refused(_("This source is no longer there."))
    try:
        kept = secrets_of(told)
    except Unanswered:
        kept = Secrets()
    if kept.key and not words.key.strip() and not _is_same_place(connector, told.address, words.address):
        raise Refused(_("This is another place: enter the key once more, so that it goes nowhere by mistake."), "key")
    _keep(source, connector, words, kept)
    if any(choice.name == BRINGS for choice in connector.choices):
        connecting.sort_source(source=source, is_news=words.choices.get(BRINGS) == NEWS)
    _record(by, "change_source", source, kind=connector.key)


@transaction.atomic
def pause_source(*, by: Person | None, source: UUID, is_paused: bool) -> None:
    """Read a source no longer, or again; what is known of it stays."""
    _require_may(by)
    connecting.pause_source(source=source, is_paused=is_paused, due_at=None if is_paused else clock.now())
    _record(by, "pause_source", source, paused=is_paused)


@transaction.atomic
def read_source_anew(*, by: Person | None, source: UUID) -> None:
    """Read a source from its beginning once more: what was edited long ago comes again, and nothing is doubled."""
    _require_may(by)
    connecting.read_anew(source=source, due_at=clock.now())
    _record(by, "read_source_anew", source)


def due_again(connector: Connector) -> datetime:
    """Return when a source that was read now is due again."""
    return later(60 * connector.every_minutes)


def later(seconds: float) -> datetime:
    """Return the moment in so many seconds."""
    return datetime.fromtimestamp(clock.now().timestamp() + seconds, clock.now().tzinfo)


def _require_may(by: Person | None) -> None:
    if by is not None and not policy.may_open(by, Access.ORGANISER):
        raise PermissionError


def _keep(source: UUID | None, connector: Connector, words: SourceWords, kept: Secrets) -> UUID:
    name, address = _line(words.name, "name", LONGEST_NAME), words.address.strip() or connector.usual_address
    if not name:
        raise Refused(_("Give it a name, so that people know where a question was asked."), "name")
    key, hook = words.key.strip() or kept.key, words.hook.strip() or kept.hook
    if connector.is_secret_needed and not key:
        raise Refused(_("This service answers nobody without a key."), "key")
    _check_address(connector, address, has_key=bool(key))
    settings = {"choices": _choices(connector, words), "a_minute": words.a_minute}
    made = connecting.keep_source(
        source=source,
        name=name,
        kind=connector.key,
        address=address,
        settings=settings,
        due_at=clock.now(),
        is_pseudonymous=words.is_pseudonymous,
        is_public=words.is_public,
        retention_months=words.retention_months,
    )
    connecting.keep_secret(source=made, secret=closed(Secrets(key, hook), source=made))
    return made


def _is_same_place(connector: Connector, before: str, now: str) -> bool:
    """Tell whether a key that was given for one address goes to the same host by the other."""
    try:
        origins = {connector.place(each.strip() or connector.usual_address).origin for each in (before, now)}
    except Unanswered:
        return False
    return len(origins) == 1


def _check_address(connector: Connector, address: str, *, has_key: bool) -> None:
    if len(address) > LONGEST_ADDRESS:
        raise Refused(_("This is too long for an address."), "address")
    try:
        require_named(connector.place(address), has_key=has_key)
    except Unanswered as fault:
        raise Refused(fault.sentence, "address") from None


def _choices(connector: Connector, words: SourceWords) -> dict[str, str]:
    found = {}
    for choice in connector.choices:
        said = words.choices.get(choice.name, "").replace("\r\n", "\n").strip()
        if choice.is_needed and not said:
            raise Refused(_("Without this there is nothing to read."), choice.name)
        if len(said) > LONGEST_CHOICE:
            raise Refused(_("This is too long: %(fits)d characters fit.") % {"fits": LONGEST_CHOICE}, choice.name)
        found[choice.name] = said
    return found


def _line(text: str, name: str, longest: int) -> str:
    line = " ".join(tidy(text).split())
    if len(line) > longest:
        raise Refused(_("This is too long: %(fits)d characters fit.") % {"fits": longest}, name)
    return line


def _record(by: Person | None, verb: str, source: UUID, **changes: object) -> None:
    actor = by.id if by else None
    audit.record(actor=actor, verb=verb, context="connectors", object_id=source, **changes)
