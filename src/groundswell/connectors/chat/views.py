"""My accounts of chats, and the doors that administrators open."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.chat import actions, queries
from groundswell.connectors.chat.answering import readers_of
from groundswell.connectors.chat.forms import DoorForm
from groundswell.connectors.chat.models import Door
from groundswell.connectors.chat.rules import Kind
from groundswell.people.answering import go_on, sent, status_of, tried, who
from groundswell.web.access import Access, access


@access(Access.MEMBER, "GET", "POST")
def chat(request: HttpRequest) -> HttpResponse:
    """Say what can be done in a chat and who reads it; make a code, and show it this once."""
    code = actions.make_code(by=who(request)) if request.method == "POST" else ""
    shown = {
        "code": code,
        "doors": queries.doors(),
        "accounts": queries.accounts_of(who(request)),
        "names": readers_of(who(request)),
    }
    return render(request, "chat/chat.html", shown)


@access(Access.MEMBER, "POST")
def part(request: HttpRequest, account: UUID) -> HttpResponse:
    """Let an account of a chat be nobody's again."""
    found = queries.account_of(who(request), account)
    if found is None:
        raise Http404
    actions.part_account(by=who(request), account=found)
    return go_on(request, _("That account is nobody's here any more."), "chat:chat")


@access(Access.ADMINISTRATOR, "GET", "POST")
def doors(request: HttpRequest) -> HttpResponse:
    """List the chats that are a door, with the addresses that they call; open another."""
    form = DoorForm(sent(request))
    if tried(form, lambda: _open(request, form)):
        return go_on(request, _("It is open. Now give the chat the addresses below."), "chat:doors")
    listed = [(each, _address("command", each), _events(each)) for each in queries.doors()]
    return render(request, "chat/doors.html", {"form": form, "doors": listed}, status=status_of(form))


@access(Access.ADMINISTRATOR, "POST")
def end(request: HttpRequest, door: UUID) -> HttpResponse:
    """End a door."""
    found = queries.door(door)
    if found is None:
        raise Http404
    actions.end_door(by=who(request), door=found)
    return go_on(request, _("It is a door no more; its secrets and accounts are forgotten."), "chat:doors")


def _open(request: HttpRequest, form: DoorForm) -> None:
    said = form.cleaned_data
    told = {name: said[name] for name in ("name", "secret", "bot", "address")}
    actions.open_door(by=who(request), kind=Kind(said["kind"]), **told)


def _events(door: Door) -> str:
    return _address("events", door) if door.kind == Kind.SLACK else ""


def _address(route: str, door: Door) -> str:
    path = reverse(f"chat:{route}", args=[door.id]).removeprefix(settings.FORCE_SCRIPT_NAME or "")
    return f"{settings.BASE_URL}{path}"
