"""A service on this machine that answers over real HTTP, and is ill now and then, by dice that fall alike each run."""

import json
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

PATIENCE = 0.4
TIMES = 5
KINDS = ("429", "500", "cut", "hang up", "page", "slow")


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes

    def first(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.query if key == name), default)

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))

    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body or b"{}")
        return found


@dataclass
class Reply:
    """What is answered: JSON unless it is bytes."""

    content: object = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else json.dumps(self.content).encode()


_PAGE = {"Content-Type": "text/html"}
ILL = {
    "429": Reply({"errors": ["too often"]}, 429, {"Retry-After": "0.01"}),
    "500": Reply(b"<h1>Server Error</h1>", 500, _PAGE),
    "page": Reply(b"<html><title>Down for maintenance</title>", 200, _PAGE),
}
type Service = Callable[[Asked], Reply]


@dataclass
class Illness:
    """How often which fault comes. `slow` waits longer than a test's patience, so it is rare."""

    share: float = 0.0
    seed: int = 1
    kinds: tuple[str, ...] = KINDS[:-1]

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self.had: list[str] = []

    def begin(self, *, share: float, seed: int) -> None:
        """Fall ill from now on."""
        self.share, self._dice = share, random.Random(seed)

    def next(self) -> str:
        fault = self._dice.choice(self.kinds) if self._dice.random() < self.share else ""
        self.had += [fault] if fault else []
        return fault


@dataclass
class Running:
    """A service that runs: its address, and what it was asked."""

    address: str
    asked: list[Asked]
    illness: Illness


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, service: Service, illness: Illness) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.service, self.illness = service, illness
        self.asked: list[Asked] = []
        self._lock = threading.Lock()

    def note(self, asked: Asked) -> str:
        """Keep what was asked, and return of what this answer is ill."""
        with self._lock:
            self.asked.append(asked)
            return self.illness.next()

    def handle_error(self, *_fault: object) -> None:
        """Say nothing: a client that is killed hangs up."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # A header and a body sent in two pieces wait for each other for 40 ms.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        asked = Asked(self.command, parts.path, parse_qsl(parts.query, keep_blank_values=True), headers, body)
        fault = self.server.note(asked)
        if fault in ILL:
            self._send(ILL[fault])
        elif fault == "cut":
            whole = self.server.service(asked).body
            self._send(Reply(whole[: len(whole) // 2]), size=len(whole))
            self.close_connection = True
        elif fault:
            threading.Event().wait(TIMES * PATIENCE if fault == "slow" else 0)
            self.close_connection = True
        else:
            self._send(self.server.service(asked))

    def do_POST(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def _send(self, reply: Reply, size: int | None = None) -> None:
        body = reply.body
        self.send_response(reply.status)
        for name, value in ({"Content-Type": "application/json"} | reply.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if size is None else size))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def serving(service: Service, *, illness: Illness | None = None) -> Iterator[Running]:
    """Serve on a free port of this machine until the block ends."""
    server = _Server(service, illness or Illness())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Running(f"http://127.0.0.1:{server.server_port}", server.asked, server.illness)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
