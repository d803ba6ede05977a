"""What people do on the way from a sentence to an answer, over HTTP, without JavaScript."""

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.processes import Running, outside
from tests.visitors import Answer, Form, Visitor

PASSPHRASE = "four calm otters in the rain"
CODE = re.compile(r"^Your code: (\S+)$", re.MULTILINE)
RECEIPT = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]\b")


@dataclass
class Somebody:
    """A person at a browser."""

    address: str
    visitor: Visitor


def add_person(server: Running, address: str, name: str, role: str = "") -> None:
    """Add a person as an administrator would at the command line."""
    call = [sys.executable, "-m", "groundswell", "people", "add", address, "--name", name, "--data", str(server.data)]
    call += ["--role", role] if role else []
    # The tests' own settings would lead the command to the tests' own data folder.
    subprocess.run(call, check=True, capture_output=True, timeout=60, env=outside())


def sign_in(server: Running, address: str) -> Somebody:
    """Ask for a code, read it in the mail, type it."""
    visitor = Visitor(server.url)
    before = mailed(server.data)
    page = visitor.get("/accounts/login/")
    page = visitor.submit(page.form("email"), email=address)
    page = visitor.submit(page.form("code"), code=mailed_code(server.data, address, before))
    assert page.status == 200, page.words
    return Somebody(address, visitor)


def set_up_desk(reader: Somebody) -> Answer:
    """Open the desk for the first time; return the page with the recovery key."""
    page = reader.visitor.get("/desk/")
    return reader.visitor.submit(page.form("new_passphrase"), new_passphrase=PASSPHRASE, repeated=PASSPHRASE)


def unlock(reader: Somebody) -> Answer:
    """Unlock the desk and return what stands on it."""
    page = reader.visitor.get("/desk/")
    return reader.visitor.submit(page.form("passphrase"), passphrase=PASSPHRASE)


def speak_anonymously(server: Running, words: str, *, now: bool = True, visitor: Visitor | None = None) -> str:
    """Say something on /speak/ and return the receipt that the next page shows."""
    visitor = visitor or Visitor(server.url)
    page = visitor.get("/speak/")
    form = page.form("text")
    page = visitor.submit(form, text=words, level="anonymous", now=form.choices["now"] if now else None)
    return receipt_on(page)


def receipt_on(page: Answer) -> str:
    """Return the receipt that stands as text on a page."""
    found = RECEIPT.search(page.words)
    assert found is not None, f"No receipt on {page.url} ({page.status}): {page.words[:3000]}"
    return found.group()


def open_thread(server: Running, receipt: str) -> tuple[Visitor, Answer]:
    """Open a dialogue by its receipt, as somebody who comes back another day would."""
    visitor = Visitor(server.url)
    page = visitor.get("/thread/")
    return visitor, visitor.submit(page.form("receipt"), receipt=receipt)


def deed(dialogue: Answer, name: str) -> Form:
    """Return the form of a dialogue's page that does this."""
    return next(form for form in dialogue.forms if form.value("do") == name)


def mails(data: Path) -> list[Path]:
    return sorted((data / "mail").glob("*"))


def mailed(data: Path) -> dict[Path, int]:
    """Return how long each file of mail is: two mails of one second can share a file."""
    return {mail: mail.stat().st_size for mail in mails(data)}


def mailed_code(data: Path, address: str, before: dict[Path, int]) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for mail in mails(data):
            text = mail.read_bytes()[before.get(mail, 0) :].decode("utf-8", errors="replace")
            if address in text and (found := CODE.search(text)):
                return found.group(1)
        time.sleep(0.05)
    raise AssertionError(f"No code was mailed to {address}.")
