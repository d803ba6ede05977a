"""Pages for whoever looks after the sources, and the door at which services knock."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.asking.faults import Unanswered
from groundswell.connectors.shape import Connector, Knock
from groundswell.connectors.sources import actions, receiving, telling
from groundswell.connectors.sources.forms import SourceForm
from groundswell.connectors.sources.kinds import CONNECTORS, KEYS
from groundswell.connectors.sources.opening import Secrets, hurried, opened, secrets_of, understood
from groundswell.connectors.sources.receiving import Outcome
from groundswell.kit import clock
from groundswell.people.answering import attempt, go_on, page, see, sent, tried, who
from groundswell.people.refusals import Refused
from groundswell.questions.queries import connected
from groundswell.web.access import Access, access

# No delivery of any service is near this.
LARGEST_KNOCK = 5 * 1024 * 1024


@access(Access.ORGANISER)
def sources(request: HttpRequest) -> HttpResponse:
    """Show the sources that are read live, and how each of them stands."""
    shown = [telling.shown(line, CONNECTORS[line.kind]) for line in connected.lines(KEYS)]
    return render(request, "sources/sources.html", {"lines": shown})


@access(Access.ORGANISER)
def choose(request: HttpRequest) -> HttpResponse:
    """Show which kinds of services can be read."""
    kinds = sorted(CONNECTORS.values(), key=lambda connector: connector.name.lower())
    return render(request, "sources/choose.html", {"kinds": kinds})


@access(Access.ORGANISER, "GET", "POST")
def connect(request: HttpRequest, kind: str) -> HttpResponse:
    """Connect a source of a kind."""
    connector = CONNECTORS.get(kind)
    if connector is None:
        raise Http404
    form = SourceForm(sent(request), connector=connector, initial=_begun(connector))
    made: list[UUID] = []

    def act() -> None:
        made.append(actions.connect_source(by=who(request), connector=connector, words=form.words()))

    if tried(form, act):
        words = _("It is connected, and read from now on. “Look whether it answers” tells you at once.")
        return go_on(request, words, "sources:source", made[0])
    return _page(request, "connect", {"connector": connector}, form)


@access(Access.ORGANISER, "GET", "POST")
def source(request: HttpRequest, source: UUID) -> HttpResponse:
    """Show how a source stands, and change it."""
    row, connector = _found(source)
    form = SourceForm(sent(request), connector=connector, has=_has(source), initial=_initial(row))

    def act() -> None:
        actions.change_source(by=who(request), source=source, connector=connector, words=form.words())

    if tried(form, act):
        return go_on(request, _("It is changed."), "sources:source", source)
    line = next(each for each in connected.lines((connector.key,)) if each.id == source)
    shown = {
        "row": row,
        "connector": connector,
        "line": telling.shown(line, connector),
        "knock_at": f"{settings.BASE_URL}{reverse('sources:knock', args=[source])}" if connector.hook else "",
    }
    return _page(request, "source", shown, form)


@access(Access.ORGANISER, "POST")
def look(request: HttpRequest, source: UUID) -> HttpResponse:
    """Ask a source one question, and say what it answered."""
    _row, connector = _found(source)
    said: list[str] = []

    def act() -> None:
        told = connected.told_of(source)
        try:
            with understood(connector.name):
                said.append(telling.of_look(connector.look(hurried(opened(told))), clock.now()) if told else "")
        except Unanswered as fault:
            raise Refused(fault.sentence) from None

    if attempt(request, act):
        return go_on(request, said[0], "sources:source", source)
    return _see(source)


@access(Access.ORGANISER, "POST")
def pause(request: HttpRequest, source: UUID) -> HttpResponse:
    """Pause a source, or read it again."""
    row, _connector = _found(source)
    actions.pause_source(by=who(request), source=source, is_paused=not row.is_paused)
    return _see(source)


@access(Access.ORGANISER, "POST")
def anew(request: HttpRequest, source: UUID) -> HttpResponse:
    """Read a source from its beginning."""
    _found(source)
    actions.read_source_anew(by=who(request), source=source)
    words = _("It is read from its beginning now. What is here stays, and nothing is doubled.")
    return go_on(request, words, "sources:source", source)


@access(Access.COOKIELESS, "POST")
def knock(request: HttpRequest, source: UUID) -> HttpResponse:
    """Take in what a service signed. Whatever is not signed learns nothing, not even whether the source is there."""
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or int(size) > LARGEST_KNOCK:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    headers = {name.lower(): value for name, value in request.headers.items()}
    received = receiving.receive(source, Knock(headers=headers, body=request.body, at=clock.now()))
    if received.outcome is Outcome.UNSIGNED:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return JsonResponse(dict(received.reply)) if received.reply else HttpResponse(status=HTTPStatus.OK)


def _found(source: UUID) -> tuple[connected.Connected, Connector]:
    row = connected.source_of(source)
    if row is None or row.kind not in CONNECTORS:
        raise Http404
    return row, CONNECTORS[row.kind]


def _has(source: UUID) -> frozenset[str]:
    """Return which secrets a source has; none that this installation cannot open."""
    told = connected.told_of(source)
    try:
        kept = secrets_of(told) if told else Secrets()
    except Unanswered:
        kept = Secrets()
    return frozenset(name for name, secret in (("key", kept.key), ("hook", kept.hook)) if secret)


def _begun(connector: Connector) -> dict[str, object]:
    # What needs no key at all stands in the web for everybody; of anything else somebody says so.
    return {"address": connector.usual_address, "public": not connector.secret}


def _initial(row: connected.Connected) -> dict[str, object]:
    choices, a_minute = row.settings.get("choices"), row.settings.get("a_minute")
    usual = {choice.name: choice.options[0][0] for choice in CONNECTORS[row.kind].choices if choice.options}
    return {
        **usual,
        **(choices if isinstance(choices, dict) else {}),
        "name": row.name,
        "address": row.address,
        "public": row.is_public,
        "a_minute": int(a_minute) if isinstance(a_minute, int | float) else None,
        "pseudonymous": row.is_pseudonymous,
        "months": row.retention_months,
    }


def _page(request: HttpRequest, template: str, shown: dict[str, object], form: SourceForm) -> HttpResponse:
    return page(request, f"sources/{template}.html", shown, form)


def _see(source: UUID) -> HttpResponse:
    return see(reverse("sources:source", args=[source]))
