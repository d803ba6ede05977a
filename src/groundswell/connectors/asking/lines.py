"""One line to a service: a connection to a pinned network address, and bodies that are whole or no bodies."""

import http.client
import socket
import ssl
import zlib
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

from django.utils.translation import gettext as _

from groundswell.connectors.asking.answers import Answer
from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.places import Place

_AT_ONCE = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS
# More digits than any body has bytes.
_LONGEST_NUMBER = 20
_NO_BODY = frozenset({204, 304})
# What breaks on the way; all of it may be well the next time.
BROKEN = (OSError, http.client.HTTPException, EOFError, zlib.error)


class Cut(http.client.HTTPException):
    """A body ended before its end."""


class _Pinned(http.client.HTTPConnection):
    """Speaks to the host by its name, at one of the network addresses that were checked."""

    def __init__(self, place: Place, addresses: Sequence[str], seconds: float) -> None:
        super().__init__(place.host, place.port, timeout=seconds)
        self._place, self._addresses = place, addresses

    def connect(self) -> None:
        """Connect, without asking for the name's address a second time."""
        self.sock = self._first_that_answers()
        # Small questions and small answers, one after the other: waiting for more to send costs 40 ms each.
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._place.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._place.host)

    def _first_that_answers(self) -> socket.socket:
        *others, last = self._addresses
        for address in others:
            with suppress(OSError):
                return socket.create_connection((address, self._place.port), self.timeout)
        return socket.create_connection((last, self._place.port), self.timeout)


class Line:
    """A connection that is kept open between questions."""

    def __init__(self, place: Place, addresses: Sequence[str], *, seconds: float, most_bytes: int) -> None:
        """Prepare; nothing is sent yet. `seconds`: for a whole answer; `most_bytes`: of a body, unpacked."""
        self.place, self.seconds, self.most_bytes = place, seconds, most_bytes
        self.is_fresh = True
        self._connection = _Pinned(place, addresses, seconds)

    def ask(self, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """Send one question and return its whole answer. Raises one of `BROKEN`, or Unanswered for too large a one."""
        ends = monotonic() + self.seconds
        try:
            self._connection.request(method, target, body=body, headers={"Accept-Encoding": "gzip"} | headers)
        except ValueError:
            raise self._unspeakable() from None
        response = self._connection.getresponse()
        self.is_fresh = False
        found = {name.lower(): value for name, value in response.getheaders()}
        content = b"" if response.status in _NO_BODY else self._body(response, found, ends)
        if response.will_close:
            self.close()
        return Answer(response.status, found, content, self.place.origin)

    def close(self) -> None:
        """Hang up; the next question opens a new connection."""
        self._connection.close()
        self.is_fresh = True

    def _body(self, response: http.client.HTTPResponse, headers: dict[str, str], ends: float) -> bytes:
        unpack = zlib.decompressobj(_GZIP) if headers.get("content-encoding", "").lower() == "gzip" else None
        pieces: list[bytes] = []
        received = size = 0
        while read := response.read1(_AT_ONCE):
            received += len(read)
            piece = unpack.decompress(read, self.most_bytes + 1) if unpack else read
            size += len(piece)
            if size > self.most_bytes or (unpack and unpack.unconsumed_tail):
                raise self._too_large()
            if monotonic() > ends:
                raise TimeoutError
            pieces.append(piece)
        said = headers.get("content-length", "")[:_LONGEST_NUMBER]
        if (said.isdecimal() and received < int(said)) or (unpack and not unpack.eof):
            raise Cut
        return b"".join(pieces)

    def _unspeakable(self) -> Unanswered:
        """Return why nothing was sent; what HTTP says of it would repeat the key."""
        self.close()
        words = _(
            "What is asked of %(origin)s cannot be sent: the address and the key are one line of plain letters, digits "
            "and signs."
        )
        return Unanswered(Why.ADDRESS, words % {"origin": self.place.origin})

    def _too_large(self) -> Unanswered:
        self.close()
        words = _("%(origin)s sent more than %(most)d MB in one answer; that is not read.")
        told = {"origin": self.place.origin, "most": self.most_bytes // 1024 // 1024}
        return Unanswered(Why.LARGE, words % told)
