"""A browser without script: it reads pages, follows links, fills in forms, and keeps its cookies."""

import http.client
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE_SECONDS = 60
MOST_REDIRECTS = 10
WITHOUT_VALUE = {"submit", "button", "image", "file", "reset"}
TICKED = {"checkbox", "radio"}


class Lost(Exception):
    """The page is not the one that the attacker expected."""


@dataclass
class Form:
    """A form, with what would be sent if nobody changed anything."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    controls: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Page:
    """What came back. `address`: path and query, after redirects."""

    address: str
    status: int
    body: str

    @property
    def words(self) -> str:
        """The page without its tags."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.body)))

    @property
    def links(self) -> list[str]:
        """Every address that the page points at, in order, without what stands behind "#"."""
        return _read(self).links

    def form(self, control: str) -> Form:
        """Return the first form with a control of this name."""
        for form in _read(self).forms:
            if control in form.controls:
                return form
        raise Lost(f"There is no form with {control} on {self.address} ({self.status}).")


class Visitor(Protocol):
    """Whoever can open an address of the product by GET."""

    def get(self, address: str) -> Page:
        """Open it, following redirects."""
        ...


class Browser:
    """One browser of one person, at one server."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None

    def get(self, address: str) -> Page:
        """Open an address, following redirects."""
        return self._follow("GET", address, None)

    def send(self, page: Page, form: Form, **changes: str) -> Page:
        """Send a form of a page with some fields changed, following redirects."""
        sent = [(name, value) for name, value in form.fields if name not in changes] + list(changes.items())
        return self._follow(form.method, urljoin(page.address, form.action), urlencode(sent))

    def once(self, method: str, address: str, body: str | None = None) -> tuple[Page, str]:
        """Send one request, following nothing; return the page, and where it points."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        answer, payload = self._exchange(method, address, body, {name: each for name, each in headers.items() if each})
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        return Page(address, answer.status, payload.decode("utf-8", "replace")), answer.headers.get("Location", "")

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _follow(self, method: str, address: str, body: str | None) -> Page:
        address = self._path(address)
        for _ in range(MOST_REDIRECTS):
            page, target = self.once(method, address, body)
            if not target:
                return page
            address = self._path(urljoin(address, target))
            if page.status not in {HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT}:
                method, body = "GET", None
        raise Lost(f"{address} sends its visitors round in circles.")

    def _path(self, address: str) -> str:
        parts = urlsplit(address)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _exchange(
        self, method: str, address: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        rested = self._connection is not None
        if self._connection is None:
            parts = urlsplit(self.origin)
            self._connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=PATIENCE_SECONDS)
        try:
            self._connection.request(method, address, body, headers)
            answer = self._connection.getresponse()
            return answer, answer.read()
        except (http.client.HTTPException, ConnectionError):
            self.close()
            # A server ends a connection on which nothing happened for a while.
            if rested and method == "GET":
                return self._exchange(method, address, body, headers)
            raise

    def _keep(self, lines: Iterable[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0" or not morsel.value:
                    del self.cookies[name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"].partition("#")[0])
        elif tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").upper()))
            self._open = True
        elif self._open and given.get("name") and "disabled" not in given:
            self._control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, kind = self.forms[-1], given.get("type", "text")
        form.controls.add(given["name"])
        if tag == "input" and kind not in WITHOUT_VALUE and (kind not in TICKED or "checked" in given):
            form.fields.append((given["name"], given.get("value", "on" if kind in TICKED else "")))


def _read(page: Page) -> _Reader:
    reader = _Reader()
    reader.feed(page.body)
    return reader
