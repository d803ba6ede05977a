"""A visitor without JavaScript: reads pages, fills in their forms, and keeps cookies where a browser would."""

import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

COOKIELESS = ("/speak/", "/thread/", "/b/", "/r/")
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass
class Form:
    """A form of a page, with what would be sent if the visitor changed nothing."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    controls: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        """Return what the form would send for a field."""
        return next((value for key, value in self.fields if key == name), None)


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    url: str
    status: int
    headers: list[tuple[str, str]]
    body: str

    @property
    def words(self) -> str:
        """The page without its tags."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.body)))

    @property
    def forms(self) -> list[Form]:
        """The forms of the page."""
        reader = _FormReader()
        reader.feed(self.body)
        return reader.forms

    def form(self, control: str) -> Form:
        """Return the first form that has a control or a button of this name."""
        for form in self.forms:
            if control in form.controls:
                return form
        raise AssertionError(f"No form with {control!r} on {self.url} ({self.status}): {self.words[:2000]}")


class Visitor:
    """One browser profile of one person."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies: dict[str, str] = {}
        self.at = origin + "/"
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Open a page, following redirects."""
        return self._follow("GET", path, None)

    def submit(self, form: Form, /, **changes: str | list[str] | None) -> Answer:
        """Send a form with some fields changed (None leaves one out), following redirects."""
        sent = [(name, value) for name, value in form.fields if name not in changes]
        for name, value in changes.items():
            values = [] if value is None else [value] if isinstance(value, str) else value
            sent += [(name, each) for each in values]
        return self._follow(form.method, form.action, urlencode(sent))

    def send(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        """Send one request as it is, following nothing."""
        url = urljoin(self.origin + "/", path)
        parts = urlsplit(url)
        carried = {"Host": parts.netloc} | headers
        if not parts.path.startswith(COOKIELESS) and self.cookies:
            carried["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            carried.setdefault("Content-Type", "application/x-www-form-urlencoded")
            carried.setdefault("Origin", self.origin)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        answer, payload = self._exchange(method, target, body, carried)
        self._keep_cookies(answer)
        return Answer(url, answer.status, answer.getheaders(), payload.decode("utf-8", "replace"))

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _exchange(
        self, method: str, target: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        rested = self._connection is not None
        if self._connection is None:
            parts = urlsplit(self.origin)
            self._connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        try:
            self._connection.request(method, target, None if body is None else body.encode(), headers)
            answer = self._connection.getresponse()
            return answer, answer.read()
        except (OSError, http.client.HTTPException) as failed:
            self.close()
            # A server ends a connection on which nothing happened for a while; browsers look again by themselves.
            if rested and method == "GET" and isinstance(failed, ConnectionError):
                return self._exchange(method, target, body, headers)
            raise

    def _follow(self, method: str, path: str, body: str | None) -> Answer:
        answer = self.send(method, urljoin(self.at, path), body)
        for _ in range(10):
            if answer.status not in REDIRECTS:
                self.at = answer.url
                return answer
            target = urljoin(
                answer.url,
                dict(answer.headers).get("Location") or dict(answer.headers)["location"],
            )
            keeps = answer.status in {307, 308}
            answer = self.send(method if keeps else "GET", target, body if keeps else None)
        raise AssertionError(f"Too many redirects from {path}")

    def _keep_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


class _FormReader(HTMLParser):
    """Collects forms as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._textarea: str | None = None
        self._text = ""
        self._select: str | None = None
        self._chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").upper()))
            return
        if not self.forms or "disabled" in given:
            return
        form = self.forms[-1]
        if tag == "input":
            self._input(form, given)
        elif tag == "textarea":
            self._textarea, self._text = given.get("name", ""), ""
        elif tag == "select":
            self._select, self._chosen = given.get("name", ""), None
        elif tag == "option" and self._select is not None and ("selected" in given or self._chosen is None):
            self._chosen = given.get("value", "")
        elif tag == "button" and given.get("name"):
            form.controls.add(given["name"])
            form.buttons.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if not self.forms:
            return
        form = self.forms[-1]
        if tag == "textarea" and self._textarea is not None:
            form.fields.append((self._textarea, self._text.removeprefix("\n")))
            form.controls.add(self._textarea)
            self._textarea = None
        elif tag == "select" and self._select is not None:
            form.fields.append((self._select, self._chosen or ""))
            form.controls.add(self._select)
            self._select = None

    def _input(self, form: Form, given: dict[str, str]) -> None:
        name, kind = given.get("name"), given.get("type", "text")
        if not name:
            return
        form.controls.add(name)
        if kind in {"checkbox", "radio"}:
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" not in given:
                return
        if kind not in {"submit", "button", "image", "file"}:
            form.fields.append(
                (
                    name,
                    given.get("value", "on" if kind in {"checkbox", "radio"} else ""),
                )
            )
