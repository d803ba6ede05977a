"""What chats ask: proven first, answered within their three seconds, to whoever asked alone."""

import json
from http import HTTPStatus
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from groundswell.connectors.asking import secrets
from groundswell.connectors.chat import queries, repeats, rules, telling
from groundswell.connectors.chat.answering import answer
from groundswell.connectors.chat.models import Door
from groundswell.connectors.chat.rules import Kind
from groundswell.kit import clock
from groundswell.web.access import Access, View, access

_MOST_BYTES = 1024 * 1024
# What a person wrote: plainly, with a file, from a thread to the conversation, and of themselves ("/me").
_WRITTEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})


def _without_form_token(view: View) -> View:
    """Let a view take what no form of ours sends: the chat proves itself by its signature, and no cookie counts."""
    view.csrf_exempt = True  # type: ignore[attr-defined]  # read by Django; its own decorator would be overwritten
    return view


@_without_form_token
@access(Access.PUBLIC, "POST")
def command(request: HttpRequest, door: UUID) -> HttpResponse:
    """Answer a slash command. Whoever cannot prove to be the chat learns not even whether there is a door."""
    found = _proven(request, door)
    if found is None:
        return _unproven()
    said = request.POST
    told = answer(
        door=found,
        account=said.get("user_id", ""),
        wish=rules.asked(said.get("text", "")),
        delivery=_delivery(found, said.get("trigger_id")),
    )
    return JsonResponse({"response_type": "ephemeral", "text": told.written(Kind(found.kind))})


@_without_form_token
@access(Access.PUBLIC, "POST")
def events(request: HttpRequest, door: UUID) -> HttpResponse:
    """Take a direct message to our bot in Slack; the answer follows by a worker, in the same conversation."""
    found = _proven(request, door)
    said = _json(request) if found is not None and found.kind == Kind.SLACK else None
    if found is None or said is None:
        return _unproven()
    if said.get("type") == "url_verification":
        return HttpResponse(str(said.get("challenge", ""))[:200], content_type="text/plain")
    event = said.get("event")
    if isinstance(event, dict) and _is_message_to_us(event):
        _take(found, event, str(said.get("event_id") or ""))
    return HttpResponse(status=HTTPStatus.OK)


@transaction.atomic
def _take(door: Door, event: dict[str, object], name: str) -> None:
    """Answer what was written to us: noted, kept and answered together, or not at all."""
    if not repeats.is_first(door, name):
        return
    told = answer(
        door=door,
        account=str(event.get("user", "")),
        wish=rules.asked(str(event.get("text", ""))),
        delivery=_delivery(door, name),
    )
    # Their words stand in their own conversation already: they are not given back, and wait in no queue.
    lines = [told.text, *([_("What hangs on a message is not taken.")] if event.get("files") else [])]
    telling.tell_later(door, str(event.get("channel", "")), "\n".join(lines))


def _proven(request: HttpRequest, door: UUID) -> Door | None:
    found = queries.door(door)
    if found is None or len(request.body) > _MOST_BYTES:
        return None
    try:
        secret = secrets.opened(found.secret, of=f"door {found.id}")
    except secrets.Unopenable:
        return None
    if found.kind == Kind.MATTERMOST:
        is_proven = rules.is_mattermost(secret, header=request.headers.get("Authorization", ""))
    else:
        is_proven = rules.is_slack(
            secret,
            stamp=request.headers.get("X-Slack-Request-Timestamp", ""),
            body=request.body,
            signature=request.headers.get("X-Slack-Signature", ""),
            now=clock.now().timestamp(),
        )
    return found if is_proven else None


def _delivery(door: Door, named: object) -> str:
    """Return the name of a message; nothing for one that the chat did not name, so that it is taken as a new one."""
    return f"chat {door.id} {named}" if named else ""


def _unproven() -> HttpResponse:
    return HttpResponse(
        "This is not signed as it should be.", status=HTTPStatus.UNAUTHORIZED, content_type="text/plain"
    )


def _is_message_to_us(event: dict[str, object]) -> bool:
    """Tell whether a person wrote to us alone: no bot (we hear ourselves too), no change of an older message."""
    is_direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return is_direct and not event.get("bot_id") and str(event.get("subtype") or "") in _WRITTEN


def _json(request: HttpRequest) -> dict[str, object] | None:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
