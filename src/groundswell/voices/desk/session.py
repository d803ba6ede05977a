"""Where an unlocked desk's keys lie: in the session, in a box that only the browser's cookie opens.

The cookie holds the box's secret and the moment of the last page, signed. So a stolen database with every file beside
it opens nothing, a stolen cookie opens nothing without the session's row, and a page that is only looked at writes
nothing to the database.
"""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from groundswell.kit import clock
from groundswell.kit.prepared import Given, prepared
from groundswell.kit.seal import boxes
from groundswell.kit.seal.boxes import KeyPair, Unopenable
from groundswell.people.models import Person
from groundswell.voices.desk import rules
from groundswell.voices.desk.unlocked import Unlocked
from groundswell.voices.models import DeskKey
from groundswell.web.access import Access

BOX = "desk"
MARKS = "desk_read"
LONGEST_COOKIE = 400
MARK_BYTES = 12


def cookie_name() -> str:
    """Return the name of the cookie: with the prefix that binds it to this host wherever https is served."""
    return "__Host-desk" if settings.HTTPS else "desk"


@dataclass(frozen=True)
class _Open:
    """What stays true of an unlocked desk until it is locked."""

    secret: bytes = field(repr=False)
    unlocked: Unlocked
    until: datetime


def open_desk(request: HttpRequest, *, reader: Person, pairs: Mapping[UUID, KeyPair], generation: int) -> None:
    """Keep the pairs for this browser, under a fresh secret."""
    secret = boxes.new_secret()
    request.session.cycle_key()
    request.session.pop(MARKS, None)
    _keep(request, secret, reader=reader, pairs=pairs, generation=generation, opened=clock.now())


def keep_open(request: HttpRequest, *, pairs: Mapping[UUID, KeyPair], generation: int) -> None:
    """Put changed pairs into a desk that is open: it ends when it would have ended."""
    desk = _current(request)
    if desk is None:
        return
    opened = desk.until - rules.LONGEST
    _keep(request, desk.secret, reader=desk.unlocked.reader, pairs=pairs, generation=generation, opened=opened)


def lock(request: HttpRequest) -> None:
    """End it: the box goes from the session, and the cookie with the answer."""
    request.session.pop(BOX, None)
    request.session.pop(MARKS, None)
    request._desk = None  # type: ignore[attr-defined]  # noqa: SLF001 - our own mark, kept for one request


def unlocked(request: HttpRequest) -> Unlocked | None:
    """Return the desk that this browser has unlocked, or None: never was, idle, over, role ended, cookie changed."""
    desk = _current(request)
    return desk.unlocked if desk else None


def ends_at(request: HttpRequest) -> datetime | None:
    """Return when an unlocked desk ends however much it is used."""
    desk = _current(request)
    return desk.until if desk else None


def mark_read(request: HttpRequest, what: Iterable[str]) -> None:
    """Remember, for this unlocking alone and readable by nobody else, what was opened and counted."""
    desk = _current(request)
    if desk is not None:
        marks = {*request.session.get(MARKS, []), *(_mark(desk.secret, each) for each in what)}
        request.session[MARKS] = sorted(marks)


def is_marked(request: HttpRequest, what: str) -> bool:
    """Tell whether it was opened and counted since the desk was unlocked."""
    desk = _current(request)
    return desk is not None and _mark(desk.secret, what) in request.session.get(MARKS, [])


class DeskMiddleware:
    """Renews the cookie of a desk that was used, and removes one that opens nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then see to the cookie."""
        response = self.get_response(request)
        desk: _Open | None = getattr(request, "_desk", None)
        if desk is not None and BOX in request.session:
            _give_cookie(response, desk)
        elif cookie_name() in request.COOKIES and _is_dead(request):
            response.delete_cookie(cookie_name(), path="/", samesite="Strict")
        return response


def _keep(
    request: HttpRequest,
    secret: bytes,
    *,
    reader: Person,
    pairs: Mapping[UUID, KeyPair],
    generation: int,
    opened: datetime,
) -> None:
    content = {
        "reader": str(reader.pk),
        "generation": generation,
        "opened": opened.timestamp(),
        "pairs": {str(key): pair.private.hex() for key, pair in pairs.items()},
    }
    box = boxes.encrypt(secret, json.dumps(content).encode(), beside=_beside(reader.pk))
    request.session[BOX] = urlsafe_b64encode(box).decode()
    desk = _Open(secret, Unlocked(reader, pairs), opened + rules.LONGEST)
    request._desk = desk  # type: ignore[attr-defined]  # noqa: SLF001 - our own mark, kept for one request


def _current(request: HttpRequest) -> _Open | None:
    if not hasattr(request, "_desk"):
        request._desk = _opened(request)  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    return cast("_Open | None", request._desk)  # type: ignore[attr-defined]  # noqa: SLF001 - as above


def _opened(request: HttpRequest) -> _Open | None:
    reader, kept = request.user, request.session.get(BOX)
    cookie = _read_cookie(request.COOKIES.get(cookie_name(), ""))
    if cookie is None or not kept or not isinstance(reader, Person):
        return None
    secret, seen = cookie
    try:
        content = json.loads(boxes.decrypt(secret, urlsafe_b64decode(kept), beside=_beside(reader.pk)))
    except (Unopenable, NotBase64, ValueError, TypeError):
        return None
    opened = datetime.fromtimestamp(content["opened"], UTC)
    if rules.is_over(opened=opened, seen=seen, now=clock.now()) or not _still_reads(reader, content["generation"]):
        return None
    pairs = {UUID(key): KeyPair.of_private(bytes.fromhex(private)) for key, private in content["pairs"].items()}
    return _Open(secret, Unlocked(reader, pairs), opened + rules.LONGEST)


def _still_reads(reader: Person, generation: int) -> bool:
    """Tell whether the role still holds, and neither passphrase nor key was changed from somewhere else."""
    return reader.may_open(Access.READER) and bool(_current_key(reader=reader, generation=generation))


@prepared
def _current_key(given: Given) -> QuerySet[DeskKey, UUID]:
    current = DeskKey.objects.filter(reader=given.reader, retired_on=None, generation=given.generation)
    return current.values_list("id", flat=True)


def _beside(reader: UUID) -> bytes:
    """Bind the box to its reader: moved into another person's session, it opens nothing."""
    return b"groundswell desk 1 " + reader.bytes


def _mark(secret: bytes, what: str) -> str:
    return hashlib.blake2b(what.encode(), key=secret, digest_size=MARK_BYTES).hexdigest()


def _signer() -> signing.Signer:
    return signing.Signer(salt="groundswell.desk")


def _give_cookie(response: HttpResponseBase, desk: _Open) -> None:
    moment = int(clock.now().timestamp())
    value = f"{urlsafe_b64encode(desk.secret).decode()}.{moment}"
    response.set_cookie(
        cookie_name(),
        _signer().sign(value),
        max_age=int(rules.IDLE.total_seconds()),
        path="/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def _read_cookie(signed: str) -> tuple[bytes, datetime] | None:
    """Return the secret and the moment of the last page, or None for whatever is not exactly what was given out."""
    if not 0 < len(signed) <= LONGEST_COOKIE:
        return None
    try:
        secret, moment = _signer().unsign(signed).rsplit(".", 1)
        return urlsafe_b64decode(secret), datetime.fromtimestamp(int(moment), UTC)
    except (signing.BadSignature, NotBase64, ValueError, OverflowError, OSError):
        return None


def _is_dead(request: HttpRequest) -> bool:
    """Tell whether the cookie opens nothing any more; a page that did not ask for the desk does not judge it."""
    return hasattr(request, "_desk") or BOX not in request.session
