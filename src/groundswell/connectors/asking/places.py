"""Where a connector may ask: one scheme, host and port, and the network address that this host has now."""

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, quote, urlencode, urljoin, urlsplit

from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered, Why

_PORTS = {"http": 80, "https": 443}
_MAIL_PORTS = {"imap": 143, "imaps": 993}
# What is sent so, everybody on the way can read.
_OPEN = frozenset({"http", "imap"})
# Where clouds tell a machine its own keys; one of them is not even of a private network.
_TELLERS = frozenset(ipaddress.ip_address(each) for each in ("168.63.129.16", "100.100.100.200", "fd00:ec2::254"))
_UNWANTED = re.compile(r"[\x00-\x20\x7f]")
# Their last four bytes are an IPv4 address: translated on the way (RFC 6052), or by old machines (RFC 4291, 2.5.5.1).
_CARRIERS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
type Resolve = Callable[[str, int], Iterable[str]]
type Query = Collection[tuple[str, object]]


@dataclass(frozen=True, slots=True)
class Place:
    """The one place that is asked. `path` is what stands before every path, without a slash at its end.

    `whole` is the path and query as they were written: what is asked where the address is already the page.
    """

    scheme: str
    host: str
    port: int
    path: str = ""
    whole: str = "/"

    @classmethod
    def of_mail(cls, address: str) -> Self:
        """Read the address of a mailbox, imaps://host/folder. Raises Unanswered with a sentence."""
        return cls._of(address, _MAIL_PORTS, "imaps://mail.example.org/INBOX")

    @classmethod
    def of(cls, address: str) -> Self:
        """Read an address. Raises Unanswered with a sentence."""
        return cls._of(address, _PORTS, "https://forum.example.org")

    @classmethod
    def _of(cls, address: str, ports: Mapping[str, int], example: str) -> Self:
        address = address.strip()
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            raise _no_address(address, example) from None
        if parts.scheme not in ports or not parts.hostname or _UNWANTED.search(address):
            raise _no_address(address, example)
        if parts.username or parts.password:
            raise Unanswered(Why.ADDRESS, _("A name or password does not belong into the address. Give it as the key."))
        return cls(parts.scheme, parts.hostname, port or ports[parts.scheme], parts.path.rstrip("/"), _whole(parts))

    @property
    def origin(self) -> str:
        """Return it as browsers write an origin."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == (_PORTS | _MAIL_PORTS)[self.scheme] else f":{self.port}")

    def target(self, path: str, query: Query = ()) -> str:
        """Return what stands in the first line of a question: the path below this place, and the query."""
        if not path and not query:
            return self.whole
        target = quote(f"{self.path}{path}", safe="/%:@!$&'()*+,;=~-._") or "/"
        asked = urlencode([(name, str(value)) for name, value in query])
        return f"{target}?{asked}" if asked else target

    def moved(self, target: str, location: str) -> str:
        """Return the target that a redirect names, which must lie at this very place. Raises Unanswered."""
        there = urlsplit(urljoin(f"{self.origin}{target}", location))
        try:
            port = there.port or _PORTS.get(there.scheme, 0)
        except ValueError:
            port = 0
        if (there.scheme, there.hostname, port) != (self.scheme, self.host, self.port):
            words = _("%(here)s sends us on to %(there)s. If that is right, write it as the address of the source.")
            elsewhere = f"{there.scheme}://{there.netloc.rpartition('@')[2]}"
            raise Unanswered(Why.ADDRESS, words % {"here": self.origin, "there": elsewhere[:100]})
        return (there.path or "/") + (f"?{there.query}" if there.query else "")


def resolved(host: str, port: int) -> list[str]:
    """Return the network addresses of a host. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def pinned(place: Place, *, may_be_inside: bool, has_key: bool = False, resolve: Resolve = resolved) -> list[str]:
    """Return the network addresses to connect to: looked up once, checked, and then used as they are.

    A name that means a public address when it is checked, and a private one when it is used, finds nobody here.
    `has_key`: a key goes along, which nobody on the way may read. Raises Unanswered.
    """
    if has_key:
        require_closed(place, may_be_inside=may_be_inside)
    try:
        found = list(dict.fromkeys(resolve(place.host, place.port)))
    except (OSError, UnicodeError):
        found = []
    if not found:
        words = _("Nobody answers to the name %(host)s. Is it written right?")
        raise Unanswered(Why.AWAY, words % {"host": place.host})
    for each in found:
        _require_allowed(place, each, may_be_inside=may_be_inside)
    if has_key and place.scheme in _OPEN and not all(_is_this_machine(each) for each in found):
        raise _readable(place)
    return found


def require_closed(place: Place, *, may_be_inside: bool) -> None:
    """Refuse a place to which a key would go readably; within this very machine nobody is on the way.

    Raises Unanswered.
    """
    if place.scheme in _OPEN and not (may_be_inside and _is_this_machine(place.host)):
        raise _readable(place)


def require_allowed(place: Place, *, may_be_inside: bool) -> None:
    """Refuse a place whose address says by itself that it lies inside, before anybody asks what its name means.

    Raises Unanswered.
    """
    host = "127.0.0.1" if _is_this_machine(place.host) else place.host
    if _address(host) is not None:
        _require_allowed(place, host, may_be_inside=may_be_inside)


def _require_allowed(place: Place, address: str, *, may_be_inside: bool) -> None:
    told = {"host": place.host}
    if is_of_the_link(address) and not (may_be_inside and address == place.host):
        words = _("%(host)s leads to what belongs to the machine itself, like the keys of a cloud. It is not asked.")
        raise Unanswered(Why.ADDRESS, words % told)
    if not may_be_inside and is_inside(address):
        words = _(
            "%(host)s lies inside your own network. Whoever runs this installation can allow it, by naming it in the "
            "setting GROUNDSWELL_HOSTS_INSIDE."
        )
        raise Unanswered(Why.ADDRESS, words % told)


def is_of_the_link(address: str) -> bool:
    """Tell whether an address is of this link or machine alone, as those are at which clouds give out keys."""
    found = _address(address)
    real = _hidden(found) if isinstance(found, ipaddress.IPv6Address) else found
    return real is not None and (real.is_link_local or real.is_multicast or real.is_unspecified or real in _TELLERS)


def is_inside(address: str) -> bool:
    """Tell whether a network address is not of the open internet: private, of this machine, or of the link."""
    found = _address(address)
    if found is None:
        return True
    real = _hidden(found) if isinstance(found, ipaddress.IPv6Address) else found
    return not real.is_global or real.is_multicast


def _is_this_machine(host: str) -> bool:
    found = _address(host)
    return found.is_loopback if found is not None else host == "localhost" or host.endswith(".localhost")


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _readable(place: Place) -> Unanswered:
    words = _("Over %(scheme)s:// everybody on the way could read the key. Write %(scheme)ss://.")
    return Unanswered(Why.ADDRESS, words % {"scheme": place.scheme})


def _hidden(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the IPv4 address that hides in one of IPv6, which is then as private as the other; else the address."""
    found = address.ipv4_mapped or address.sixtofour
    if found is None and any(address in network for network in _CARRIERS):
        found = ipaddress.IPv4Address(address.packed[-4:])
    return found or address


def _whole(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _no_address(address: str, example: str) -> Unanswered:
    words = _("“%(address)s” is no address that can be asked. Write it like %(example)s.")
    return Unanswered(Why.ADDRESS, words % {"address": address[:100], "example": example})
