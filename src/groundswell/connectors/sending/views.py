"""Places are named, what would leave is shown letter by letter, and then it leaves, or it does not."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.connectors.sending import actions, contents, delivering, posting, queries, sentences
from groundswell.connectors.sending.forms import ChooseForm, KeyForm, KindForm, PlaceForm, SettleForm
from groundswell.connectors.sending.letters import read, texts_of
from groundswell.connectors.sending.models import Place, Sending
from groundswell.connectors.sending.rules import OF_PROPOSITIONS, Kind, State, Step, What, next_step
from groundswell.connectors.sending.writing import WRITERS
from groundswell.kit import clock
from groundswell.people.answering import attempt, go_on, see, sent, tried, was_done, who
from groundswell.web.access import Access, access


@access(Access.ADMINISTRATOR)
def places(request: HttpRequest) -> HttpResponse:
    """List the places that things can be sent to, and what went out lately."""
    lines = [(each, sentences.KINDS[Kind(each.kind)][0]) for each in queries.places()]
    went = [(each, sentences.WHATS[What(each.what)], sentences.STATES[State(each.state)]) for each in queries.lately()]
    return _page(request, "places", {"places": lines, "went": went})


@access(Access.ADMINISTRATOR, "GET", "POST")
def new_place(request: HttpRequest) -> HttpResponse:
    """Name a place: its kind first, then what that kind needs."""
    kind = _kind(request)
    if kind is None:
        return _ask_for_kind(request)
    form = PlaceForm(sent(request), kind=kind)
    if tried(form, lambda: actions.name_place(by=who(request), kind=kind, **form.cleaned_data)):
        return go_on(request, _("It is named. Nothing has left yet."), "sending:places")
    words = {"form": form, "kind": kind, "kind_words": sentences.KINDS[kind][0]}
    return _page(request, "place", words, is_refused=bool(form.errors))


@access(Access.ADMINISTRATOR, "GET", "POST")
def new_key(request: HttpRequest, place: UUID) -> HttpResponse:
    """Give a place another key."""
    found = queries.places().filter(id=place).first()
    if found is None:
        raise Http404
    form = KeyForm(sent(request))
    if tried(form, lambda: actions.give_new_key(by=who(request), place=found, **form.cleaned_data)):
        return go_on(request, _("It is opened with the new key from now on."), "sending:places")
    words = {"form": form, "kind_words": found.name}
    return _page(request, "place", words, is_refused=bool(form.errors))


@access(Access.ADMINISTRATOR, "POST")
def end_place(request: HttpRequest, place: UUID) -> HttpResponse:
    """Send nothing more to a place."""
    found = queries.places().filter(id=place).first()
    if found is None:
        raise Http404
    actions.end_place(by=who(request), place=found)
    return go_on(request, _("Nothing is sent there any more, and its key is forgotten."), "sending:places")


@access(Access.ADVOCATE, "GET", "POST")
def of_proposition(request: HttpRequest, proposition: UUID) -> HttpResponse:
    """Choose what of a proposition goes where."""
    return _choose(request, proposition, [what for what in What if what in OF_PROPOSITIONS])


@access(Access.PLANNING, "GET", "POST")
def of_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Choose in which tracker a ticket is made."""
    return _choose(request, ticket, [What.TICKET])


@access(Access.ADVOCATE, "GET", "POST")
def of_hand_off(request: HttpRequest, hand_off: UUID) -> HttpResponse:
    """Choose in which tracker a question that was handed on is made a ticket."""
    return _choose(request, hand_off, [What.HAND_OFF])


@access(Access.PLANNING, "GET", "POST")
def one(request: HttpRequest, sending: UUID) -> HttpResponse:
    """Show exactly what leaves; send exactly that."""
    found = _sending(request, sending)
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        attempt(request, lambda: delivering.deliver(by=who(request), sending=found, digest=digest))
        return _see(found)
    return _page(request, "one", _shown(found))


@access(Access.PLANNING, "POST")
def settle(request: HttpRequest, sending: UUID) -> HttpResponse:
    """Take what somebody found who looked there themselves; a link that is none comes back as it was typed."""
    found, form = _sending(request, sending), SettleForm(request.POST)
    is_there = "there" in request.POST
    if was_done(form, lambda: actions.settle(by=who(request), sending=found, is_there=is_there, **form.cleaned_data)):
        return _see(found)
    return _page(request, "one", _shown(found) | {"settle": form}, is_refused=True)


@access(Access.PLANNING, "POST")
def how_it_stands(request: HttpRequest, sending: UUID) -> HttpResponse:
    """Ask the place how a change of a handbook stands."""
    found = _sending(request, sending)
    if found.what == What.HANDBOOK and found.state == State.SENT:
        attempt(request, lambda: delivering.ask_how_it_stands(by=who(request), sending=found))
    return _see(found)


def _ask_for_kind(request: HttpRequest) -> HttpResponse:
    form = KindForm(request.GET if "kind" in request.GET else None)
    return _page(request, "kind", {"form": form}, is_refused=form.is_bound)


def _choose(request: HttpRequest, about: UUID, whats: list[What]) -> HttpResponse:
    if not contents.may_send(who(request), whats[0], about):
        raise Http404
    ways = [(what, place) for what in whats for place in queries.places_for(what)]
    form = ChooseForm(sent(request), ways=ways)
    made: list[Sending] = []
    if tried(form, lambda: made.append(_prepare(request, form, about))):
        return _see(made[0])
    before = [(each, sentences.WHATS[What(each.what)], sentences.STATES[State(each.state)]) for each in _sent(about)]
    words = {"form": form, "ways": ways, "before": before, "back": contents.page_of(whats[0], about)}
    return _page(request, "choose", words, is_refused=bool(form.errors))


def _sent(about: UUID) -> list[Sending]:
    return list(queries.sendings_about(about))


def _prepare(request: HttpRequest, form: ChooseForm, about: UUID) -> Sending:
    what, place = form.chosen
    return delivering.prepare(by=who(request), place=place, what=what, about=about)


def _shown(found: Sending) -> dict[str, object]:
    place: Place = found.place
    state, what = State(found.state), What(found.what)
    writer = WRITERS[Kind(place.kind), what]
    letters = [
        {
            "method": each.method,
            "address": posting.address_of(each, place),
            "headers": posting.headers_of(each, writer),
            "body": each.body,
            "texts": texts_of(each),
        }
        for each in read(found.letters)
    ]
    step = next_step(state, Kind(place.kind), found.tried_at, clock.now())
    return {
        "sending": found,
        "what": sentences.WHATS[what],
        "state": sentences.STATES[state],
        "letters": letters,
        "may_send": step is Step.SEND and place.ended_on is None,
        "may_look": step is Step.LOOK and place.ended_on is None,
        "waits": step is Step.WAIT,
        "settle": SettleForm() if state is State.UNSURE else None,
        "stands": sentences.STANDS.get(found.stands, ""),
        "is_change": what is What.HANDBOOK and state is State.SENT,
        "back": contents.page_of(what, found.about),
    }


def _sending(request: HttpRequest, sending_id: UUID) -> Sending:
    found = queries.sending(sending_id)
    if found is None or not contents.may_send(who(request), What(found.what), found.about):
        raise Http404
    return found


def _kind(request: HttpRequest) -> Kind | None:
    asked = request.GET.get("kind", "")
    return Kind(asked) if asked in set(Kind) else None


def _see(found: Sending) -> HttpResponse:
    return see(reverse("sending:one", args=[found.id]))


def _page(request: HttpRequest, name: str, words: dict[str, object], *, is_refused: bool = False) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, f"sending/{name}.html", words, status=status)
