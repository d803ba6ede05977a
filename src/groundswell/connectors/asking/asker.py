"""Asks a service: at its pace, with patience, and only at its place."""

import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from itertools import count
from typing import Any, Self
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from groundswell.connectors.asking.answers import Answer
from groundswell.connectors.asking.faults import Unanswered, Why
from groundswell.connectors.asking.lines import BROKEN, Line
from groundswell.connectors.asking.pace import Bucket, Pace, asked_to_wait, pause
from groundswell.connectors.asking.places import Place, Query, Resolve, pinned, resolved
from groundswell.kit import clock

AGENT = "Groundswell"
_MOST_REDIRECTS = 3
_MOVED = frozenset({301, 302, 307, 308})
_KEY_REFUSED = frozenset({401, 403})
_ABSENT = frozenset({404, 410})
# What may be well the next time.
_PASSING = frozenset({Why.AWAY, Why.BROKEN, Why.STRANGE})
_SECOND_BEST = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; one that `writes` is sent once."""

    method: str
    target: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    writes: bool = False


@dataclass
class Asker:
    """One service and how it is asked. Close it after use, or use it in a `with`.

    `may_be_inside`: the place itself may be a private address; `has_key`: a key goes along, which nobody on the way may
    read. `sleep`, `ticks` and `resolve` are the machine's; a test
    brings its own.
    """

    address: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    pace: Pace = field(default_factory=Pace)
    may_be_inside: bool = False
    has_key: bool = False
    seconds: float = 30.0
    most_bytes: int = 64 * 1024 * 1024
    sleep: Callable[[float], None] = time.sleep
    ticks: Callable[[], float] = time.monotonic
    resolve: Resolve = resolved
    asked: int = 0

    def __post_init__(self) -> None:
        self.place = Place.of(self.address)
        self._bucket = Bucket(self.pace)
        self._line: Line | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def get(self, path: str, query: Query = (), *, mark: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for what lies at a path; `mark` is the ETag of what is known already. Raises Unanswered."""
        known = {"If-None-Match": mark} if mark else {}
        question = Question("GET", self.place.target(path, query), None, {**known, **(headers or {})})
        return self._patiently(question, _whole)

    def json(self, path: str, query: Query = ()) -> Any:  # noqa: ANN401 - JSON is anything
        """Ask for JSON; what is none is asked for again, for a cut body has no other mark. Raises Unanswered."""
        return self._patiently(Question("GET", self.place.target(path, query)), Answer.json)

    def look_up(self, path: str, body: object, *, is_form: bool = False) -> Any:  # noqa: ANN401 - JSON is anything
        """Ask for JSON by a POST that only reads (GraphQL, Slack), so that it may be repeated. Raises Unanswered."""
        content, kind = _written(body, is_form=is_form)
        question = Question("POST", self.place.target(path), content, {"Content-Type": kind})
        return self._patiently(question, Answer.json)

    def send(
        self,
        path: str,
        body: object,
        *,
        is_form: bool = False,
        method: str = "POST",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Write something there, once: it is sent again only where the service says that it was not taken (429).

        Raises Unanswered; with `Why.AWAY`, `BROKEN` and `STRANGE` nobody knows whether it was done.
        """
        content, kind = _written(body, is_form=is_form)
        question = Question(
            method, self.place.target(path), content, {"Content-Type": kind, **(headers or {})}, writes=True
        )
        return self._patiently(question, _whole)

    def _patiently[Found](self, question: Question, read: Callable[[Answer], Found]) -> Found:
        """Ask until there is an answer that can be read, or until it makes no sense to ask on."""
        waited = 0.0
        for attempt in count():
            try:
                return read(self._followed(question))
            except Unanswered as fault:
                wait = self._wait_after(fault, attempt, writes=question.writes)
                waited += wait
                if attempt + 1 >= self.pace.tries or waited > self.pace.longest_wait:
                    raise
                self.sleep(wait)
        raise AssertionError  # counting never ends

    def _wait_after(self, fault: Unanswered, attempt: int, *, writes: bool) -> float:
        """Return how long to wait before the same question; raises the fault where it must not be asked again."""
        may = fault.why is Why.PACE or (not writes and fault.why in _PASSING)
        if not may or fault.again_in > self.pace.longest_wait:
            raise fault
        share = random.random()  # noqa: S311 - it spreads, and hides nothing
        return max(fault.again_in, pause(attempt, share=share, longest=self.pace.longest_pause))

    def _followed(self, question: Question) -> Answer:
        """Ask, and follow redirects within the place; what writes is never redirected."""
        for _turn in range(1 if question.writes else _MOST_REDIRECTS + 1):
            answer = self._asked(question)
            if answer.status not in _MOVED:
                return self._accepted(answer)
            question = replace(question, target=self.place.moved(question.target, answer.headers.get("location", "")))
        words = _("%(origin)s sends us round in a circle. Look at the address of the source.")
        raise Unanswered(Why.ADDRESS, words % {"origin": self.place.origin})

    def _asked(self, question: Question) -> Answer:
        self._await_turn()
        headers = {"User-Agent": AGENT, "Accept": "application/json", **self.headers, **question.headers}
        was_fresh = self._line is None or self._line.is_fresh
        if question.writes and not was_fresh:
            # A kept connection may have been closed at the other end just now; nobody could tell what was sent.
            self.close()
        try:
            return self._open().ask(question.method, question.target, question.body, headers)
        except BROKEN as fault:
            self.close()
            if question.writes or was_fresh:
                raise self._broken(fault) from None
            return self._asked(question)

    def _await_turn(self) -> None:
        self.asked += 1
        wait = self._bucket.take(self.ticks())
        if wait > 0:
            self.sleep(wait)

    def _open(self) -> Line:
        if self._line is None:
            address = pinned(self.place, may_be_inside=self.may_be_inside, has_key=self.has_key, resolve=self.resolve)
            self._line = Line(self.place, address, seconds=self.seconds, most_bytes=self.most_bytes)
        return self._line

    def _broken(self, fault: BaseException) -> Unanswered:
        told = {"origin": self.place.origin, "seconds": int(self.seconds)}
        if isinstance(fault, TimeoutError):
            return Unanswered(Why.AWAY, _("%(origin)s did not answer within %(seconds)d seconds.") % told)
        if isinstance(fault, ConnectionRefusedError):
            return Unanswered(Why.AWAY, _("Nobody answers at %(origin)s.") % told)
        words = _("The connection to %(origin)s broke off before the answer was whole (%(kind)s).")
        return Unanswered(Why.BROKEN, words % (told | {"kind": type(fault).__name__}))

    def _accepted(self, answer: Answer) -> Answer:
        """Return an answer that says yes. Raises Unanswered for every other."""
        if answer.status < HTTPStatus.MULTIPLE_CHOICES or answer.is_unchanged:
            return answer
        told = {"origin": self.place.origin, "status": answer.status}
        wait = asked_to_wait(answer.headers, clock.now())
        limited = answer.status == HTTPStatus.FORBIDDEN and wait is not None
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS or limited:
            words = _("%(origin)s says that we ask too often (%(status)d).") % told
            raise Unanswered(Why.PACE, words, again_in=_SECOND_BEST if wait is None else wait, status=answer.status)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            words = _("%(origin)s is broken at the moment (%(status)d).") % told
            raise Unanswered(Why.BROKEN, words, again_in=wait or 0.0, status=answer.status)
        raise _refused(answer.status, told)


def _whole(answer: Answer) -> Answer:
    return answer


def _written(body: object, *, is_form: bool) -> tuple[bytes, str]:
    if is_form and isinstance(body, Mapping):
        return urlencode(body).encode(), "application/x-www-form-urlencoded"
    return json.dumps(body).encode(), "application/json"


def _refused(status: int, told: Mapping[str, object]) -> Unanswered:
    if status in _KEY_REFUSED:
        words = _("%(origin)s does not accept the key (%(status)d). Make a new one there, with the rights it needs.")
        return Unanswered(Why.KEY, words % told, status=status)
    if status in _ABSENT:
        words = _("%(origin)s has nothing there (%(status)d). Look at the address, and at what the key may see.")
        return Unanswered(Why.MISSING, words % told, status=status)
    return Unanswered(Why.REFUSED, _("%(origin)s refused the question (%(status)d).") % told, status=status)
