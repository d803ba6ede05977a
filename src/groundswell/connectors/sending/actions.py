"""Writes of what leaves. Each of them ends before, or begins after, a request: none waits for somebody outside."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.own_network import require_named
from groundswell.connectors.asking.places import Place as Address
from groundswell.connectors.sending import letters as written
from groundswell.connectors.sending import results
from groundswell.connectors.sending.letters import Letter, Made, Words
from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import ONCE_ANYWHERE, Kind, State, Step, What, next_step
from groundswell.kit import audit, clock
from groundswell.people import policy as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Grant

_LONGEST = 200
_LONGEST_NOTE = 500
_MAY_BE_THERE = frozenset({State.TRYING, State.UNSURE, State.SENT})
_PREPARABLE = frozenset({State.PREPARED, State.REFUSED})


@transaction.atomic
def name_place(
    *, by: Person, kind: Kind, name: str, address: str, spot: str, secret: str, branch: str = "", folder: str = ""
) -> Place:
    """Name a place that things can be sent to; the secret is never shown again. Raises Refused.

    One that was ended and is named again is the same place: what was sent there is not sent there a second time.
    """
    _require_administrator(by)
    place = Place(
        id=uuid4(),
        kind=kind,
        name=_line(name, "name", _("Give it a name, so that people know where things go.")),
        address=_address(address),
        spot=_spot(kind, spot),
        branch=_line(branch, "branch"),
        folder=_line(folder, "folder").strip("/"),
    )
    ended = Place.objects.select_for_update().filter(kind=kind, address=place.address, spot=place.spot)
    before = ended.exclude(ended_on=None).first()
    if before is not None:
        place.id = before.id
    place.secret = _closed(place, secret)
    place.save(force_insert=before is None, force_update=before is not None)
    _record(by, "name_place", place.id, kind=kind)
    return place


@transaction.atomic
def give_new_key(*, by: Person, place: Place, secret: str) -> None:
    """Give a place another key: it stays the same place, with all that was sent there. Raises Refused."""
    _require_administrator(by)
    if place.ended_on is not None:
        raise Refused(_("Nothing is sent there any more. Name the place again."))
    place.secret = _closed(place, secret)
    place.save(update_fields=["secret"])
    _record(by, "give_new_key", place.id)


@transaction.atomic
def end_place(*, by: Person, place: Place) -> None:
    """Send nothing more to a place, and forget its secret. What stands there stays."""
    _require_administrator(by)
    if place.ended_on is None:
        place.ended_on, place.secret = clock.today(), b""
        place.save(update_fields=["ended_on", "secret"])
        _record(by, "end_place", place.id)


@transaction.atomic
def prepare(
    *, by: Person, sending_id: UUID, place: Place, what: What, about: UUID, words: Words, letters: Sequence[Letter]
) -> Sending:
    """Keep exactly what would leave, to be looked at.

    What was tried already, and what somebody else prepared first, stays as it is.
    """
    now = Sending.objects.select_for_update().filter(place=place, what=what, about=about).first()
    if now is not None and (now.state not in _PREPARABLE or now.id != sending_id):
        return now
    now = now or Sending(id=sending_id, place=place, what=what, about=about)
    now.letters, now.digest, now.words = written.stored(letters), written.digest_of(letters), words.digest
    now.state, now.note, now.by, now.prepared_on = State.PREPARED, "", by, clock.today()
    now.save()
    _record(by, "prepare", now.id, what=what)
    return now


@transaction.atomic
def reserve(*, by: Person, sending: Sending, digest: str) -> Step:
    """Reserve the one try that may be made now, before anything leaves; return what is to be done in it.

    Raises Refused where something else was shown than what would leave, or where somebody is at it.
    """
    # All of one thing, and each time in one order: two of them at once would otherwise not see each other.
    of_it = Sending.objects.select_for_update().filter(what=sending.what, about=sending.about).order_by("id")
    others = {each.id: each for each in of_it}
    now = others.pop(sending.id)
    step = next_step(State(now.state), Kind(now.place.kind), now.tried_at, clock.now())
    if step is Step.NOTHING:
        return step
    if step is Step.WAIT:
        raise Refused(_("It is on its way, or its answer got lost. Wait two minutes, and look again."))
    if now.digest != digest:
        raise Refused(_("It has changed since it was shown to you. Look again: this is what would leave now."))
    if now.place.ended_on is not None:
        raise Refused(_("Nothing is sent to this place any more."))
    if now.what in ONCE_ANYWHERE and any(each.state in _MAY_BE_THERE for each in others.values()):
        raise Refused(_("It stands in another tracker, or may. There is one ticket of it, and no more."))
    now.state, now.tried_at, now.by = State.TRYING, clock.now(), by
    now.first_tried_at = now.first_tried_at or now.tried_at
    now.save(update_fields=["state", "tried_at", "first_tried_at", "by"])
    _record(by, "try_to_send", now.id, what=now.what)
    return step


@transaction.atomic
def note_sent(*, by: Person, sending: Sending, made: Made, was_found: bool = False) -> None:
    """Keep where it stands outside, here and in its context."""
    now = Sending.objects.select_for_update().get(id=sending.id)
    if now.state == State.SENT:
        return
    now.state, now.link, now.stands, now.note = State.SENT, made.link, made.stands, ""
    now.sent_on = clock.today()
    now.save(update_fields=["state", "link", "stands", "note", "sent_on"])
    results.keep(by=by, what=What(now.what), about=now.about, made=made)
    _record(by, "find_sent" if was_found else "note_sent", now.id, what=now.what)


@transaction.atomic
def note_failed(*, sending: Sending, note: str, is_unsure: bool) -> None:
    """Keep that it did not go, and whether it may be there all the same. It writes no line: nothing was done."""
    state = State.UNSURE if is_unsure else State.REFUSED
    Sending.objects.filter(id=sending.id, state=State.TRYING).update(state=state, note=note[:_LONGEST_NOTE])


@transaction.atomic
def note_stands(*, by: Person, sending: Sending, made: Made) -> None:
    """Keep how a change of a handbook stands. Raises Refused where it creates a role and has no transition plan."""
    sending.stands, sending.link = made.stands, made.link
    sending.save(update_fields=["stands", "link"])
    results.keep(by=by, what=What(sending.what), about=sending.about, made=made)
    _record(by, "note_stands", sending.id, stands=made.stands)


@transaction.atomic
def settle(*, by: Person, sending: Sending, is_there: bool, link: str = "") -> None:
    """Take the word of a person who looked there themselves: it stands at a link, or it is not there.

    Raises Refused where it is known already, or where the link is none.
    """
    now = Sending.objects.select_for_update().get(id=sending.id)
    if now.state != State.UNSURE:
        raise Refused(_("It is known by now where it stands. Look again."))
    if not is_there:
        now.state, now.note = State.REFUSED, _("Somebody looked there: it is not there.")
        now.save(update_fields=["state", "note"])
        _record(by, "settle", now.id, is_there=False)
        return
    where = _line(link, "link", longest=_LONGEST_NOTE)
    if not where.startswith(("https://", "http://")):
        raise Refused(_("Write the address where it stands: it begins with https://."), "link")
    _record(by, "settle", now.id, is_there=True)
    note_sent(by=by, sending=now, made=Made(where, "open" if now.what == What.HANDBOOK else ""), was_found=True)


def since(sending: Sending) -> datetime:
    """Return the moment of the first try, from which on one looks for what it may have made."""
    return sending.first_tried_at or clock.now()


def _require_administrator(by: Person) -> None:
    if Grant.ADMINISTRATOR not in people.grants_of(by):
        raise PermissionError


def _line(text: str, field: str, empty: str = "", *, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    if empty and not line:
        raise Refused(empty, field)
    if len(line) > longest:
        raise Refused(
            _("This is too long: %(is)d characters, and %(fits)d fit.") % {"is": len(line), "fits": longest}, field
        )
    return line


def _closed(place: Place, secret: str) -> bytes:
    key = _line(secret, "secret", _("Without its key nothing can be made there."), longest=_LONGEST_NOTE)
    return secrets.closed(key, of=f"place {place.id}")


def _address(text: str) -> str:
    line = _line(text, "address", _("Say where it is: an address like https://git.example.org.")).rstrip("/")
    try:
        require_named(Address.of(line), has_key=True)
    except Unanswered as fault:
        raise Refused(fault.sentence, "address") from None
    return line


def _spot(kind: Kind, text: str) -> str:
    spot = _line(text, "spot", _("Say where it goes there: a category, project, repository or channel."))
    if kind is Kind.DISCOURSE and not (spot.isascii() and spot.isdigit()):
        raise Refused(_("Write the number of the category: it stands at the end of its address."), "spot")
    if kind is Kind.GITHUB and spot.count("/") != 1:
        raise Refused(_("Write the repository as owner/name."), "spot")
    return spot


def _record(by: Person, verb: str, about: UUID, **changes: object) -> None:
    audit.record(actor=by.id, verb=verb, context="connectors", object_id=about, **changes)
