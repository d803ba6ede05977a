"""Saying something with one's name, or being counted; and what others said openly."""

from collections.abc import Collection
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
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
from groundswell.voices import actions, ports, queries, refusals, rules, sealing
from groundswell.voices.actions import Spoken
from groundswell.voices.forms import COUNT, YES, ForReaders, OpenForm, SignedForm
from groundswell.voices.rules import CameBy, Level, Reader, Talk
from groundswell.voices.views import draft as drafts
from groundswell.voices.views.draft import Draft
from groundswell.web import errors
from groundswell.web.access import Access, access
from groundswell.web.origin import is_forged

PAGE = 20


@access(Access.PUBLIC, "GET", "POST")
def carried(request: HttpRequest) -> HttpResponse:
    """Take over what was written in the box. Nothing is said yet; who is signed out loses nothing by signing in.

    The words wait sealed in the session, and not in the page that answers: a browser would write those into its files.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("said_new"))
    if is_forged(request):
        return errors.from_elsewhere(request)
    written = drafts.of_form(request.POST)
    onward = f"{reverse('said_new')}?{urlencode({'as': written.level})}"
    is_known = isinstance(request.user, Person)
    answer = _see_other(onward if is_known else f"{reverse('account_login')}?{urlencode({'next': onward})}")
    try:
        drafts.keep(request, answer, written)
    except drafts.TooLongToCarry:
        shown = {"text": written.text, "sentence": refusals.of_words(rules.WordsFault.LONG, written.text).sentence}
        return render(request, "voices/too_long.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return answer


# The box has no session, so its form cannot hold Django's token; where it came from is checked above.
carried.csrf_exempt = True  # type: ignore[attr-defined]  # read by Django


@access(Access.MEMBER, "GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Say something signed or openly."""
    person = _person(request)
    if request.method != "POST":
        kept = drafts.kept(request)
        asked = Draft(level=request.GET.get("as", ""))
        return _page(request, person, kept or asked, is_hidden=kept is None and drafts.is_waiting(request))
    offered = queries.with_days_away(queries.readers_today())
    if not rules.may_be_spoken_to(offered):
        return not_yet(request, request.POST.get("text", ""))
    level = request.POST.get("level", "")
    form = _form(level, person, offered, request)
    source = rules.came_by(request.POST.get("source", ""))
    try:
        nonce = tokens.read_token(request.POST.get("token"), sealing.form_secret(), clock.now())
        spoken = _speak(person, form, nonce, source) if form.is_valid() else None
    except BadToken as bad:
        form.add_error(None, refusals.of_token(bad.reason).sentence)
        spoken = None
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        spoken = None
    if spoken is not None and spoken.differs:
        form.add_error(None, _("You sent this page before, with other words, which were kept. Send again to say this."))
    if spoken is None or spoken.differs:
        return _filled(request, form, level, HTTPStatus.UNPROCESSABLE_ENTITY, source=source)
    answer = _see_other(reverse("mine_one", args=[spoken.voice]))
    drafts.drop(request, answer)
    return answer


@access(Access.MEMBER, "GET", "POST")
def count(request: HttpRequest) -> HttpResponse:
    """Add one to an open concern, without words."""
    person = _person(request)
    if request.method != "POST":
        return _concerns(request, person, "")
    try:
        concern = UUID(request.POST.get("concern", ""))
    except ValueError:
        return _concerns(request, person, request.POST.get("text", ""), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    for source in ports.count_sources:
        if any(each.id == concern for each in source.open_concerns(person)):
            source.count_me_in(person, concern)
            return render(request, "voices/counted.html")
    # Counted before, or closed in the meantime: the list says what is open now, and nobody learns which it was.
    return _concerns(request, person, "", status=HTTPStatus.UNPROCESSABLE_ENTITY)


@access(Access.MEMBER)
def openly(request: HttpRequest) -> HttpResponse:
    """Show what was said openly to audiences that this person belongs to."""
    page = Paginator(queries.open_voices_for(_person(request)), PAGE).get_page(request.GET.get("page"))
    voices = [(voice, rules.title_of(voice.text, 160)) for voice in page.object_list]
    return render(request, "voices/openly.html", {"page": page, "voices": voices})


@access(Access.PUBLIC)
def one_openly(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """Show one open voice to those whom its author chose."""
    visitor = request.user if isinstance(request.user, Person) and request.user.is_active else None
    voice = queries.open_voice_for(visitor, voice_id)
    if voice is None:
        raise Http404
    outcomes = [each for source in ports.outcome_sources for each in source.outcomes_of([voice.id]).get(voice.id, ())]
    shown = {
        "voice": voice,
        "is_mine": voice.author == visitor,
        "outcomes": outcomes,
        "who": audience_words(voice.audience, voice.cell),
    }
    return render(request, "voices/one_openly.html", shown)


def audience_words(audience: str, cell: object = None) -> str:
    """Return who an audience is, in words."""
    return {
        Audience.CELL.value: _("everyone in %(cell)s") % {"cell": cell},
        Audience.ORGANISATION.value: _("everyone in the organisation"),
        Audience.PUBLIC.value: _("everybody, outside too"),
    }.get(audience, _("those who answer"))


def _page(request: HttpRequest, person: Person, written: Draft, *, is_hidden: bool = False) -> HttpResponse:
    """Show the second page, filled in with what was written on the first."""
    if written.level == COUNT:
        return _concerns(request, person, written.text)
    offered = queries.with_days_away(queries.readers_today())
    if not rules.may_be_spoken_to(offered):
        return not_yet(request, written.text)
    form = _form(written.level, person, offered, None, written)
    form.initial["tidy"] = request.GET.getlist("tidy")
    return _filled(request, form, written.level, HTTPStatus.OK, is_hidden=is_hidden, source=written.source)


def _filled(
    request: HttpRequest, form: ForReaders, level: str, status: HTTPStatus, *, is_hidden: bool = False, source: str = ""
) -> HttpResponse:
    token = tokens.new_token(sealing.form_secret())
    shown = {"form": form, "level": _level(level), "token": token, "is_hidden": is_hidden}
    shown["source"] = rules.came_by(source)
    return render(request, "voices/said_new.html", shown, status=status)


def _form(
    level: str, person: Person, offered: list[Reader], request: HttpRequest | None, written: Draft | None = None
) -> ForReaders:
    sent = request.POST if request else None
    initial: dict[str, object] = {}
    if written is not None:
        initial = {"text": written.text, "about_advocate": [YES] if written.about_advocate else []}
    ticked = _ticked(written, offered) or queries.ticked_for(person, offered)
    if _level(level) == Level.OPEN:
        cell = people.cell_of(person)
        return OpenForm(sent, offered=offered, ticked=ticked, initial=initial, cell=cell.name if cell else "")
    return SignedForm(sent, offered=offered, ticked=ticked, initial=initial)


def _level(written: str) -> Level:
    return Level.OPEN if written == Level.OPEN else Level.SIGNED


def _ticked(written: Draft | None, offered: list[Reader]) -> Collection[UUID]:
    """Return whom the author ticked on the first page, and can still choose."""
    wanted = set(written.readers) if written else set()
    return frozenset(reader.key for reader in offered if str(reader.key) in wanted)


def _speak(person: Person, form: ForReaders, nonce: bytes, source: CameBy) -> Spoken:
    said, readers = form.cleaned_data, queries.keys_of(form.chosen)
    if isinstance(form, OpenForm):
        return actions.speak_open(
            author=person,
            text=said["text"],
            audience=Audience(said["audience"]),
            readers=readers,
            source=source,
            nonce=nonce,
        )
    return actions.speak_signed(
        author=person,
        text=said["text"],
        readers=readers,
        talk=Talk(said["talk"]),
        ticket=said["ticket"],
        tidy=form.is_ticked("tidy"),
        source=source,
        nonce=nonce,
    )


def _concerns(request: HttpRequest, person: Person, text: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    concerns = [concern for source in ports.count_sources for concern in source.open_concerns(person)]
    shown = {"concerns": concerns, "text": text, "refused": status != HTTPStatus.OK}
    return render(request, "voices/count.html", shown, status=status)


def not_yet(request: HttpRequest, text: str) -> HttpResponse:
    """Say that nobody could read it yet, with what was typed."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "voices/not_yet.html", {"text": text}, status=status)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the declaration lets nobody else in
    return request.user


def _see_other(address: str) -> HttpResponseRedirect:
    answer = HttpResponseRedirect(address)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer
