"""A small IMAP server on loopback: one folder in memory, real sockets, and a connection that can break when told."""

import re
import shlex
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Mailbox:
    """What the server holds, and what it was asked."""

    def __init__(self) -> None:
        self.mails: dict[int, bytes] = {}
        self.deleted: set[int] = set()
        self.asked: list[str] = []
        self.breaks_at = ""
        self.password = "open sesame"
        self.validity = 7
        self._next = 1

    def put(self, *mails: bytes) -> None:
        """Deliver mails."""
        for mail in mails:
            self.mails[self._next] = re.sub(rb"\r?\n", b"\r\n", mail)
            self._next += 1


class _Broken(Exception):
    pass


class _Session(socketserver.StreamRequestHandler):
    # A line that waits for the next one waits 40 ms.
    disable_nagle_algorithm = True

    server: "_Server"

    def handle(self) -> None:
        """Talk until the other side leaves, or the connection breaks."""
        self._say("* OK ready")
        try:
            while line := self.rfile.readline():
                self._answer(line.decode().rstrip("\r\n"))
        except (_Broken, ConnectionError):
            return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _answer(self, line: str) -> None:
        tag, _, rest = line.partition(" ")
        command = rest.split(" ", 2)
        name = " ".join(command[:2]).upper() if command[0].upper() == "UID" else command[0].upper()
        box = self.server.box
        box.asked.append(name)
        if box.breaks_at == name:
            box.breaks_at = ""
            raise _Broken
        done = getattr(self, f"_{name.lower().replace(' ', '_')}", lambda _box, _rest: "OK")(box, rest)
        self._say(f"{tag} {done} {name}")

    def _capability(self, _box: Mailbox, _rest: str) -> str:
        self._say("* CAPABILITY IMAP4rev1")
        return "OK"

    def _login(self, box: Mailbox, rest: str) -> str:
        return "OK" if shlex.split(rest)[2] == box.password else "NO"

    def _logout(self, _box: Mailbox, _rest: str) -> str:
        self._say("* BYE")
        return "OK"

    def _status(self, box: Mailbox, rest: str) -> str:
        self._say(f"* STATUS {shlex.split(rest)[1]} (UIDVALIDITY {box.validity})")
        return "OK"

    def _select(self, box: Mailbox, _rest: str) -> str:
        self._say(f"* {len(box.mails)} EXISTS")
        return "OK"

    def _examine(self, box: Mailbox, rest: str) -> str:
        self._say(f"* OK [UIDVALIDITY {box.validity}] valid")
        return self._select(box, rest)

    def _uid_search(self, box: Mailbox, rest: str) -> str:
        wanted, since = re.search(r"UID (\d+)\)", rest), re.search(r"UID (\d+):\*", rest)
        if since:
            # A server names the last mail for n:*, also where its number is smaller than n.
            found = [uid for uid in box.mails if uid >= int(since[1])] or list(box.mails)[-1:]
            self._say("* SEARCH " + " ".join(map(str, found)))
            return "OK"
        found = [uid for uid in box.mails if wanted is None or uid == int(wanted[1])]
        self._say("* SEARCH " + " ".join(map(str, found)))
        return "OK"

    def _uid_fetch(self, box: Mailbox, rest: str) -> str:
        uid = int(rest.split(" ")[2])
        if uid in box.mails:
            mail = box.mails[uid]
            part = mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in rest else mail
            asked = "BODY[HEADER]" if "HEADER" in rest else "BODY[]"
            self._say(f"* 1 FETCH (UID {uid} FLAGS () RFC822.SIZE {len(mail)} {asked} {{{len(part)}}}")
            self.wfile.write(part + b")\r\n")
        return "OK"

    def _uid_store(self, box: Mailbox, rest: str) -> str:
        box.deleted.add(int(rest.split(" ")[2]))
        return "OK"

    def _expunge(self, box: Mailbox, _rest: str) -> str:
        for uid in box.deleted:
            box.mails.pop(uid, None)
        box.deleted.clear()
        return "OK"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, box: Mailbox) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.box = box


@contextmanager
def serving(box: Mailbox) -> Iterator[int]:
    """Serve a mailbox; yields the port."""
    with _Server(box) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
