"""Lets letters out: exactly their bytes, to the address of the place and nowhere else, once."""

from django.utils.translation import gettext as _

from groundswell.connectors.asking import secrets
from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.asking.lines import BROKEN, Line
from groundswell.connectors.asking.own_network import is_named
from groundswell.connectors.asking.places import Place as Address
from groundswell.connectors.asking.places import pinned
from groundswell.connectors.sending.letters import Letter, Reply
from groundswell.connectors.sending.models import Place
from groundswell.connectors.sending.writing import Writer

SECONDS = 15.0
_MOST_BYTES = 8 * 1024 * 1024
AGENT = "Groundswell"
# Nothing has left when one of these is met: the connection was never there.
_NEVER_LEFT = (ConnectionRefusedError,)


class NotSent(Exception):
    """Surely nothing arrived. The message is a sentence."""


class Lost(Exception):
    """It may have arrived: the answer is missing. The message is a sentence."""


def post(letter: Letter, *, place: Place, writer: Writer) -> Reply:
    """Send one letter and return what came back, whatever it says. Raises NotSent or Lost; redirects are not followed.

    The key goes to a place inside one's own network only where the operator named its host, and never readably.
    """
    try:
        address = Address.of(place.address)
        addresses = pinned(address, may_be_inside=is_named(address), has_key=True)
        line = Line(address, addresses, seconds=SECONDS, most_bytes=_MOST_BYTES)
        secret = secrets.opened(place.secret, of=f"place {place.id}")
    except (Unanswered, secrets.Unopenable) as fault:
        raise NotSent(_sentence(fault)) from None
    try:
        return _asked(line, address, letter, headers_of(letter, writer) | writer.headers(secret))
    finally:
        line.close()


def look(path: str, *, place: Place, writer: Writer) -> Reply:
    """Ask for what lies at a path of a place. Raises NotSent or Lost, which mean the same for a question."""
    return post(Letter("GET", path, ""), place=place, writer=writer)


def address_of(letter: Letter, place: Place) -> str:
    """Return the whole address that a letter goes to."""
    return f"{place.address}{letter.path}"


def headers_of(letter: Letter, writer: Writer) -> dict[str, str]:
    """Return the headers that go with every letter, besides the secret ones."""
    kind = {"Content-Type": "application/json; charset=utf-8"} if letter.body else {}
    return {"User-Agent": AGENT, "Accept": "application/json", **kind, **writer.openly}


def _asked(line: Line, address: Address, letter: Letter, headers: dict[str, str]) -> Reply:
    origin = {"origin": address.origin}
    body = letter.body.encode() if letter.body else None
    try:
        answer = line.ask(letter.method, f"{address.path}{letter.path}", body, headers)
    except _NEVER_LEFT:
        raise NotSent(_("Nobody answers at %(origin)s.") % origin) from None
    except TimeoutError:
        raise Lost(_("%(origin)s did not answer in time.") % origin) from None
    except BROKEN:
        raise Lost(_("The connection to %(origin)s broke off before the answer was there.") % origin) from None
    except Unanswered as fault:
        raise Lost(fault.sentence) from None
    return Reply(answer.status, answer.body, answer.headers)


def _sentence(fault: Unanswered | secrets.Unopenable) -> str:
    if isinstance(fault, Unanswered):
        return fault.sentence
    return _("The key of this place does not open any more. Name the place anew.")
