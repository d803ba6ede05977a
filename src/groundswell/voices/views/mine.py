"""What became of what I said, without asking anyone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.kit import clock
from groundswell.kit.seal import tokens
from groundswell.kit.seal.tokens import BadToken
from groundswell.people import queries as people
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.people.rules import Audience
from groundswell.voices import actions, ports, queries, rules, sealing, words
from groundswell.voices.forms import AudienceForm, talks
from groundswell.voices.models import Voice
from groundswell.voices.ports import Outcome
from groundswell.voices.queries import Said, Thread
from groundswell.voices.rules import Level, Reader, Talk
from groundswell.voices.views import dialogue
from groundswell.voices.views.dialogue import Unfinished
from groundswell.voices.views.said import audience_words, not_yet
from groundswell.web.access import Access, access

PAGE = 20

type Deed = Callable[[Thread, QueryDict], None]


@dataclass(frozen=True)
class Line:
    """One thing that I said, what became of it, and what it asks of me."""

    said: Said = field(repr=False)
    outcomes: list[Outcome] = field(repr=False)


@access(Access.MEMBER)
def mine(request: HttpRequest) -> HttpResponse:
    """List everything that this person said openly or signed, the newest first."""
    return list_page(request)


def list_page(request: HttpRequest, *, ticket: str = "", refused: str = "") -> HttpResponse:
    """Show the list; with the sentence that refused a wish to talk, and the ticket that was typed for it."""
    person = _person(request)
    talk_readers = _talks_with(person)
    page = Paginator(queries.threads_of(person), PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": _lines(person, list(page.object_list)),
        "talks": [(talk.value, name) for talk, name in talks() if talk != Talk.NO],
        "talk_readers": talk_readers,
        "talk_names": [reader.name for reader in talk_readers],
        "talk_away": words.of_those_away(talk_readers),
        "token": tokens.new_token(sealing.form_secret()),
        "ticket": ticket,
        "refused": refused,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "voices/mine.html", shown, status=status)


@access(Access.MEMBER, "POST")
def talk(request: HttpRequest) -> HttpResponse:
    """Ask to talk: one click."""
    person, ticket = _person(request), request.POST.get("ticket", "")
    if not rules.may_be_spoken_to(queries.readers_today()):
        return not_yet(request, "")
    try:
        when = Talk(request.POST.get("talk", ""))
        nonce = tokens.read_token(request.POST.get("token"), sealing.form_secret(), clock.now())
    except (ValueError, BadToken):
        refused = _(
            "This page was open for too long, so nothing was asked yet. Say once more when you would like to talk."
        )
        return list_page(request, ticket=ticket, refused=refused)
    readers = _talks_with(person)
    if {str(reader.key) for reader in readers} != set(request.POST.getlist("readers")):
        # Nobody reads it whom the page did not name: a leave may have begun, or a desk changed hands, since then.
        refused = _("Who would read it has changed meanwhile, so nothing was asked yet. Look again below.")
        return list_page(request, ticket=ticket, refused=refused)
    spoken = actions.speak_signed(
        author=person,
        text=_("I would like to talk."),
        readers=queries.keys_of(readers),
        talk=when if when != Talk.NO else Talk.NOW,
        ticket=ticket,
        nonce=nonce,
    )
    if spoken.differs:
        refused = _(
            "From this page you asked to talk before, at another time or ticket; that was kept, and this was not."
        )
        return list_page(request, ticket=ticket, refused=f"{refused} {_('Press again to ask for this too.')}")
    return _see_other(reverse("mine_one", args=[spoken.voice]))


@access(Access.MEMBER)
def one(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Show one dialogue of mine."""
    return _page(request, _thread(request, voice_id))


@access(Access.MEMBER, "POST")
def write(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Add words."""
    return _do(request, voice_id, dialogue.write)


@access(Access.MEMBER, "POST")
def confirm(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Say whether it helped."""
    return _do(request, voice_id, dialogue.confirm)


@access(Access.MEMBER, "POST")
def answer_consent(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Say yes or no to exact words."""
    return _do(request, voice_id, dialogue.answer_consent)


@access(Access.MEMBER, "POST")
def answer_draft(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Say whether a tidied version is right."""
    return _do(request, voice_id, dialogue.answer_draft)


@access(Access.MEMBER, "POST")
def close(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """End the dialogue; both sides can still read it."""
    return _do(request, voice_id, lambda thread, _sent: actions.author_closes(thread=thread))


@access(Access.MEMBER, "GET", "POST")
def withdraw(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Say what will be lost; then take it back."""
    thread = _thread(request, voice_id)
    if request.method != "POST":
        return render(request, "voices/withdraw.html", {"thread": thread})
    actions.withdraw(thread=thread)
    return _see_other(reverse("mine"))


@access(Access.MEMBER, "GET", "POST")
def audience(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Say an open voice to more people, or to fewer."""
    thread = _thread(request, voice_id)
    if thread.voice.level != Level.OPEN:
        raise Http404
    cell = people.cell_of(_person(request))
    sent = request.POST if request.method == "POST" else None
    form = AudienceForm(sent, cell=cell.name if cell else "", initial={"audience": thread.voice.audience})
    if sent is not None and form.is_valid():
        try:
            actions.change_audience(thread=thread, audience=Audience(form.cleaned_data["audience"]))
        except Refused as refused:
            form.add_error("audience", refused.sentence)
        else:
            return _see_other(reverse("mine_one", args=[voice_id]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "voices/audience.html", {"thread": thread, "form": form}, status=status)


def _lines(person: Person, voices: list[Voice]) -> list[Line]:
    identities = [voice.id for voice in voices]
    became: dict[UUID, list[Outcome]] = {identity: [] for identity in identities}
    for source in ports.outcome_sources:
        for identity, outcomes in source.outcomes_of(identities).items():
            became[identity].extend(outcomes)
    keys = queries.keys_of_own(person, voices)
    questions = queries.questions_about(keys, waiting_only=True)
    asked = {question.voice for question in questions}
    return [
        Line(said if said.voice.id not in asked else _asking(said), became[said.voice.id])
        for said in queries.said(voices, keys)
    ]


def _asking(said: Said) -> Said:
    return Said(said.voice, said.title, said.answered_on, said.answer, asks="words")


def _do(request: HttpRequest, voice_id: UUID, deed: Deed) -> HttpResponse:
    thread = _thread(request, voice_id)
    try:
        deed(thread, request.POST)
    except Unfinished as unfinished:
        return _page(request, thread, unfinished)
    return _see_other(reverse("mine_one", args=[voice_id]))


def _page(request: HttpRequest, thread: Thread, unfinished: Unfinished | None = None) -> HttpResponse:
    voice = thread.voice
    shown = dialogue.page_of(thread, unfinished) | {"who": audience_words(voice.audience, voice.cell)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if unfinished else HTTPStatus.OK
    return render(request, "voices/mine_one.html", shown, status=status)


def _talks_with(person: Person) -> list[Reader]:
    """Return who reads a wish to talk: who looks after this person, and while all of them are away, alternates too."""
    others = [each for each in queries.with_days_away(queries.readers_today()) if each.person != person.id]
    offered = rules.who_talks_with(person.id, others)
    ticked = queries.ticked_for(person, offered)
    return rules.with_somebody_here([each for each in offered if each.key in ticked], others)


def _thread(request: HttpRequest, voice_id: UUID) -> Thread:
    thread = queries.thread_of(_person(request), voice_id)
    if thread is None:
        raise Http404
    return thread


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration lets nobody else in
    return request.user


def _see_other(address: str) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(address)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer
