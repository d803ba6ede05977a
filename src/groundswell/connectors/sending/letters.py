"""What leaves, as it leaves: a letter is one request, byte for byte, without the secret that opens the place."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Letter:
    """One request: `path` is added to the place's address, `body` is sent in UTF-8, exactly so."""

    method: str
    path: str
    body: str


@dataclass(frozen=True)
class Words:
    """What is to be said: plain text or Markdown. `name` is for a file; empty where none is made."""

    title: str
    text: str
    name: str = ""

    @property
    def digest(self) -> str:
        """Return SHA-256 of exactly these words, in hexadecimal."""
        return hashlib.sha256(f"{self.title}\0{self.text}\0{self.name}".encode()).hexdigest()


@dataclass(frozen=True)
class Where:
    """A place as a writer needs it: the project, repository, category or channel at an address."""

    address: str
    spot: str
    branch: str = ""
    folder: str = ""


@dataclass(frozen=True)
class Reply:
    """What a place answered. Header names are in small letters."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Tell whether the place says that it did it."""
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own classes

    def data(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return what its JSON says, or None where it is none: an error page is no answer."""
        try:
            return json.loads(self.body)
        except (ValueError, UnicodeDecodeError):
            return None


def objects(data: object) -> list[dict[str, Any]] | None:
    """Return a list of JSON objects, or None for anything else: a list with something else in it is no answer."""
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        return None
    return data


@dataclass(frozen=True)
class Made:
    """What stands at the place now: its address, and for a change of a handbook "open", "merged" or "closed"."""

    link: str
    stands: str = ""


def texts_of(letter: Letter) -> list[str]:
    """Return the texts of several lines in a letter, as people read them; a file that travels in base64 is unpacked."""
    found = [text for text in _strings(json.loads(letter.body)) if "\n" in text] if letter.body else []
    return found or [_unpacked(text) for text in _strings(json.loads(letter.body or "{}")) if _unpacked(text)]


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _strings(each)


def _unpacked(text: str) -> str:
    try:
        plain = b64decode(text, validate=True).decode()
    except ValueError:
        return ""
    return plain if "\n" in plain else ""


def written(data: Mapping[str, object]) -> str:
    """Return JSON that a person can read too; the same data always gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def digest_of(letters: Sequence[Letter]) -> str:
    """Return SHA-256, in hexadecimal, of everything that would leave."""
    told = "\0".join(part for each in letters for part in (each.method, each.path, each.body))
    return hashlib.sha256(told.encode()).hexdigest()


def stored(letters: Sequence[Letter]) -> list[dict[str, str]]:
    """Return letters as a row keeps them."""
    return [{"method": each.method, "path": each.path, "body": each.body} for each in letters]


def read(rows: Sequence[Mapping[str, str]]) -> tuple[Letter, ...]:
    """Return letters that a row kept."""
    return tuple(Letter(each["method"], each["path"], each["body"]) for each in rows)
