"""A place outside, as a real server on loopback: it makes what it is asked to, lists it, and breaks when told to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Received:
    """One request, as it came over the wire."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:  # noqa: ANN401 - whatever was sent
        return json.loads(self.body)


@dataclass
class Outside:
    """What stands at the place, and what it was sent. `breaks` are the next faults, in their order.

    "lose": does it, and hangs up without an answer; "fault": does it, and answers 500; "page": does it, and answers
    with an error page; a number: does nothing, and answers so.
    """

    made: list[dict[str, Any]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    breaks: list[str | int] = field(default_factory=list)
    merge_requests: str = "opened"
    # What every request that writes is refused with (and status 200); what is "there already", by the end of a path.
    refuses: bytes = b""
    bodies: dict[str, bytes] = field(default_factory=dict)
    before_answer: Callable[[], None] = lambda: None
    address: str = ""
    # Where every request that writes is sent on to.
    moved_to: str = ""

    @property
    def writes(self) -> list[Received]:
        """Everything that was more than a question."""
        return [each for each in self.received if each.method != "GET"]

    def answer(self, request: Received) -> tuple[int, Any, dict[str, str]]:
        """Do what a request asks, in the manner of the tool that has such a path."""
        path = urlsplit(request.path).path
        asked = {name: values[0] for name, values in parse_qs(urlsplit(request.path).query).items()}
        if request.method == "GET":
            return self._listed(path, asked)
        if self.moved_to:
            return 307, {}, {"Location": f"{self.moved_to}{request.path}"}
        return self._done(path, request.data)

    def _listed(self, path: str, asked: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        if path.startswith("/t/external_id/"):
            found = [each for each in self.made if str(each.get("external_id")) in path]
            return (302, {}, {"Location": f"/t/slug/{found[0]['topic_id']}.json"}) if found else (404, {}, {})
        return 200, self._list(path, asked), {}

    def _list(self, path: str, asked: dict[str, str]) -> Any:  # noqa: ANN401 - as JSON says it
        if "/git/ref/" in path:
            return {"object": {"sha": "0123abc"}}
        if "jql" in asked:
            issues = [each for each in self.made if each["fields"]["labels"][0] in asked["jql"]]
            return {"issues": [{"key": each["key"]} for each in issues]}
        if path.endswith("conversations.history"):
            return {"ok": True, "messages": self.made}
        if path.startswith("/api/v4/channels/"):
            return {"posts": {each["id"]: each for each in self.made}}
        if path.endswith(("/pulls", "/merge_requests")):
            branch = asked.get("source_branch") or asked["head"].partition(":")[2]
            return [each for each in self.made if branch in {each.get("head"), each.get("source_branch")}]
        return self.made[::-1]

    def _done(self, path: str, data: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
        number = len(self.made) + 1
        if path.endswith(("/git/refs", "/repository/commits")) or "/contents/" in path:
            return 201, {"web_url": "none"}, {}
        names = {
            "html_url": f"{self.address}/{number}",
            "web_url": f"{self.address}/{number}",
            "key": f"OPS-{number}",
            "topic_id": number,
            "id": f"post{number}",
            "ts": f"170000000{number}.0001",
            "state": self.merge_requests,
        }
        self.made.append({**data, **names})
        return 201 if "slack" not in path else 200, {**names, "ok": True}, {}


@contextmanager
def outside(place: Outside | None = None) -> Iterator[Outside]:
    """Run such a place until the block ends."""
    stands = place or Outside()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stands))
    server.daemon_threads = True
    stands.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stands
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def _handler(stands: Outside) -> type[BaseHTTPRequestHandler]:
    class Handler(Answering):
        outside = stands

    return Handler


class Answering(BaseHTTPRequestHandler):
    """Takes requests for a place, and breaks as it is told to."""

    # A line that waits for the next one waits 40 ms.
    disable_nagle_algorithm = True

    outside: Outside

    def do_GET(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def do_PUT(self) -> None:
        self._take()

    def log_message(self, *_words: object) -> None:
        """Print nothing."""

    def _take(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Received(self.command, unquote(self.path), headers, self.rfile.read(length))
        self.outside.received.append(request)
        fault = self.outside.breaks.pop(0) if self.outside.breaks else ""
        refused = (fault, b"{}") if isinstance(fault, int) else self._refusal(request)
        if refused is not None:
            self._say(*refused, {})
            return
        status, data, more = self.outside.answer(request)
        self.outside.before_answer()
        if fault == "lose":
            self.close_connection = True
            self.connection.close()
        elif fault == "page":
            self._say(200, b"<html><title>Maintenance</title></html>", {})
        else:
            self._say(500 if fault == "fault" else status, json.dumps(data).encode(), more)

    def _refusal(self, request: Received) -> tuple[int, bytes] | None:
        if request.method == "GET":
            return None
        if self.outside.refuses:
            return 200, self.outside.refuses
        already = self.outside.bodies.get(request.path.rpartition("/")[2])
        return None if already is None else (422 if b"Reference" in already else 400, already)

    def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
