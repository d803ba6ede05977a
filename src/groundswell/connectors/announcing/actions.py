"""Listeners are named and ended; what they are to be told is noted; what came of it is kept."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from groundswell.connectors.announcing import rules
from groundswell.connectors.announcing.models import Listener, Telling
from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.places import Place
from groundswell.kit import audit, clock
from groundswell.kit.audit import Noted
from groundswell.kit.seal import boxes
from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant
from groundswell.register.queries.readable import is_read_by_everybody

_AT_ONCE = 200
_LONGEST = 200
_LONGEST_NOTE = 300
# How long one try may take before somebody else may think that it was killed.
CLAIMED_FOR = timedelta(minutes=5)
KEPT_FOR = timedelta(days=30)
_MOST_LISTENERS = 20


@dataclass(frozen=True)
class Named:
    """A listener that was named just now. The secret is shown once."""

    listener: Listener
    secret: str = field(repr=False)


@transaction.atomic
def name_listener(*, by: Person, name: str, address: str) -> Named:
    """Tell an address, from now on, what everybody here may know. Raises Refused."""
    _require_administrator(by)
    line = " ".join(name.split())
    if not line:
        raise Refused(_("Give it a name, so that people know who is told."), "name")
    if len(line) > _LONGEST:
        raise Refused(_("This name is too long: 200 characters fit."), "name")
    where = _checked(address.strip())
    if Listener.objects.filter(ended_on=None).count() >= _MOST_LISTENERS:
        raise Refused(_("Twenty addresses are told already. End one first."))
    key, listener_id = boxes.new_secret(), uuid4()
    listener = Listener.objects.create(
        id=listener_id,
        name=line,
        address=where,
        secret=secrets.closed(key.hex(), of=f"listener {listener_id}"),
        heard=audit.head()[0],
        named_on=clock.today(),
    )
    _record(by, "name_listener", listener.id)
    return Named(listener, rules.secret_text(key))


@transaction.atomic
def end_listener(*, by: Person, listener: Listener) -> None:
    """Tell an address nothing more, and forget its secret and what waits for it."""
    _require_administrator(by)
    if close(listener=listener):
        _record(by, "end_listener", listener.id)


@transaction.atomic
def close(*, listener: Listener) -> bool:
    """End a listener, as its own answer (410) asks for too; tell whether it was open."""
    ended = Listener.objects.filter(id=listener.id, ended_on=None).update(ended_on=clock.today(), secret=b"")
    Telling.objects.filter(listener=listener, state=Telling.State.WAITING).update(state=Telling.State.GIVEN_UP)
    return bool(ended)


@transaction.atomic
def note_what_to_tell(*, listener: Listener) -> int:
    """Note what a listener is to be told of the log's next lines; return how many lines were read. Twice is once."""
    now = Listener.objects.select_for_update().get(id=listener.id)
    lines = audit.after(now.heard, most=_AT_ONCE)
    if not lines or now.ended_on is not None:
        return 0
    tellings = [telling for line in lines if (telling := _telling(now, line)) is not None]
    Telling.objects.bulk_create(tellings)
    now.heard = lines[-1].number
    now.save(update_fields=["heard"])
    return len(lines)


@transaction.atomic
def claim(*, telling: Telling) -> bool:
    """Claim the next try of a telling by compare-and-set; somebody who was faster leaves nothing to claim."""
    due = Telling.objects.filter(id=telling.id, state=Telling.State.WAITING, due_at=telling.due_at)
    return bool(due.update(due_at=clock.now() + CLAIMED_FOR, tries=F("tries") + 1))


@transaction.atomic
def note_told(*, telling: Telling) -> None:
    """Keep that it was taken."""
    Telling.objects.filter(id=telling.id).update(state=Telling.State.TOLD, note="")


@transaction.atomic
def note_not_told(*, telling: Telling, note: str) -> None:
    """Keep why it was not taken, and when it is tried again; after the last pause it is given up."""
    now = Telling.objects.select_for_update().get(id=telling.id)
    pause = rules.pause_after(now.tries)
    now.note = note[:_LONGEST_NOTE]
    if pause is None:
        now.state = Telling.State.GIVEN_UP
    else:
        now.due_at = clock.now() + pause
    now.save(update_fields=["note", "state", "due_at"])


@transaction.atomic
def tell_again(*, by: Person, listener: Listener) -> int:
    """Try once more what was given up; return how many that is."""
    _require_administrator(by)
    if listener.ended_on is not None:
        return 0
    waiting = Telling.objects.filter(listener=listener, state=Telling.State.GIVEN_UP)
    count = waiting.update(state=Telling.State.WAITING, tries=0, due_at=clock.now())
    if count:
        _record(by, "tell_again", listener.id, tellings=count)
    return count


@transaction.atomic
def forget_old() -> None:
    """Forget what was told, or given up, thirty days ago."""
    old = Telling.objects.filter(made_on__lt=clock.today() - KEPT_FOR).exclude(state=Telling.State.WAITING)
    old.delete()


def _telling(listener: Listener, line: Noted) -> Telling | None:
    event = rules.event_of(line.context, line.verb)
    if event is None or (event.asks and not _is_for_everybody(line.object_id)):
        return None
    said = {
        "type": event.name,
        "timestamp": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "data": rules.data_of(event, line.object_id, line.changes),
    }
    body = json.dumps(said, separators=(",", ":"))
    today, now = clock.today(), clock.now()
    return Telling(listener=listener, line=line.number, event=event.name, body=body, due_at=now, made_on=today)


def _is_for_everybody(object_id: str) -> bool:
    try:
        return is_read_by_everybody(UUID(object_id))
    except ValueError:
        return False


def _checked(address: str) -> str:
    if len(address) > 500:  # noqa: PLR2004 - as many as the column holds
        raise Refused(_("This address is too long: 500 characters fit."), "address")
    try:
        Place.of(address)
    except Unanswered as fault:
        raise Refused(fault.sentence, "address") from None
    return address


def _require_administrator(by: Person) -> None:
    if Grant.ADMINISTRATOR not in people.grants_of(by):
        raise PermissionError


def _record(by: Person, verb: str, about: UUID, **changes: object) -> None:
    audit.record(actor=by.id, verb=verb, context="connectors", object_id=about, **changes)
