"""A mail server for tests: it keeps the bytes that came over the wire, and can be slow, choosy or broken."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Postbox:
    """What a server received, and how it behaves."""

    port: int = 0
    let_go: threading.Event | None = None
    refused: frozenset[str] = frozenset()
    takes: int | None = None
    refuses_sender: bool = False
    data: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    greeted: int = 0

    @property
    def mailers(self) -> dict[str, dict[str, object]]:
        """Return the setting that sends mail here."""
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 5}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


class _Dialogue(socketserver.StreamRequestHandler):
    # A line that waits for the next one waits 40 ms.
    disable_nagle_algorithm = True

    box: Postbox

    def handle(self) -> None:
        self.box.greeted += 1
        self._say("220 ready")
        recipient = ""
        for raw in self.rfile:
            verb, _, rest = raw.decode().strip().partition(" ")
            match verb.upper():
                case "RCPT":
                    recipient = rest.partition("<")[2].rstrip(">")
                    self._say("550 nobody here" if recipient in self.box.refused else "250 fine")
                case "MAIL":
                    self._say("550 not from you" if self.box.refuses_sender else "250 fine")
                case "DATA":
                    if not self._take(recipient):
                        return
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 fine")

    def _take(self, recipient: str) -> bool:
        if self.box.let_go is not None:
            self.box.let_go.wait(timeout=10)
        if self.box.takes is not None and len(self.box.data) >= self.box.takes:
            return False
        self._say("354 go on")
        self.box.data.append(b"".join(iter(self.rfile.readline, b".\r\n")))
        self.box.recipients.append(recipient)
        self._say("250 taken")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def opened(box: Postbox) -> Iterator[Postbox]:
    """Serve on a free port of loopback until the block ends."""
    handler = type("Dialogue", (_Dialogue,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield box
        server.shutdown()
