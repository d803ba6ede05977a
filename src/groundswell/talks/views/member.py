"""A member's own talks: book one in three taps, and say what becomes of its points."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from groundswell.people.answering import attempt, sent
from groundswell.people.models import Person
from groundswell.people.refusals import Refused
from groundswell.talks import actions, queries, sentences
from groundswell.talks.forms import BookForm, PointForm
from groundswell.talks.models import Point, Talk
from groundswell.talks.moments import in_words, zone_of
from groundswell.talks.queries import TalkLine
from groundswell.talks.views.answering import (
    invitation_to,
    new_token,
    nonce_of,
    outcome_of,
    page,
    person_of,
    see,
    times,
    tried,
)
from groundswell.voices import queries as voices
from groundswell.voices.queries import Thread
from groundswell.web.access import Access, access


@access(Access.MEMBER)
def talks(request: HttpRequest) -> HttpResponse:
    """List one's own talks, and what meetups come to."""
    person = person_of(request)
    zone = zone_of(person)
    lines = [(line, in_words(line.talk.slot.starts_at, zone)) for line in queries.talks_of(person)]
    return page(request, "talks", {"lines": lines, "free": queries.free_slots(not_of=person)})


@access(Access.MEMBER, "GET", "POST")
def book(request: HttpRequest) -> HttpResponse:
    """Choose a time, and have it."""
    person = person_of(request)
    free = queries.free_slots(not_of=person)
    form = BookForm(sent(request), times=times(free, zone_of(person)))
    if request.method == "POST":
        # A form that was sent before is answered as it was then: its time is not free any more.
        form.offer("slot", [*times(free, zone_of(person)), (request.POST.get("slot", ""), "")])
    booked: list[Talk] = []
    if tried(form, lambda: booked.append(_book(request, person, form))):
        return see("talk", booked[0].id)
    form.offer("slot", times(free, zone_of(person)))
    all_taken = not free and queries.are_all_taken(not_of=person)
    return page(request, "book", {"form": form, "free": free, "all_taken": all_taken, "token": new_token()}, form)


@access(Access.MEMBER)
def one(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Show a talk with its points."""
    line, thread = _found(request, talk)
    return _page(request, line, thread)


@access(Access.MEMBER, "POST")
def note(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Note a point."""
    line, thread = _found(request, talk)
    form = PointForm(request.POST)
    said = request.POST.get("text", "")
    if tried(
        form,
        lambda: actions.note_point(thread=thread, talk=line.talk, text=said, nonce=nonce_of(request.POST)),
    ):
        return see("talk", talk, at="points")
    return _page(request, line, thread, form)


@access(Access.MEMBER, "POST")
def agree(request: HttpRequest, talk: UUID, point: UUID) -> HttpResponse:
    """Say what becomes of a point."""
    _line, thread = _found(request, talk)
    try:
        attempt(request, lambda: actions.agree(thread=thread, point=point, outcome=outcome_of(request.POST)))
    except Point.DoesNotExist:
        raise Http404 from None
    return see("talk", talk, at="points")


@access(Access.MEMBER, "POST")
def nothing(request: HttpRequest, talk: UUID) -> HttpResponse:
    """End the whole talk in one click: nothing of it is published."""
    line, thread = _found(request, talk)
    actions.say_nothing_to_publish(thread=thread, talk=line.talk)
    return see("talk", talk, at="points")


@access(Access.MEMBER, "POST")
def call_off(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Call a talk off, before it begins."""
    line, thread = _found(request, talk)
    attempt(request, lambda: actions.call_off(thread=thread, talk=line.talk))
    return see("talk", talk)


@access(Access.MEMBER)
def calendar(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Hand out the file for one's own calendar."""
    line, _thread = _found(request, talk)
    return invitation_to(line.talk, person_of(request).id)


def _found(request: HttpRequest, talk: UUID) -> tuple[TalkLine, Thread]:
    found = queries.talk_of(person_of(request), talk)
    if found is None:
        raise Http404
    return found


def _book(request: HttpRequest, person: Person, form: BookForm) -> Talk:
    try:
        slot = UUID(form.cleaned_data["slot"])
    except ValueError:
        raise Refused(_("Choose a time."), "slot") from None
    return actions.book(member=person, slot=slot, nonce=nonce_of(request.POST), about=form.cleaned_data["about"])


def _page(request: HttpRequest, line: TalkLine, thread: Thread, form: PointForm | None = None) -> HttpResponse:
    shown = {
        "line": line,
        "thread": thread,
        "when": in_words(line.talk.slot.starts_at, zone_of(person_of(request))),
        "points": queries.points_for_member(thread, [line.talk])[line.talk.id],
        "readers": voices.names_of_readers(thread.voice.id) or [_("nobody any more")],
        "form": form or PointForm(),
        "choices": list(sentences.CHOICES.items()),
        "token": new_token(),
    }
    return page(request, "talk", shown, *([form] if form else []))
