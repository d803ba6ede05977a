"""Words on their way through signing in: sealed in the session, under a secret that only a cookie holds."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict

from groundswell.kit import clock
from groundswell.kit.seal import boxes, padding
from groundswell.kit.seal.boxes import Unopenable
from groundswell.kit.seal.padding import NotPadded, TooLong

KEPT = "draft"
LIFETIME = timedelta(minutes=30)
CARRIED = ("text", "level", "readers", "about_advocate", "source")


@dataclass(frozen=True)
class Draft:
    """What was written before signing in."""

    text: str = field(default="", repr=False)
    level: str = ""
    readers: tuple[str, ...] = ()
    about_advocate: bool = False
    source: str = ""


class TooLongToCarry(Exception):
    """The words fit into no draft. Nothing was kept."""


def of_form(sent: QueryDict) -> Draft:
    """Return what the box sent along."""
    return Draft(
        text=sent.get("text", ""),
        level=sent.get("level", ""),
        readers=tuple(sent.getlist("readers")),
        about_advocate=bool(sent.getlist("about_advocate")),
        source=sent.get("source", "")[:20],
    )


def cookie_name() -> str:
    """Return the name of the cookie: with the prefix that binds it to this host wherever https is served."""
    return "__Host-draft" if settings.HTTPS else "draft"


def keep(request: HttpRequest, response: HttpResponseBase, draft: Draft) -> None:
    """Put a draft into the session and its secret into the answer's cookie; raises TooLongToCarry."""
    secret = boxes.new_secret()
    content = {
        "text": draft.text,
        "level": draft.level,
        "readers": draft.readers,
        "about_advocate": draft.about_advocate,
        "source": draft.source,
        "until": (clock.now() + LIFETIME).timestamp(),
    }
    try:
        padded = padding.pad(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    except TooLong:
        raise TooLongToCarry from None
    request.session[KEPT] = b64encode(boxes.encrypt(secret, padded)).decode()
    response.set_cookie(
        cookie_name(),
        b64encode(secret).decode(),
        max_age=int(LIFETIME.total_seconds()),
        path="/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


def is_waiting(request: HttpRequest) -> bool:
    """Tell whether a draft is kept, whether or not this request can open it."""
    return KEPT in request.session


def kept(request: HttpRequest) -> Draft | None:
    """Return the draft that this browser keeps; None when there is none, it is too old, or it does not open."""
    box, secret = request.session.get(KEPT), request.COOKIES.get(cookie_name())
    if not box or not secret:
        return None
    try:
        content = json.loads(padding.unpad(boxes.decrypt(b64decode(secret), b64decode(box))))
    except (Unopenable, NotPadded, ValueError):
        return None
    if datetime.fromtimestamp(content["until"], UTC) < clock.now():
        return None
    readers = tuple(content["readers"])
    return Draft(content["text"], content["level"], readers, content["about_advocate"], content.get("source", ""))


def drop(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget the draft: its words were sent."""
    if KEPT in request.session:
        del request.session[KEPT]
        response.delete_cookie(cookie_name(), path="/", samesite="Strict")
