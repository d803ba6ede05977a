"""Tells listeners what is due: plugged into the sweeps. Signed as Standard Webhooks has it, once for each try."""

import time
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from groundswell.connectors.announcing import actions, queries, rules
from groundswell.connectors.announcing.models import Listener, Telling
from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.lines import BROKEN, Line
from groundswell.connectors.asking.own_network import is_named
from groundswell.connectors.asking.places import Place, pinned
from groundswell.kit import clock
from groundswell.people.refusals import Refused

SECONDS = 10.0
# What one sweep may take: the other sweeps wait meanwhile.
A_SWEEP_SECONDS = 20.0
_MOST_BYTES = 64 * 1024
_GONE = 410
_GOOD = range(200, 300)


def sweep() -> None:
    """Note what is new for each listener, tell what is due, forget what is old."""
    for listener in queries.listeners():
        while actions.note_what_to_tell(listener=listener):
            pass
    tell_what_is_due()
    actions.forget_old()


def tell_what_is_due() -> int:
    """Tell what is due now; return how much was taken. Who does not answer once is left alone until the next sweep."""
    ends, silent, taken = time.monotonic() + A_SWEEP_SECONDS, set(), 0
    for telling in queries.due():
        if telling.listener_id in silent or time.monotonic() > ends:
            continue
        if actions.claim(telling=telling):
            fault = tell(telling)
            taken += not fault
            if fault:
                silent.add(telling.listener_id)
    return taken


def tell(telling: Telling) -> str:
    """Make one try; return why it was not taken, or nothing."""
    fault = _posted(telling)
    if fault:
        actions.note_not_told(telling=telling, note=fault)
    else:
        actions.note_told(telling=telling)
    return fault


def require_outside(address: str) -> None:
    """Refuse an address that nobody answers to, or that lies inside one's own network where that is not allowed."""
    try:
        place = Place.of(address.strip())
        pinned(place, may_be_inside=_may_be_inside(place))
    except Unanswered as fault:
        raise Refused(fault.sentence, "address") from None


def headers_of(telling: Telling, secret: bytes, moment: int) -> dict[str, str]:
    """Return the headers of one try at a moment, in seconds since 1970."""
    message_id = f"msg_{telling.id.hex}"
    signed = rules.signature(secret, message_id=message_id, moment=moment, body=telling.body.encode())
    return {
        "Content-Type": "application/json",
        "User-Agent": "Groundswell",
        "webhook-id": message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": signed,
    }


def _posted(telling: Telling) -> str:
    listener: Listener = telling.listener
    try:
        place = Place.of(listener.address)
        secret = bytes.fromhex(secrets.opened(listener.secret, of=f"listener {listener.id}"))
        addresses = pinned(place, may_be_inside=_may_be_inside(place))
        line = Line(place, addresses, seconds=SECONDS, most_bytes=_MOST_BYTES)
    except Unanswered as fault:
        return fault.sentence
    except secrets.Unopenable:
        return _("Its secret does not open any more. Name the address anew.")
    headers = headers_of(telling, secret, int(clock.now().timestamp()))
    try:
        status = line.ask("POST", _target(listener.address), telling.body.encode(), headers).status
    except (*BROKEN, Unanswered) as fault:
        return fault.sentence if isinstance(fault, Unanswered) else _("It did not answer, or broke off.")
    finally:
        line.close()
    if status == _GONE:
        actions.close(listener=listener)
    return "" if status in _GOOD else _("It answered %(status)d.") % {"status": status}


def _may_be_inside(place: Place) -> bool:
    return settings.WEBHOOKS_INSIDE or is_named(place)


def _target(address: str) -> str:
    """Return path and query as they were typed: some listeners know themselves by a query."""
    rest = address.partition("://")[2]
    path = rest[len(rest.partition("/")[0].partition("?")[0]) :].partition("#")[0]
    return quote(path if path.startswith("/") else f"/{path}", safe="/%:@!$&'()*+,;=~-._?")
