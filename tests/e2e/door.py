"""A door in front of the server that a test can see through: who answers behind it, and what a browser really sent.

A server of two workers lets the system choose which of them takes a connection. The door connects again and again until
the wanted one has it, and tells by the system's own tables whose socket it is. It changes nothing of what passes, but
for the one header that a test names, as a strict browser or a proxy in between would.
"""

import http.client
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.processes import Running, web_workers, worker_behind

MOST_TRIES = 200
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass(frozen=True)
class Passed:
    """One request that went through, and what came back."""

    method: str
    path: str
    sent: dict[str, str]
    got: dict[str, str]
    worker: int


@dataclass
class Door:
    """Where a browser knocks."""

    server: Running
    port: int = 0
    leads_to: int | None = None
    instead: dict[str, str] = field(default_factory=dict)
    passed: list[Passed] = field(default_factory=list)

    @property
    def workers(self) -> list[int]:
        """The processes that may answer."""
        return web_workers(self.server)

    @property
    def posts(self) -> list[Passed]:
        """The forms that went through."""
        return [each for each in self.passed if each.method == "POST"]

    def let_pass(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask the wanted worker, and note what was asked and answered."""
        connection, worker = self._connected()
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        payload = answer.read()
        got = {name.lower(): value for name, value in answer.getheaders()}
        sent = {name.lower(): value for name, value in headers.items()}
        self.passed.append(Passed(method, path, sent, got, worker))
        connection.close()
        return answer.status, got | self.instead, payload

    def _connected(self) -> tuple[http.client.HTTPConnection, int]:
        for _ in range(MOST_TRIES):
            connection = http.client.HTTPConnection("127.0.0.1", urlsplit(self.server.url).port, timeout=30)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            worker = worker_behind(self.server, connection.sock)
            if self.leads_to in {None, worker}:
                return connection, worker
            connection.close()
        raise AssertionError(f"Worker {self.leads_to} took none of {MOST_TRIES} connections")


@contextmanager
def door(server: Running) -> Iterator[Door]:
    """Open a door on a port of its own."""
    opened = Door(server)

    class Knock(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, headers, payload = opened.let_pass(self.command, self.path, dict(self.headers.items()), body)
            self.send_response_only(status)
            for name, value in headers.items():
                if name not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        do_GET = do_POST = answer  # noqa: N815 - the library's names

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Knock) as listening:
        opened.port = listening.server_port
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield opened
        listening.shutdown()
